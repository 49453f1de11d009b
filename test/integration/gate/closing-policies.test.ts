import { describe, expect, it } from 'vitest';
import { pause } from '../../../electron/core/cancel.ts';
import { directReach } from '../../../electron/core/gate/reach/reach.ts';
import { deadProcess } from '../../support/marked-process.ts';
import { recordAttempt } from '../../support/recorded-attempt.ts';
import { shutGate } from '../practice/visitor.ts';
import { begun, type KeptGate, killOwners, startKeptGate } from './kept-gate.ts';

/** What a release comes to, and that nothing was knocked for it. */
async function letGo(release: Awaited<ReturnType<KeptGate['hold']>>['release']) {
  const { observer, sent } = recordAttempt();
  const ending = await release({ observer });
  expect(sent()).toEqual([]);
  return ending;
}

describe('a gate that is shut after a delay', () => {
  const delayed = { shutWhen: 'delayed', shutDelayS: 60 } as const;

  it('stays open when its last session lets go, and is shut when the delay is over', async () => {
    const kept = await startKeptGate();
    const { release } = await kept.hold({ ...kept.plan, ...delayed });
    const before = Date.now();
    const ending = await letGo(release);
    expect(ending).toEqual({ kind: 'delayed', delayS: 60, shutsAtMs: expect.any(Number) });
    if (ending.kind !== 'delayed') throw new Error('not delayed');
    expect(ending.shutsAtMs).toBeGreaterThanOrEqual(before + 60_000);
    expect(kept.gate.isOpen()).toBe(true);
    expect(await kept.entry()).toMatchObject({
      phase: 'open',
      holders: [{ as: 'delay', untilMs: ending.shutsAtMs }],
    });
    expect(await release(recordAttempt())).toEqual({ kind: 'shut' });
    expect(kept.gate.isOpen()).toBe(false);
    expect(await kept.isJournalEmpty()).toBe(true);
  });

  it('is shared by a new session without knocks, which has a delay of its own', async () => {
    const kept = await startKeptGate();
    const plan = { ...kept.plan, ...delayed };
    const first = await kept.hold(plan);
    await letGo(first.release);
    const second = await kept.hold(plan, 'session', kept.another());
    expect(second.heard.sent()).toEqual([]);
    expect(second.isFound).toBe(false);
    expect(await letGo(first.release)).toEqual({ kind: 'held', sessions: 1, byHand: false });
    expect((await letGo(second.release)).kind).toBe('delayed');
    expect(await second.release(recordAttempt())).toEqual({ kind: 'shut' });
    expect(kept.gate.isOpen()).toBe(false);
  });

  it('is kept by the later of two delays', async () => {
    const kept = await startKeptGate();
    const plan = { ...kept.plan, ...delayed };
    const [first, second] = [await kept.hold(plan), await kept.hold(plan, 'session', kept.another())];
    expect((await letGo(first.release)).kind).toBe('held');
    const third = await kept.hold(plan);
    expect((await letGo(second.release)).kind).toBe('held');
    expect((await letGo(third.release)).kind).toBe('delayed');
    const fourth = await kept.hold(plan);
    expect((await letGo(fourth.release)).kind).toBe('delayed');
    expect(await letGo(third.release)).toEqual({ kind: 'held', sessions: 0, byHand: false });
    expect(kept.gate.isOpen()).toBe(true);
    expect(await fourth.release(recordAttempt())).toEqual({ kind: 'shut' });
  });

  it('is shut at the next start when its process has died in the delay', async () => {
    const kept = await startKeptGate();
    const { release } = await kept.hold({ ...kept.plan, ...delayed });
    await letGo(release);
    await killOwners(kept);
    expect(await kept.another().recover(recordAttempt())).toMatchObject([{ ending: { kind: 'shut' } }]);
    expect(kept.gate.isOpen()).toBe(false);
    expect(await kept.isJournalEmpty()).toBe(true);
  });

  it('is left alone by the start of another process during the delay', async () => {
    const kept = await startKeptGate();
    const { release } = await kept.hold({ ...kept.plan, ...delayed });
    await letGo(release);
    expect(await kept.another().recover(recordAttempt())).toEqual([]);
    expect(kept.gate.isOpen()).toBe(true);
  });

  it('is shut by hand in it', async () => {
    const kept = await startKeptGate();
    const plan = { ...kept.plan, ...delayed };
    const { release } = await kept.hold(plan);
    await letGo(release);
    expect(await kept.keeper.shutByHand(plan, recordAttempt())).toEqual({ kind: 'shut' });
    expect(await letGo(release)).toEqual({ kind: 'left', why: 'shut-already' });
    expect(kept.gate.isOpen()).toBe(false);
  });
});

