import { expect, it } from 'vitest';
import { openJournal } from '../../../electron/core/gate/journal/journal.ts';
import { drawSteps, makePorts } from '../../support/made-gate.ts';
import { recordAttempt } from '../../support/recorded-attempt.ts';
import { startKeptGate } from './kept-gate.ts';

/** A gate with an entry by another sequence for the same port: an opening that was sent `sentMs` ago and never answered. */
async function startWithOther(sentMs: number) {
  const { hold, plan, folder, entry, ...kept } = await startKeptGate();
  const { release, socket } = await hold();
  const ports = makePorts(folder);
  const journal = openJournal(folder, ports.vault);
  const lastOpeningAtMs = Date.now() - sentMs;
  const other = {
    ...(await entry()),
    id: 'f'.repeat(32),
    phase: 'awaited' as const,
    openedAtMs: undefined,
    openingsSeen: 0,
    holders: [],
    ...{ lastOpeningAtMs, lastKnockAtMs: lastOpeningAtMs },
    awaits: { why: 'late-opening' as const, atMs: lastOpeningAtMs + 30_000 },
  };
  const sealedPlan = await journal.sealPlan({ ...plan, opening: drawSteps() }, other);
  await journal.write({ ...other, sealedPlan });
  socket?.destroy();
  expect(await release(recordAttempt())).toEqual({ kind: 'shut' });
  return { left: (await journal.readAll()).entries.map(({ id }) => id), id: other.id, ...kept };
}

it('an opening by another sequence that may still come is not forgotten with the gate that is shut', async () => {
  const { left, id } = await startWithOther(5000);
  expect(left).toEqual([id]);
});

it('one that can come no more is', async () => {
  expect((await startWithOther(31_000)).left).toEqual([]);
});
