import { describe, expect, it, onTestFinished } from 'vitest';
import { pause } from '../../../electron/core/cancel.ts';
import { keepOpen } from '../../../electron/core/gate/endings/keep-open.ts';
import { createGatekeeper } from '../../../electron/core/gate/gatekeeper.ts';
import { openOneTimeLists } from '../../../electron/core/gate/journal/one-time-lists.ts';
import { planAt } from '../../../electron/shared/gate-plan.ts';
import type { Step } from '../../../electron/shared/sequence.ts';
import { failureOf } from '../../support/failure-of.ts';
import { drawSteps, makePorts } from '../../support/made-gate.ts';
import { deadProcess } from '../../support/marked-process.ts';
import { recordAttempt } from '../../support/recorded-attempt.ts';
import { openGate, shutGate } from '../practice/visitor.ts';
import { begun, type KeptGate, startKeptGate } from './kept-gate.ts';

/** A gate, and a plan with a list; what a practice gate is opened by may stand in it more than once. */
async function startListedGate(listOf: (opening: readonly Step[]) => readonly (readonly Step[])[]) {
  const kept = await startKeptGate();
  const sequences = listOf(kept.gate.opening);
  const plan = { ...kept.plan, opening: [], oneTime: { sequences, place: 0 } };
  const lists = openOneTimeLists(kept.folder, makePorts(kept.folder).vault);
  const mark = await lists.markOf({ ...plan, sequences });
  return { ...kept, plan, lists, mark, place: () => lists.placeOf(mark) };
}

/** Only the first of them opens. */
const different = (opening: readonly Step[]) => [opening, drawSteps(), drawSteps(), drawSteps()];
const fourTimes = (opening: readonly Step[]) => [opening, opening, opening, opening];

async function releaseAll(holds: readonly Awaited<ReturnType<KeptGate['hold']>>[]): Promise<void> {
  for (const { release } of holds) await release(recordAttempt());
}

describe('a list of one-time sequences', () => {
  it('goes on by one with each opening that was seen to work, and tells when few are left', async () => {
    const { hold, plan, place } = await startListedGate(fourTimes);
    const lefts = [];
    for (const used of [1, 2, 3]) {
      const one = await hold(plan);
      expect(await place()).toBe(used);
      lefts.push(one.heard.notices);
      expect(await one.release(recordAttempt())).toEqual({ kind: 'shut' });
    }
    expect(lefts).toEqual([3, 2, 1].map((left) => [{ kind: 'sequences-left', left }]));
  });

  it('stays where it is when the gate does not open, and the failure says what to look at', async () => {
    const { hold, plan, place, keeper } = await startListedGate((opening) => [opening, drawSteps(), opening, opening]);
    await releaseAll([await hold(plan)]);
    const { observer, sent } = recordAttempt();
    const failure = await failureOf(keeper.hold(plan, 'session', { observer }));
    expect(failure.code).toBe('gate-stayed-shut');
    expect(failure.remedy).toContain('Sequence 2 of 4');
    expect(failure.remedy).toContain('begin with #');
    // All tries of the attempt with the same one.
    const ports = new Set(sent().flatMap(({ purpose, port }) => (purpose === 'open' ? [port] : [])));
    expect([...ports]).toEqual(plan.oneTime.sequences[1]?.map(({ port }) => port));
    expect(await place()).toBe(1);
  });

  it('is not used for a gate that is kept open before that has shut itself, since nothing would show that it was', async () => {
    const { hold, plan, place, watched } = await startListedGate(different);
    const { renewal } = await hold({ ...plan, shutWhen: 'never', opensForS: 2 }, 'hand');
    await watched.next('gate-opened');
    const failed = new Promise((resolve) => onTestFinished(keepOpen(renewal, recordAttempt(), resolve)));
    await pause(1500);
    expect(await place()).toBe(1);
    await shutGate(watched);
    // The second one opens nothing here, and stays the next.
    expect(await failed).toMatchObject({ code: 'gate-stayed-shut' });
    expect(await place()).toBe(1);
  });

  it('is not used at a gate that is open already, whoever opened it', async () => {
    const { hold, plan, place, watched, another } = await startListedGate(different);
    const first = await hold(plan);
    const second = await hold(plan, 'session', another());
    expect([second.heard.sent(), second.isFound]).toEqual([[], false]);
    expect(await first.release(recordAttempt())).toEqual({ kind: 'held', sessions: 1, byHand: false });
    expect(await second.release(recordAttempt())).toEqual({ kind: 'shut' });
    await openGate(watched);
    expect((await hold(plan)).isFound).toBe(true);
    expect(await place()).toBe(1);
  });

  it('gives one of its sequences to all who come at the same time', async () => {
    const { hold, plan, place, another } = await startListedGate(fourTimes);
    const holds = await Promise.all([1, 2, 3].map(() => hold(plan, 'session', another())));
    expect(holds.map(({ heard }) => begun(heard, 'open')).sort()).toEqual([0, 0, 1]);
    await releaseAll(holds);
    expect(await place()).toBe(1);
  });

  it('is the same gate in the journal, whichever of its sequences comes next', async () => {
    const { plan, keeper, hold } = await startListedGate(different);
    const later = planAt(plan, 2);
    expect(await keeper.markOf(later)).toBe(await keeper.markOf(plan));
    await hold(plan);
    const heard = recordAttempt();
    expect(await keeper.shutByHand(later, heard)).toEqual({ kind: 'shut' });
    expect(begun(heard, 'close')).toBe(1);
  });

  it('begins where the profile says when that is further than is known here', async () => {
    const { hold, plan, place } = await startListedGate((opening) => [drawSteps(), drawSteps(), opening, opening]);
    await releaseAll([await hold({ ...plan, oneTime: { ...plan.oneTime, place: 2 } })]);
    expect(await place()).toBe(3);
  });
});

