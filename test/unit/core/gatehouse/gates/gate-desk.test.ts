import { describe, expect, it } from 'vitest';
import type { Gatekeeper } from '../../../../../electron/core/gate/gatekeeper.ts';
import type { KnownGate } from '../../../../../electron/core/gate/state/known-gates.ts';
import type { GateBoard } from '../../../../../electron/core/gatehouse/gates/gate-board.ts';
import { createGateDesk } from '../../../../../electron/core/gatehouse/gates/gate-desk.ts';
import type { HandHolds } from '../../../../../electron/core/gatehouse/gates/hand-holds.ts';
import type { FoundGate, JournalReader } from '../../../../../electron/core/gatehouse/gates/journal-reader.ts';
import { createNoticeBoard } from '../../../../../electron/core/gatehouse/notices/notice-board.ts';
import type { GateEnding } from '../../../../../electron/shared/timeline.ts';

/** A desk over a journal of gates at one host and port, each named by its id; the profile `web` owns the gate `web`. */
function openDesk(
  ids: readonly string[],
  more: Partial<KnownGate> = {},
  ending: GateEnding = { kind: 'open', mayBeShared: false, message: 'It is still open.' },
) {
  const recovered = ids.map((id) => ({ id, name: 'gate.example:22', ending }));
  const gatekeeper = {
    recover: () => Promise.resolve(recovered),
    shutKnown: () => Promise.resolve({ kind: 'shut' } as const),
    forgetKnown: () => Promise.resolve(),
  } as unknown as Gatekeeper;
  const found = (id: string): FoundGate => ({
    gate: {
      ...{ id, profileMark: id, host: 'gate.example', port: 22 },
      ...{ state: 'open', openedAtMs: 1, sessions: 0, isHeldByHand: false, left: undefined },
      ...{ shuts: undefined, runsOutAtMs: undefined, awaits: undefined },
      way: { address: '203.0.113.7', family: 4, localAddress: '192.168.1.5' },
      ...more,
    },
    profileIds: id === 'web' || id === 'removed' ? [id] : [],
    gatekeeper,
  });
  const notices = createNoticeBoard(() => undefined);
  const journal = { gates: () => ids.map(found) } as unknown as JournalReader;
  const board = { refresh: () => Promise.resolve(), dismiss: () => undefined } as unknown as GateBoard;
  const desk = createGateDesk({
    gatekeeper,
    nameOf: (profileId) => (profileId === 'web' ? 'web' : undefined),
    journal,
    board,
    hands: {} as HandHolds,
    notices,
    shutSignal: new AbortController().signal,
  });
  return { desk, notices, see: () => desk.seen(journal.gates()) };
}

const titles = ({ notices }: ReturnType<typeof openDesk>) => notices.views().map(({ title }) => title);

it('tells of each gate that was not shut, though several are at one host and port', async () => {
  const opened = openDesk(['other', 'web', 'another']);
  await Promise.all([opened.desk.recover(), opened.desk.recover()]);
  expect(titles(opened)).toEqual([
    'The gate of gate.example:22 is still open',
    'The gate of web is still open',
    'The gate of gate.example:22 is still open',
  ]);
  expect(opened.desk.isRecovering()).toBe(false);
});

it('tells of a gate in the hand of nobody’s profile, once, though it was dismissed', async () => {
  const opened = openDesk(['web', 'other', 'removed'], { isHeldByHand: true });
  opened.see();
  expect(titles(opened)).toEqual(['The gate of gate.example:22 is open', 'The gate of gate.example:22 is open']);
  for (const { id } of opened.notices.views()) await opened.desk.act(id, 'dismiss');
  opened.see();
  expect(titles(opened)).toEqual([]);
});

it.each([
  { sessions: 1, isHeldByHand: true },
  { isHeldByHand: false },
  { state: 'closing', isHeldByHand: true },
] as const)('leaves alone what shuts by itself, or is told otherwise (%o)', (more) => {
  const opened = openDesk(['other'], more);
  opened.see();
  expect(titles(opened)).toEqual([]);
});

describe('a gate that was opened for an address which this computer has no more', () => {
  const title = 'The gate of web may still be open for 192.168.1.5';
  const ending = { kind: 'unknown', message: 'Elsewhere.', openedFor: '192.168.1.5' } as const;

  it('is named once, by its profile and its address, whatever else becomes of the profile’s gate', async () => {
    const opened = openDesk(['web'], { state: 'unknown', left: 'elsewhere' }, ending);
    opened.see();
    opened.desk.ended('web', ending, 'session');
    expect(titles(opened)).toEqual([title]);
    opened.desk.ended('web', { kind: 'shut' }, 'session');
    opened.desk.nothingAmiss('web');
    await opened.desk.tryAgain();
    opened.see();
    expect(titles(opened)).toEqual([title]);
    const [notice] = opened.notices.views();
    expect(notice).toMatchObject({ kind: 'gate', actions: ['forget', 'dismiss'] });
    await opened.desk.act(notice?.id ?? '', 'dismiss');
    opened.see();
    expect(titles(opened)).toEqual([]);
  });

  it('is named no more when it has gone from the journal', () => {
    const opened = openDesk(['web'], { state: 'unknown', left: 'elsewhere' });
    opened.see();
    opened.desk.seen([]);
    expect(titles(opened)).toEqual([]);
  });

  it('is told to be shut when the computer is back', async () => {
    const opened = openDesk(['web'], {}, { kind: 'shut' });
    await opened.desk.tryAgain();
    expect(titles(opened)).toEqual(['The gate of gate.example:22 is shut now']);
  });
});

it('does not tell again of a gate that cannot be shut when the network has changed either', async () => {
  const opened = openDesk(['web']);
  await opened.desk.recover();
  const [notice] = opened.notices.views();
  await opened.desk.act(notice?.id ?? '', 'dismiss');
  await opened.desk.tryAgain();
  expect(titles(opened)).toEqual([]);
});
