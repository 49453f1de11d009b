import { expect, it } from 'vitest';
import { doubtOf, withOwnDoubt } from '../../../../../electron/core/gate/knocking/knocking.ts';
import { makePlan } from '../../../../support/made-gate.ts';

it.each([
  ['after its last knock', -2000, 9000],
  ['after a last knock that has yet to come', 3000, 14_000],
  ['in no more than twice its time where the clock was set back', 86_400_000, 21_000],
])('half a sequence is forgotten %s', (_, lastKnockInMs, forgottenInMs) => {
  const { forgottenAtMs } = doubtOf(makePlan({ seqTimeoutS: 10 }), Date.now() + lastKnockInMs);
  expect(Math.abs(forgottenAtMs - Date.now() - forgottenInMs)).toBeLessThan(100);
});

it('half a sequence that may be there is doubted where knocks clear it, and not waited for where none do', () => {
  const plan = makePlan();
  expect(withOwnDoubt(plan, plan.closing ?? [], [])).toHaveLength(1);
  const [one, other] = plan.opening;
  if (one === undefined || other === undefined) throw new Error('there are three');
  const reversed = makePlan({ opening: [one, other], closing: [other, one] });
  expect(withOwnDoubt(reversed, reversed.closing ?? [], [])).toEqual([]);
});