describe('the last one-time sequence', () => {
  const once = (opening: readonly Step[]) => [opening];

  it('is not used without a yes, and nothing is sent or noted for it', async () => {
    const { keeper, plan, place, isJournalEmpty } = await startListedGate(once);
    for (const confirmLast of [undefined, () => Promise.resolve(false)]) {
      const { observer, sent } = recordAttempt();
      const failure = await failureOf(keeper.hold(plan, 'session', { observer, confirmLast }));
      expect(failure.code).toBe('one-time-last');
      expect(sent()).toEqual([]);
    }
    expect([await place(), await isJournalEmpty()]).toEqual([0, true]);
  });

  it('is asked about while others may knock, and used after a yes; then there is none', async () => {
    const { keeper, plan, place, hold, folder } = await startListedGate(once);
    const other = { ...plan, oneTime: undefined, opening: plan.oneTime.sequences[0] ?? [] };
    const confirmLast = async () => {
      // Waits for ever if the turn is not given back.
      await releaseAll([await hold(other, 'session', createGatekeeper(makePorts(folder)))]);
      return true;
    };
    const held = await keeper.hold(plan, 'session', { observer: recordAttempt().observer, confirmLast });
    expect(await place()).toBe(1);
    await held.release(recordAttempt());
    held.socket?.destroy();
    const { observer, sent } = recordAttempt();
    const failure = await failureOf(
      keeper.hold(plan, 'session', { observer, confirmLast: () => Promise.resolve(true) }),
    );
    expect(failure.code).toBe('one-time-used-up');
    expect(failure.remedy).toContain('new list');
    expect(sent()).toEqual([]);
  });

  it('is not asked about at a gate that is open', async () => {
    const { keeper, plan, watched } = await startListedGate(once);
    await openGate(watched);
    const held = await keeper.hold(plan, 'session', recordAttempt());
    held.socket?.destroy();
    expect(held.isFound).toBe(true);
  });
});

describe('a sequence that was knocked and not noted as used', () => {
  /** As if the process had died after its last knock, before it had seen an answer. */
  async function dieAfterKnocking(kept: Awaited<ReturnType<typeof startListedGate>>): Promise<void> {
    const { hold, plan, lists, mark } = kept;
    (await hold(plan)).socket?.destroy();
    await lists.moveTo(mark, 0);
    const worker = await deadProcess();
    const { openedAtMs: _, ...entry } = await kept.entry();
    await kept.journal.write({ ...entry, phase: 'knocking', worker, holders: [], line: { mark, place: 0 } });
  }

  it('is noted by the next start, when it finds the gate open', async () => {
    const kept = await startListedGate(fourTimes);
    await dieAfterKnocking(kept);
    expect(await kept.another().recover(recordAttempt())).toMatchObject([{ ending: { kind: 'shut' } }]);
    expect(await kept.place()).toBe(1);
  });

  it('is noted by who comes to the open gate before that', async () => {
    const kept = await startListedGate(fourTimes);
    await dieAfterKnocking(kept);
    const { heard } = await kept.hold(kept.plan, 'session', kept.another());
    expect(heard.sent()).toEqual([]);
    expect(await kept.place()).toBe(1);
    expect((await kept.entry()).line).toBeUndefined();
  });

  it('is noted where nothing shuts the gate either', async () => {
    const kept = await startListedGate(fourTimes);
    await dieAfterKnocking(kept);
    const entry = await kept.entry();
    const sealedPlan = await kept.journal.sealPlan({ ...kept.plan, closing: undefined }, entry);
    await kept.journal.write({ ...entry, sealedPlan });
    expect(await kept.another().recover(recordAttempt())).toMatchObject([{ ending: { kind: 'left' } }]);
    expect(await kept.place()).toBe(1);
  });

  it('stays the next one when the gate is found shut', async () => {
    const kept = await startListedGate(fourTimes);
    await dieAfterKnocking(kept);
    await kept.gate.stop();
    await kept.another().recover(recordAttempt());
    expect(await kept.place()).toBe(0);
  });

  it('is noted when the opening was cancelled after its last knock', async () => {
    const kept = await startListedGate(fourTimes);
    const cancel = new AbortController();
    const { observer, when } = recordAttempt();
    when(
      (what) => 'event' in what && what.event === 'sent' && what.step === 3,
      () => cancel.abort(),
    );
    const failure = await failureOf(kept.keeper.hold(kept.plan, 'session', { observer, signal: cancel.signal }));
    expect(failure.code).toBe('cancelled');
    expect(kept.gate.isOpen()).toBe(false);
    expect(await kept.place()).toBe(1);
  });

  it('is no word against a person who has moved on meanwhile', async () => {
    const kept = await startListedGate(fourTimes);
    await dieAfterKnocking(kept);
    await kept.lists.moveTo(kept.mark, 3);
    await kept.another().recover(recordAttempt());
    expect(await kept.place()).toBe(3);
  });
});
