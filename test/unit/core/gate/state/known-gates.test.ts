import { describe, expect, it } from 'vitest';
import { openJournal } from '../../../../../electron/core/gate/journal/journal.ts';
import { thisProcess } from '../../../../../electron/core/gate/journal/process-mark.ts';
import { knownGates } from '../../../../../electron/core/gate/state/known-gates.ts';
import { makeEntry, makeHolder, makePorts } from '../../../../support/made-gate.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

const dead = { pid: 0, startedAt: '', boot: '' };
const living = thisProcess();
const soon = Date.now() + 3_600_000;

describe('what the journal knows of a gate', () => {
  it.each([
    ['that is being knocked', { phase: 'knocking', worker: living }, { state: 'knocking' }],
    ['whose knocker died before its last knock', { phase: 'knocking', worker: dead }, { state: 'shut' }],
    ['whose knocker died after it', { phase: 'knocking', worker: dead, openingsSent: 1 }, { state: 'unknown' }],
    [
      'that is held',
      { phase: 'open', openingsSent: 1, openedAtMs: 5, holders: [makeHolder()] },
      { state: 'open', sessions: 1, openedAtMs: 5, left: undefined },
    ],
    [
      'that a hand holds',
      { phase: 'open', openingsSent: 1, holders: [makeHolder('hand', dead)] },
      { state: 'open', sessions: 0, isHeldByHand: true },
    ],
    [
      'whose holders died',
      { phase: 'open', openingsSent: 1, holders: [makeHolder('session', dead)] },
      { state: 'unknown', sessions: 0, left: 'here' },
    ],
    [
      'whose holders died when this computer had another address',
      { phase: 'open', openingsSent: 1, localAddress: '192.0.2.5' },
      { state: 'unknown', left: 'elsewhere', way: { address: '127.0.0.1', family: 4, localAddress: '192.0.2.5' } },
    ],
    [
      'that a hand holds for another address',
      { phase: 'open', openingsSent: 1, holders: [makeHolder('hand', dead)], localAddress: '192.0.2.5' },
      { state: 'open', left: undefined },
    ],
    [
      'that is held and knocked again before it runs out',
      { phase: 'knocking', worker: living, openedAtMs: 5, openingsSent: 2, holders: [makeHolder('hand')] },
      { state: 'open' },
    ],
    [
      'that only a delay holds',
      { phase: 'open', openingsSent: 1, holders: [{ ...makeHolder('delay'), untilMs: soon }] },
      { state: 'open', sessions: 0, isHeldByHand: false, shuts: { atMs: soon, by: 'delay' } },
    ],
    [
      'that a delay and a session hold',
      { phase: 'open', openingsSent: 1, holders: [{ ...makeHolder('delay'), untilMs: soon }, makeHolder()] },
      { state: 'open', sessions: 1, shuts: undefined },
    ],
    [
      'whose delay died with its process',
      { phase: 'open', openingsSent: 1, holders: [{ ...makeHolder('delay', dead), untilMs: soon }] },
      { state: 'unknown', sessions: 0 },
    ],
    [
      'that is left to its server',
      { phase: 'open', openingsSent: 1, openedAtMs: 5, shutsItselfAtMs: soon },
      { state: 'open', sessions: 0, shuts: { atMs: soon, by: 'server' }, runsOutAtMs: soon },
    ],
    [
      'that its server shuts under sessions',
      { phase: 'open', openingsSent: 1, shutsItselfAtMs: soon, holders: [makeHolder()] },
      { state: 'open', sessions: 1, shuts: { atMs: soon, by: 'server' } },
    ],
    [
      'that a living hand keeps open',
      { phase: 'open', openingsSent: 1, shutsItselfAtMs: soon, holders: [makeHolder('hand')] },
      { state: 'open', isHeldByHand: true, shuts: undefined },
    ],
    [
      'that the hand of a process that is done does not keep open',
      { phase: 'open', openingsSent: 1, shutsItselfAtMs: soon, holders: [makeHolder('hand', dead)] },
      { state: 'open', isHeldByHand: true, shuts: { atMs: soon, by: 'server' } },
    ],
    [
      'that its server has shut',
      { phase: 'open', openingsSent: 1, shutsItselfAtMs: 5, holders: [makeHolder()] },
      { state: 'shut', sessions: 1 },
    ],
    ['that is being closed', { phase: 'closing', worker: living, openingsSent: 1 }, { state: 'closing' }],
    ['whose closer died', { phase: 'closing', worker: dead, openingsSent: 1 }, { state: 'unknown' }],
    ['that stayed shut', { phase: 'failed', openingsSent: 2 }, { state: 'shut' }],
    ['that stayed open', { phase: 'failed', openingsSent: 1, openedAtMs: 5 }, { state: 'open' }],
    [
      'that was seen shut while an opening may still come',
      { phase: 'awaited', openingsSent: 2, openingsSeen: 1, awaits: { why: 'late-opening', atMs: soon } },
      { state: 'shut', left: undefined, awaits: { why: 'late-opening', atMs: soon } },
    ],
    [
      'that was closed where connections are counted',
      { phase: 'awaited', openingsSent: 1, openedAtMs: 5, awaits: { why: 'few-dials', atMs: soon } },
      { state: 'unknown', left: undefined, awaits: { why: 'few-dials', atMs: soon } },
    ],
    [
      'that was closed after as many dials as may be',
      { phase: 'awaited', openingsSent: 1, awaits: { why: 'dial-count', atMs: soon } },
      { state: 'unknown', left: undefined, awaits: { why: 'dial-count', atMs: soon } },
    ],
    [
      'that is knocked again after it was closed',
      { phase: 'knocking', worker: living, openingsSent: 2, awaits: { why: 'few-dials', atMs: soon } },
      { state: 'knocking', awaits: undefined },
    ],
    ['of which nobody can say', { phase: 'unknown', openingsSent: 1 }, { state: 'unknown' }],
  ] as const)('%s', async (_, more, seen) => {
    const ports = makePorts(temporaryFolder());
    const journal = openJournal(ports.dataFolder, ports.vault);
    const holders = 'holders' in more ? [...more.holders] : [];
    await journal.write(makeEntry({ ...more, holders }));
    const { gates, movedAside } = await knownGates({ journal });
    expect(gates).toMatchObject([{ host: 'gate.example', port: 22, profileMark: 'mark', ...seen }]);
    expect(movedAside).toEqual([]);
    expect(JSON.stringify(gates)).not.toContain('sealedPlan');
  });
});
