import { expect, it } from 'vitest';
import type { Gatekeeper } from '../../../../electron/core/gate/gatekeeper.ts';
import type { KnownGate } from '../../../../electron/core/gate/known-gates.ts';
import type { GateBoard } from '../../../../electron/core/gatehouse/gate-board.ts';
import { createGateDesk } from '../../../../electron/core/gatehouse/gate-desk.ts';
import type { HandHolds } from '../../../../electron/core/gatehouse/hand-holds.ts';
import type { FoundGate, JournalReader } from '../../../../electron/core/gatehouse/journal-reader.ts';
import { createNoticeBoard } from '../../../../electron/core/gatehouse/notice-board.ts';

/** A desk over a journal of gates at one host and port, each named by its id; the profile `web` owns the gate `web`. */
function openDesk(ids: readonly string[], more: Partial<KnownGate> = {}) {
  const message = 'It is still open.';
  const recovered = ids.map((id) => ({ id, name: 'gate.example:22', ending: { kind: 'open', message } as const }));
  const gatekeeper = {
    recover: () => Promise.resolve(recovered),
    shutKnown: () => Promise.resolve({ kind: 'shut' } as const),
    forgetKnown: () => Promise.resolve(),
  } as unknown as Gatekeeper;
  const found = (id: string): FoundGate => ({
    gate: {
      ...{ id, profileMark: id, host: 'gate.example', port: 22 },
      ...{
        state: 'open',
        openedAtMs: 1,
        sessions: 0,
        isHeldByHand: false,
        shuts: undefined,
        runsOutAtMs: undefined,
        ...more,
      },
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
