import { describe, expect, it } from 'vitest';
import type { Gatekeeper } from '../../../electron/core/gate/gatekeeper.ts';
import { dial } from '../../../electron/core/gate/reach/dialler.ts';
import { directReach } from '../../../electron/core/gate/reach/reach.ts';
import { failureOf } from '../../support/failure-of.ts';
import { type RecordedAttempt, recordAttempt } from '../../support/recorded-attempt.ts';
import { begun, type KeptGate, startKeptGate } from './kept-gate.ts';

/** The gate's own keeper, whose first `count` looks and dials come back unanswered: as with a slow firewall. */
function unheard({ keeper }: KeptGate, count: number): Gatekeeper {
  let left = count;
  const reach = directReach(() => Promise.resolve([]));
  return keeper.byWayOf({
    ...reach,
    dial: (plan) => {
      left -= 1;
      return left >= 0 ? Promise.resolve({ kind: 'not-answered', answer: 'ECONNREFUSED' }) : dial(plan);
    },
  });
}

function cancelWhen(heard: RecordedAttempt, kind: string): AbortSignal {
  const cancel = new AbortController();
  heard.when(
    (what) => 'kind' in what && what.kind === kind,
    () => cancel.abort(),
  );
  return cancel.signal;
}

describe('an opening that nobody has answered', () => {
  it('is shut when it is cancelled before the next round: it has taken effect late', async () => {
    const kept = await startKeptGate();
    const heard = recordAttempt();
    const signal = cancelWhen(heard, 'retrying');
    const failure = await failureOf(unheard(kept, 3).hold(kept.plan, 'session', { observer: heard.observer, signal }));
    expect(failure.code).toBe('cancelled');
    expect(begun(heard, 'open')).toBe(1);
    expect(begun(heard, 'close')).toBe(1);
    expect(kept.gate.isOpen()).toBe(false);
    expect(heard.notices.at(-1)).toEqual({ kind: 'let-go', ending: { kind: 'shut' } });
    expect(await kept.isJournalEmpty()).toBe(true);
  });

  it('stays open when it is cancelled and somebody else has come in meanwhile', async () => {
    const kept = await startKeptGate();
    const heard = recordAttempt();
    const cancel = new AbortController();
    const opening = unheard(kept, 3).hold(kept.plan, 'session', { observer: heard.observer, signal: cancel.signal });
    const failed = failureOf(opening);
    await kept.watched.next('gate-opened');
    const other = await kept.hold(undefined, 'session', kept.another());
    cancel.abort();
    expect((await failed).code).toBe('cancelled');
    expect(kept.gate.isOpen()).toBe(true);
    expect(await other.release(recordAttempt())).toEqual({ kind: 'shut' });
  });
});

describe('a gate whose daemon must have forgotten', () => {
  it('is knocked once more, however short the deadline and long the sequence', async () => {
    const kept = await startKeptGate();
    const heard = recordAttempt();
    const plan = { ...kept.plan, kind: 'other', seqTimeoutS: 1, delayMs: 900, deadlineS: 1 } as const;
    const failure = await failureOf(unheard(kept, 9).hold(plan, 'session', { observer: heard.observer }));
    expect(failure.code).toBe('gate-stayed-shut');
    expect(begun(heard, 'open')).toBe(2);
  });
});

describe('a gate that its server shuts by itself', () => {
  it('and that has opened late runs out all the same, and can be kept open', async () => {
    const kept = await startKeptGate();
    const heard = recordAttempt();
    const plan = { ...kept.plan, opensForS: 60 };
    const once = { ...plan, recovers: false };
    const failure = await failureOf(unheard(kept, 9).hold(once, 'hand', { observer: heard.observer }));
    expect(failure.code).toBe('gate-stayed-shut');
    expect(begun(heard, 'open')).toBe(1);
    const hold = await kept.hold(plan, 'hand');
    expect(hold.heard.sent()).toEqual([]);
    const { shutsItselfAtMs = 0, lastKnockAtMs } = await kept.entry();
    expect(shutsItselfAtMs).toBe(lastKnockAtMs + 60_000);
    expect(hold.renewal?.runsOutAtMs).toBe(shutsItselfAtMs);
  });
});

describe('an opening that is cancelled after the network has changed', () => {
  it('is not knocked shut from there, and is nobody’s work any more: it is shut when the address is back', async () => {
    const kept = await startKeptGate();
    const heard = recordAttempt();
    const cancel = new AbortController();
    let own = '127.0.0.1';
    const reach = { ...directReach(() => Promise.resolve([])), localAddressTowards: () => Promise.resolve(own) };
    heard.when(
      (what) => 'event' in what && what.event === 'sent' && what.step === what.of,
      () => {
        own = '192.0.2.5';
        cancel.abort();
      },
    );
    const options = { observer: heard.observer, signal: cancel.signal };
    const failure = await failureOf(kept.keeper.byWayOf(reach).hold(kept.plan, 'session', options));
    expect(failure.code).toBe('cancelled');
    expect(begun(heard, 'close')).toBe(0);
    expect(await kept.entry()).toMatchObject({ phase: 'failed', openingsSent: 1 });
    expect(await kept.keeper.recover(recordAttempt())).toMatchObject([{ ending: { kind: 'shut' } }]);
    expect(kept.gate.isOpen()).toBe(false);
  });
});
