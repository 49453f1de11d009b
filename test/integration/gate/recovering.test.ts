import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { recordAttempt } from '../../support/recorded-attempt.ts';
import { openGate, shutGate } from '../practice/visitor.ts';
import { begun, killOwners, startKeptGate } from './kept-gate.ts';

describe('a gate whose holder has died', () => {
  it('is shut at the next start', async () => {
    const kept = await startKeptGate();
    const { gate, hold, another, isJournalEmpty } = kept;
    (await hold()).socket?.destroy();
    await killOwners(kept);
    const heard = recordAttempt();
    const recovered = await another().recover({ observer: heard.observer });
    expect(recovered).toMatchObject([{ name: `127.0.0.1:${gate.port}`, ending: { kind: 'shut' } }]);
    expect(begun(heard, 'close')).toBe(1);
    expect(gate.isOpen()).toBe(false);
    expect(await isJournalEmpty()).toBe(true);
    expect(await another().recover({ observer: heard.observer })).toEqual([]);
  });

  it('while it closed is shut as well', async () => {
    const kept = await startKeptGate();
    await kept.hold();
    await killOwners(kept, { phase: 'closing', closingsSent: 1, mayBeHalfKnocked: true, lastKnockAtMs: Date.now() });
    expect(await kept.another().recover(recordAttempt())).toMatchObject([{ ending: { kind: 'shut' } }]);
    expect(kept.gate.isOpen()).toBe(false);
  });

  it('and that refuses now is shut all the same: nothing may be listening behind an open gate', async () => {
    const kept = await startKeptGate();
    await kept.hold();
    await killOwners(kept);
    await shutGate(kept.watched);
    const heard = recordAttempt();
    expect(await kept.keeper.recover({ observer: heard.observer })).toMatchObject([{ ending: { kind: 'shut' } }]);
    expect(begun(heard, 'close')).toBe(1);
    expect(await kept.isJournalEmpty()).toBe(true);
  });

  it('is not knocked from another address than it was opened for', async () => {
    const kept = await startKeptGate();
    await kept.hold();
    await killOwners(kept, { localAddress: '192.0.2.1' });
    const heard = recordAttempt();
    const [recovered] = await kept.keeper.recover({ observer: heard.observer });
    expect(recovered?.ending).toMatchObject({ kind: 'unknown' });
    expect(JSON.stringify(recovered)).toContain('192.0.2.1');
    expect(heard.sent()).toEqual([]);
    expect(await kept.entry()).toMatchObject({ phase: 'open' });
  });

  it('is taken over by who comes next, without knocks', async () => {
    const kept = await startKeptGate();
    await kept.hold();
    await killOwners(kept);
    const { heard, release, isFound } = await kept.hold(undefined, 'session', kept.another());
    expect(heard.sent()).toEqual([]);
    expect(isFound).toBe(false);
    expect(await release(recordAttempt())).toEqual({ kind: 'shut' });
    expect(kept.gate.isOpen()).toBe(false);
  });
});

describe('at a start', () => {
  it('gates of the living and of a hand are left alone', async () => {
    const session = await startKeptGate();
    await session.hold();
    const hand = await startKeptGate();
    await hand.hold(undefined, 'hand');
    await killOwners(hand);
    for (const kept of [session, hand]) {
      const { observer, sent } = recordAttempt();
      expect(await kept.another().recover({ observer })).toEqual([]);
      expect(sent()).toEqual([]);
      expect(kept.gate.isOpen()).toBe(true);
    }
  });

  it('a gate whose time is over is forgotten, and not knocked', async () => {
    const kept = await startKeptGate();
    const plan = { ...kept.plan, kind: 'timed' as const, opensForS: 5 };
    await kept.hold(plan);
    await killOwners(kept, { shutsItselfAtMs: Date.now() - 1000 });
    const { observer, sent } = recordAttempt();
    expect(await kept.keeper.recover({ observer })).toEqual([]);
    expect(sent()).toEqual([]);
    expect(await kept.isJournalEmpty()).toBe(true);
  });

  it('an entry that cannot be read is told, and keeps no other gate open', async () => {
    const kept = await startKeptGate();
    await kept.hold();
    await killOwners(kept);
    const gates = join(kept.folder, 'gates');
    const damaged = join(gates, `${'0'.repeat(32)}.json`);
    writeFileSync(damaged, 'nonsense');
    const recovered = await kept.keeper.recover(recordAttempt());
    expect(recovered.map(({ ending: { kind } }) => kind).sort()).toEqual(['shut', 'unknown']);
    expect(recovered.find(({ ending }) => ending.kind === 'unknown')?.name).toBe(damaged);
    expect(readdirSync(gates)).toHaveLength(1);
    expect(kept.gate.isOpen()).toBe(false);
  });

  it('a gate with another one’s key is told, and stays in the journal', async () => {
    const kept = await startKeptGate();
    await kept.hold();
    await killOwners(kept, { sealedPlan: 'k1.AAAA' });
    const [recovered] = await kept.keeper.recover(recordAttempt());
    expect(recovered?.ending.kind).toBe('unknown');
    expect(await kept.isJournalEmpty()).toBe(false);
  });
});

describe('a gate in the hand of a person', () => {
  it('stays open until it is shut by hand, whoever holds it', async () => {
    const { gate, hold, keeper, plan, another, isJournalEmpty } = await startKeptGate();
    await hold(undefined, 'hand');
    const session = await hold(undefined, 'session', another());
    expect(await session.release(recordAttempt())).toEqual({ kind: 'held', sessions: 0, byHand: true });
    expect(gate.isOpen()).toBe(true);
    const heard = recordAttempt();
    expect(await another().shutByHand(plan, { observer: heard.observer })).toEqual({ kind: 'shut' });
    expect(begun(heard, 'close')).toBe(1);
    expect(gate.isOpen()).toBe(false);
    expect(await isJournalEmpty()).toBe(true);
    expect(await keeper.forget(plan)).toBe(false);
  });

  it('is shut by hand under a session too, which then has nothing to shut', async () => {
    const { gate, hold, keeper, plan } = await startKeptGate();
    const session = await hold();
    expect(await keeper.shutByHand(plan, recordAttempt())).toEqual({ kind: 'shut' });
    expect(gate.isOpen()).toBe(false);
    expect(await session.release(recordAttempt())).toEqual({ kind: 'left', why: 'shut-already' });
  });

  it('is shut by hand when the journal knows nothing of it', async () => {
    const { watched, gate, keeper, plan, isJournalEmpty } = await startKeptGate();
    await openGate(watched);
    expect(await keeper.shutByHand(plan, recordAttempt())).toEqual({ kind: 'shut' });
    expect(gate.isOpen()).toBe(false);
    expect(await isJournalEmpty()).toBe(true);
  });

  it('without a closing sequence cannot be shut', async () => {
    const { keeper, plan } = await startKeptGate();
    const ending = await keeper.shutByHand({ ...plan, closing: undefined }, recordAttempt());
    expect(ending).toEqual({ kind: 'left', why: 'no-closing' });
  });

  it('is struck out of the journal without a knock', async () => {
    const { gate, hold, keeper, plan, isJournalEmpty } = await startKeptGate();
    const session = await hold();
    expect(await keeper.forget(plan)).toBe(true);
    expect(await isJournalEmpty()).toBe(true);
    expect(gate.isOpen()).toBe(true);
    const { observer, sent } = recordAttempt();
    expect(await session.release({ observer })).toEqual({ kind: 'left', why: 'shut-already' });
    expect(sent()).toEqual([]);
  });
});