describe('a gate that is shut by hand alone', () => {
  const byHand = { shutWhen: 'by-hand' } as const;

  it('stays open in the hand after its last session, whatever becomes of the process', async () => {
    const kept = await startKeptGate();
    const plan = { ...kept.plan, ...byHand };
    const { release } = await kept.hold(plan);
    expect(await letGo(release)).toEqual({ kind: 'by-hand' });
    expect(await kept.entry()).toMatchObject({ phase: 'open', holders: [{ as: 'hand' }] });
    await killOwners(kept);
    expect(await kept.another().recover(recordAttempt())).toEqual([]);
    expect(kept.gate.isOpen()).toBe(true);
    expect(await kept.another().shutByHand(plan, recordAttempt())).toEqual({ kind: 'shut' });
    expect(kept.gate.isOpen()).toBe(false);
  });

  it('is shut when the hand lets go too', async () => {
    const kept = await startKeptGate();
    const { release } = await kept.hold({ ...kept.plan, ...byHand });
    await letGo(release);
    expect(await release(recordAttempt())).toEqual({ kind: 'shut' });
    expect(kept.gate.isOpen()).toBe(false);
  });

  it('is shut at the next start when its session has died', async () => {
    const kept = await startKeptGate();
    await kept.hold({ ...kept.plan, ...byHand });
    await killOwners(kept);
    expect(await kept.another().recover(recordAttempt())).toMatchObject([{ ending: { kind: 'shut' } }]);
    expect(kept.gate.isOpen()).toBe(false);
  });
});

describe('a gate that has run out under its last session', () => {
  it.each(['by-hand', 'delayed'] as const)('is not held on to where it would stay open %s', async (shutWhen) => {
    const kept = await startKeptGate();
    const plan = { ...kept.plan, shutWhen, opensForS: 60 };
    const { release } = await kept.hold(plan);
    await kept.journal.write({ ...(await kept.entry()), shutsItselfAtMs: Date.now() - 1 });
    expect(await release(recordAttempt())).toEqual({ kind: 'shut' });
    expect(await kept.isJournalEmpty()).toBe(true);
  });
});

