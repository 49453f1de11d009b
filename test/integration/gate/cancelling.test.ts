import { describe, expect, it } from 'vitest';
import { failureOf } from '../../support/failure-of.ts';
import { recordAttempt } from '../../support/recorded-attempt.ts';
import { dial } from '../practice/visitor.ts';
import { begun, type KeptGate, startKeptGate } from './kept-gate.ts';

/** Holds, and cancels at the given knock of the opening. */
async function cancelAt(kept: KeptGate, step: number, plan = kept.plan) {
  const cancel = new AbortController();
  const heard = recordAttempt();
  heard.when(
    (what) => 'event' in what && what.event === 'sent' && what.purpose === 'open' && what.step === step,
    () => cancel.abort(),
  );
  const options = { observer: heard.observer, signal: cancel.signal };
  return { heard, failure: await failureOf(kept.keeper.hold(plan, 'session', options)) };
}

describe('an opening that is cancelled', () => {
  it.each([1, 2])('at knock %i leaves the gate shut, and its half attempt in the journal', async (step) => {
    const kept = await startKeptGate();
    const { heard, failure } = await cancelAt(kept, step);
    expect(failure.code).toBe('cancelled');
    expect(heard.sent().map((sent) => `${sent.purpose} ${sent.step}`)).toEqual(['open 1', 'open 2'].slice(0, step));
    expect(await kept.entry()).toMatchObject({ phase: 'failed', openingsSent: 0, mayBeHalfKnocked: true });
    expect(kept.gate.isOpen()).toBe(false);
  });

  it.each([1, 2])('at knock %i stands in nobody’s way: the next one opens', async (step) => {
    const kept = await startKeptGate();
    await cancelAt(kept, step);
    const { release, heard } = await kept.hold();
    expect(heard.notices).toEqual([]);
    expect(begun(heard, 'open')).toBe(1);
    expect(await release(recordAttempt())).toEqual({ kind: 'shut' });
    expect(await kept.isJournalEmpty()).toBe(true);
  });

  it('at a gate of another kind is waited out, since nothing is known of its daemon', async () => {
    const kept = await startKeptGate();
    const plan = { ...kept.plan, kind: 'other' as const, seqTimeoutS: 1 };
    await cancelAt(kept, 1, plan);
    const heard = recordAttempt();
    const cancel = new AbortController();
    heard.when(
      (what) => 'kind' in what && what.kind === 'waiting-out',
      () => cancel.abort(),
    );
    const options = { observer: heard.observer, signal: cancel.signal };
    expect((await failureOf(kept.keeper.hold(plan, 'session', options))).code).toBe('cancelled');
    expect(heard.notices).toEqual([{ kind: 'waiting-out', seconds: 2 }]);
    expect(heard.sent()).toEqual([]);
  });

  it('after its last knock shuts what may have opened', async () => {
    const kept = await startKeptGate();
    const { failure, heard } = await cancelAt(kept, 3);
    expect(failure.code).toBe('cancelled');
    expect(begun(heard, 'close')).toBe(1);
    expect(heard.names().at(-1)).toBe('shut');
    expect(await dial(kept.gate.port)).toBe('refused');
    expect(await kept.isJournalEmpty()).toBe(true);
  });

  it('before anything was knocked leaves nothing behind', async () => {
    const kept = await startKeptGate();
    const heard = recordAttempt();
    const options = { observer: heard.observer, signal: AbortSignal.abort() };
    expect((await failureOf(kept.keeper.hold(kept.plan, 'session', options))).code).toBe('cancelled');
    expect(heard.sent()).toEqual([]);
    expect(await kept.isJournalEmpty()).toBe(true);
  });

  it('leaves a gate open that others hold', async () => {
    const kept = await startKeptGate();
    const first = await kept.hold();
    const heard = recordAttempt();
    const options = { observer: heard.observer, signal: AbortSignal.abort() };
    expect((await failureOf(kept.another().hold(kept.plan, 'session', options))).code).toBe('cancelled');
    expect(heard.sent()).toEqual([]);
    expect(kept.gate.isOpen()).toBe(true);
    expect(await first.release(recordAttempt())).toEqual({ kind: 'shut' });
  });
});

describe('a shutting that is cancelled', () => {
  it('leaves the gate to the journal, and the next start shuts it', async () => {
    const kept = await startKeptGate();
    const { release } = await kept.hold();
    const leave = new AbortController();
    const heard = recordAttempt();
    heard.when(
      (what) => 'event' in what && what.event === 'sent' && what.purpose === 'close',
      () => leave.abort(),
    );
    const options = { observer: heard.observer, shutSignal: leave.signal };
    expect((await failureOf(release(options))).code).toBe('cancelled');
    expect(kept.gate.isOpen()).toBe(true);
    const entry = await kept.entry();
    expect(entry).toMatchObject({ phase: 'closing', holders: [], mayBeHalfKnocked: true });
    // This process is still at work, as far as anybody can tell.
    expect(await kept.another().recover(recordAttempt())).toEqual([]);
    await kept.journal.write({ ...entry, worker: { pid: 0, startedAt: '', boot: '' } });
    expect(await kept.another().recover(recordAttempt())).toMatchObject([{ ending: { kind: 'shut' } }]);
    expect(kept.gate.isOpen()).toBe(false);
    expect(await kept.isJournalEmpty()).toBe(true);
  });
});
