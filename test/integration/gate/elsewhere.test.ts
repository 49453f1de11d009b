import { describe, expect, it } from 'vitest';
import type { Holder } from '../../../electron/core/gate/journal/journal.ts';
import { makeHolder } from '../../support/made-gate.ts';
import { recordAttempt } from '../../support/recorded-attempt.ts';
import { shutGate } from '../practice/visitor.ts';
import { begun, startKeptGate } from './kept-gate.ts';

const oldAddress = '192.0.2.5';

/** A gate that was opened when this computer was `oldAddress`, as the journal tells it. It is open for anybody. */
async function openedElsewhere(holders: Holder[] = []) {
  const kept = await startKeptGate();
  await kept.hold();
  const entry = await kept.entry();
  const id = 'e'.repeat(32);
  const moved = { ...entry, id, localAddress: oldAddress, holders };
  await kept.journal.write({ ...moved, sealedPlan: await kept.journal.sealPlan(kept.plan, moved) });
  await kept.journal.remove(entry.id);
  const entries = async () => (await kept.journal.readAll()).entries;
  return { ...kept, id, entries };
}

describe('a gate that was opened from another address of this computer', () => {
  it('and is open here too is taken over unknocked, and shut by its last holder', async () => {
    const { hold, entries, gate, id } = await openedElsewhere();
    const { isFound, release, heard } = await hold();
    expect(isFound).toBe(false);
    expect(begun(heard, 'open')).toBe(0);
    expect(await entries()).toMatchObject([{ localAddress: '127.0.0.1', openingsSent: 1, phase: 'open' }]);
    expect((await entries())[0]?.id).not.toBe(id);
    expect(await release(recordAttempt())).toEqual({ kind: 'shut' });
    expect(gate.isOpen()).toBe(false);
    expect(await entries()).toEqual([]);
  });

  it('stays its holder’s while that lives', async () => {
    const { hold, entries, id } = await openedElsewhere([makeHolder()]);
    const { isFound } = await hold();
    expect(isFound).toBe(true);
    expect(await entries()).toMatchObject([{ id, localAddress: oldAddress }]);
  });

  it('and is shut here is another gate: both are remembered, and each is shut from its own address', async () => {
    const { hold, keeper, entries, watched, gate, id } = await openedElsewhere();
    await shutGate(watched);
    const { release, heard } = await hold();
    expect(begun(heard, 'open')).toBe(1);
    expect((await entries()).map(({ localAddress }) => localAddress).sort()).toEqual(['127.0.0.1', oldAddress]);
    expect(await release(recordAttempt())).toEqual({ kind: 'shut' });
    expect(gate.isOpen()).toBe(false);
    expect(await entries()).toMatchObject([{ id, localAddress: oldAddress }]);
    const [recovered] = await keeper.recover(recordAttempt());
    expect(recovered?.ending).toMatchObject({ kind: 'unknown', openedFor: oldAddress });
    expect(JSON.stringify(recovered?.ending)).toContain('cannot be shut from here');
  });

  it('is not knocked at by a hand either, where it does not let us in', async () => {
    const { keeper, plan, entries, watched } = await openedElsewhere();
    await shutGate(watched);
    const heard = recordAttempt();
    expect(await keeper.shutByHand(plan, heard)).toMatchObject({ kind: 'unknown', openedFor: oldAddress });
    expect(begun(heard, 'close')).toBe(0);
    expect(await entries()).toHaveLength(1);
  });

  it('does not pass for shut when a hand shuts the one that was opened from here', async () => {
    const { keeper, plan, hold, entries, watched, gate } = await openedElsewhere();
    await shutGate(watched);
    await hold(plan, 'hand');
    const heard = recordAttempt();
    expect(await keeper.shutByHand(plan, heard)).toMatchObject({ kind: 'unknown', openedFor: oldAddress });
    expect(begun(heard, 'close')).toBe(1);
    expect(gate.isOpen()).toBe(false);
    expect(await entries()).toMatchObject([{ localAddress: oldAddress }]);
  });
});
