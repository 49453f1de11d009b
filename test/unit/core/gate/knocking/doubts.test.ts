import { expect, it } from 'vitest';
import { doubtOf } from '../../../../../electron/core/gate/knocking/knocking.ts';
import { makePlan } from '../../../../support/made-gate.ts';

it.each([
  ['after its last knock', -2000, 9000],
  ['after a last knock that has yet to come', 3000, 14_000],
  ['in no more than twice its time where the clock was set back', 86_400_000, 21_000],
])('half a sequence is forgotten %s', (_, lastKnockInMs, forgottenInMs) => {
  const { forgottenAtMs } = doubtOf(makePlan({ seqTimeoutS: 10 }), Date.now() + lastKnockInMs);
  expect(Math.abs(forgottenAtMs - Date.now() - forgottenInMs)).toBeLessThan(100);
});
