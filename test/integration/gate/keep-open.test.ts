import { describe, expect, it, onTestFinished } from 'vitest';
import { pause } from '../../../electron/core/cancel.ts';
import { keepOpen } from '../../../electron/core/gate/endings/keep-open.ts';
import type { GateRenewal } from '../../../electron/core/gate/endings/renew-gate.ts';
import { directReach } from '../../../electron/core/gate/reach/reach.ts';
import { failureOf } from '../../support/failure-of.ts';
import { recordAttempt } from '../../support/recorded-attempt.ts';
import { shutGate } from '../practice/visitor.ts';
import { begun, type KeptGate, startKeptGate } from './kept-gate.ts';

/** A gate that its server is said to shut after 2 s; this one never does by itself. */
const shortLived = (kept: KeptGate) => ({ ...kept.plan, shutWhen: 'never' as const, opensForS: 2 });

function renewalOf(hold: { readonly renewal: GateRenewal | undefined }): GateRenewal {
  if (hold.renewal === undefined) throw new Error('nothing to renew');
  return hold.renewal;
}

const openings = ({ watched }: KeptGate) => watched.events.filter(({ event }) => event === 'gate-opened').length;

describe('a gate that shuts by itself, while somebody needs it', () => {
  it('is knocked again before, and once more where the server has shut it all the same', async () => {
    const kept = await startKeptGate();
    const { next } = kept.watched;
    const hold = await kept.hold(shortLived(kept), 'hand');
    await next('gate-opened');
    const { shutsItselfAtMs: first = 0 } = await kept.entry();
    onTestFinished(keepOpen(hold.renewal, recordAttempt()));
    await next('gate-opened');
    // A rule that was there already keeps its old time.
    await shutGate(kept.watched);
    await next('gate-opened');
    const { shutsItselfAtMs: last = 0 } = await kept.entry();
    expect(last).toBeGreaterThan(first + 1000);
    expect(await kept.entry()).toMatchObject({ holders: [{ as: 'hand' }] });
  });

  it('is left to run out when nobody keeps it any more', async () => {
    const kept = await startKeptGate();
    const hold = await kept.hold({ ...shortLived(kept), opensForS: 1 });
    const stop = keepOpen(hold.renewal, recordAttempt());
    stop();
    await pause(1500);
    expect(openings(kept)).toBe(1);
    expect((await kept.keeper.known()).gates).toMatchObject([{ state: 'shut', sessions: 1 }]);
  });

  it('is knocked once for all who keep it', async () => {
    const kept = await startKeptGate();
    const [first, second] = [await kept.hold(shortLived(kept)), await kept.hold(shortLived(kept), 'hand')];
    const [one, other] = [renewalOf(first), renewalOf(second)];
    expect(other.runsOutAtMs).toBe(one.runsOutAtMs);
    const heard = recordAttempt();
    const renewedAtMs = await one.renew(one.runsOutAtMs, 'before', { observer: heard.observer });
    expect(await other.renew(one.runsOutAtMs, 'before', { observer: heard.observer })).toBe(renewedAtMs);
    expect(begun(heard, 'open')).toBe(1);
    expect(await other.renew(renewedAtMs ?? 0, 'only-if-shut', { observer: heard.observer })).toBe(renewedAtMs);
    expect(begun(heard, 'open')).toBe(1);
    await shutGate(kept.watched);
    await other.renew(renewedAtMs ?? 0, 'only-if-shut', { observer: heard.observer });
    expect(begun(heard, 'open')).toBe(2);
    expect(kept.gate.isOpen()).toBe(true);
    expect(await kept.entry()).toMatchObject({ phase: 'open', holders: [{ as: 'session' }, { as: 'hand' }] });
  });

  it('is not knocked again once it was shut by hand', async () => {
    const kept = await startKeptGate();
    const hold = renewalOf(await kept.hold(shortLived(kept), 'hand'));
    await kept.keeper.shutByHand(shortLived(kept), recordAttempt());
    const heard = recordAttempt();
    expect(await hold.renew(hold.runsOutAtMs, 'before', { observer: heard.observer })).toBeUndefined();
    expect(heard.sent()).toEqual([]);
    expect(kept.gate.isOpen()).toBe(false);
  });

  it('is not knocked from another address of ours: there it may be somebody else’s machine', async () => {
    const kept = await startKeptGate();
    let own = '127.0.0.1';
    const reach = { ...directReach(() => Promise.resolve([])), localAddressTowards: () => Promise.resolve(own) };
    const hold = renewalOf(await kept.hold(shortLived(kept), 'hand', kept.keeper.byWayOf(reach)));
    own = '192.0.2.5';
    const heard = recordAttempt();
    for (const how of ['before', 'only-if-shut'] as const) {
      const failure = await failureOf(hold.renew(hold.runsOutAtMs, how, { observer: heard.observer }));
      expect(failure).toMatchObject({ code: 'local-network', message: expect.stringContaining('127.0.0.1') });
    }
    expect(heard.sent()).toEqual([]);
    expect(await kept.entry()).toMatchObject({ localAddress: '127.0.0.1', openingsSent: 1 });
  });

  it('is knocked once more where nobody answers at once', async () => {
    const kept = await startKeptGate();
    let unheard = 0;
    const reach = directReach(() => Promise.resolve([]));
    const keeper = kept.keeper.byWayOf({
      ...reach,
      dial(plan) {
        unheard -= 1;
        return unheard >= 0 ? Promise.resolve({ kind: 'not-answered', answer: 'ECONNREFUSED' }) : reach.dial(plan);
      },
    });
    const hold = renewalOf(await kept.hold(shortLived(kept), 'hand', keeper));
    await shutGate(kept.watched);
    // The look, and the dials of one attempt.
    unheard = 3;
    const heard = recordAttempt();
    expect(await hold.renew(hold.runsOutAtMs, 'only-if-shut', heard)).toBeGreaterThan(hold.runsOutAtMs);
    expect(begun(heard, 'open')).toBe(2);
    expect(kept.gate.isOpen()).toBe(true);
  });

  it('teaches nothing of the line meanwhile: it would answer without the knocks too', async () => {
    const kept = await startKeptGate();
    const plan = { ...shortLived(kept), learnsPace: true };
    const hold = renewalOf(await kept.hold(plan, 'hand'));
    await kept.keeper.forgetLore(plan);
    await hold.renew(hold.runsOutAtMs, 'before', recordAttempt());
    expect(await kept.keeper.lore(plan)).toBeUndefined();
  });

  it('owes no closing for what has run out: two at most, however often it was knocked again', async () => {
    const kept = await startKeptGate();
    const hold = renewalOf(await kept.hold(shortLived(kept), 'hand'));
    let knownMs: number | undefined = hold.runsOutAtMs;
    for (let times = 0; times < 3; times += 1) knownMs = await hold.renew(knownMs ?? 0, 'before', recordAttempt());
    expect(await kept.entry()).toMatchObject({ openingsSent: 2, closingsSent: 0 });
  });

  it('that does not open any more is told, and stays held', async () => {
    const kept = await startKeptGate();
    const hold = await kept.hold(shortLived(kept), 'hand');
    await kept.gate.stop();
    const failure = await new Promise((resolve) => {
      onTestFinished(keepOpen(hold.renewal, recordAttempt(), resolve));
    });
    expect(failure).toMatchObject({ code: 'gate-stayed-shut' });
    expect(await kept.entry()).toMatchObject({ holders: [{ as: 'hand' }] });
  });
});

describe('nothing is to be renewed', () => {
  it.each([
    ['where the server does not shut the gate by itself', {}, 'hand'],
    ['for a session at a gate where each dial is knocked for', { kind: 'one-connection', opensForS: 30 }, 'session'],
  ] as const)('%s', async (_, more, as) => {
    const kept = await startKeptGate();
    expect((await kept.hold({ ...kept.plan, ...more }, as)).renewal).toBeUndefined();
  });
});