describe('a gate that its server shuts', () => {
  const never = { shutWhen: 'never', opensForS: 3600 } as const;
  const left = { kind: 'left', why: 'closes-itself' };
  const silence = { kind: 'not-answered', answer: undefined } as const;

  it('is not knocked shut, is remembered until then, and is shared meanwhile', async () => {
    const kept = await startKeptGate();
    const plan = { ...kept.plan, ...never };
    const { release } = await kept.hold(plan);
    expect(await letGo(release)).toEqual(left);
    expect(kept.gate.isOpen()).toBe(true);
    const { shutsItselfAtMs = 0, openedAtMs = 0 } = await kept.entry();
    expect(shutsItselfAtMs - openedAtMs).toBe(3_600_000);
    const heard = recordAttempt();
    expect(await kept.another().recover({ observer: heard.observer })).toEqual([]);
    const { gates } = await kept.keeper.known();
    expect(gates).toMatchObject([{ state: 'open', sessions: 0, shuts: { atMs: shutsItselfAtMs, by: 'server' } }]);
    const again = await kept.hold(plan);
    expect([...heard.sent(), ...again.heard.sent()]).toEqual([]);
    expect(again.isFound).toBe(false);
  });

  it('counts as shut after that, is knocked anew under a session that lives on, and owes no closing', async () => {
    const kept = await startKeptGate();
    const plan = { ...kept.plan, opensForS: 3600 };
    const living = await kept.hold(plan);
    await kept.journal.write({ ...(await kept.entry()), shutsItselfAtMs: Date.now() - 1 });
    await shutGate(kept.watched);
    expect((await kept.keeper.known()).gates).toMatchObject([{ state: 'shut', sessions: 1 }]);
    const second = await kept.hold(plan);
    expect(begun(second.heard, 'open')).toBe(1);
    expect(await kept.entry()).toMatchObject({ phase: 'open', openingsSent: 1, closingsSent: 0 });
    expect((await living.release(recordAttempt())).kind).toBe('held');
    expect(await second.release(recordAttempt())).toEqual({ kind: 'shut' });
  });

  it('is forgotten at a start after that, in a dead hand too', async () => {
    const kept = await startKeptGate();
    await kept.hold({ ...kept.plan, ...never }, 'hand');
    await killOwners(kept, { shutsItselfAtMs: Date.now() - 1 });
    const { observer, sent } = recordAttempt();
    expect(await kept.another().recover({ observer })).toEqual([]);
    expect(sent()).toEqual([]);
    expect(await kept.isJournalEmpty()).toBe(true);
  });

  it('and that a process has died over while it knocked again is looked at, and shut', async () => {
    const kept = await startKeptGate();
    await kept.hold({ ...kept.plan, opensForS: 3600 });
    const again = { phase: 'knocking', worker: await deadProcess(), mayBeHalfKnocked: true, openingsSent: 2 } as const;
    await killOwners(kept, { ...again, lastKnockAtMs: Date.now() - 2000, shutsItselfAtMs: Date.now() - 1000 });
    expect(await kept.another().recover(recordAttempt())).toMatchObject([{ ending: { kind: 'shut' } }]);
    expect(kept.gate.isOpen()).toBe(false);
  });

  it('within the delay after its last session is no gate of which nobody can say whether it is shut', async () => {
    const kept = await startKeptGate();
    const plan = { ...kept.plan, shutWhen: 'delayed', opensForS: 1 } as const;
    const { release, socket } = await kept.hold(plan);
    await letGo(release);
    socket?.destroy();
    await pause(1100);
    await kept.gate.stop();
    // Silence, as of a gate whose firewall drops.
    const reach = { ...directReach(() => Promise.resolve([])), dial: () => Promise.resolve(silence) };
    const keeper = kept.keeper.byWayOf(reach);
    const { gates } = await keeper.known();
    expect(gates).toMatchObject([{ state: 'shut' }]);
    const heard = recordAttempt();
    expect(await keeper.shutKnown(gates[0]?.id ?? '', { observer: heard.observer })).toEqual(left);
    expect(heard.sent()).toEqual([]);
    expect(await kept.isJournalEmpty()).toBe(true);
  });

  it('at a time that nobody knows is forgotten at once', async () => {
    const kept = await startKeptGate();
    const { release } = await kept.hold({ ...kept.plan, shutWhen: 'never' });
    expect(await letGo(release)).toEqual(left);
    expect(await kept.isJournalEmpty()).toBe(true);
  });

  it('is left at a start when its session has died, and told once', async () => {
    const kept = await startKeptGate();
    await kept.hold({ ...kept.plan, ...never });
    await killOwners(kept);
    const { observer, sent } = recordAttempt();
    expect(await kept.another().recover({ observer })).toMatchObject([{ ending: left }]);
    expect(await kept.another().recover({ observer })).toEqual([]);
    expect(sent()).toEqual([]);
    expect((await kept.keeper.known()).gates).toMatchObject([{ state: 'open' }]);
  });

  it('is knocked shut when a person says so', async () => {
    const kept = await startKeptGate();
    const plan = { ...kept.plan, ...never };
    await kept.hold(plan);
    expect(await kept.keeper.shutByHand(plan, recordAttempt())).toEqual({ kind: 'shut' });
    expect(kept.gate.isOpen()).toBe(false);
  });
});
