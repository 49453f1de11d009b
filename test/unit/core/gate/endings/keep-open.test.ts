import { expect, it, onTestFinished } from 'vitest';
import { keepOpen } from '../../../../../electron/core/gate/endings/keep-open.ts';
import { Failure } from '../../../../../electron/shared/failure.ts';
import { recordAttempt } from '../../../../support/recorded-attempt.ts';

it('a gate that runs out is knocked again before, and looked at once its earlier time is over', async () => {
  const runsOutAtMs = Date.now() + 100;
  const laterMs = Date.now() + 3_600_000;
  const renewals: (readonly [number, string, number])[] = [];
  await new Promise<void>((resolve) => {
    const renew = (knownMs: number, how: 'before' | 'only-if-shut') => {
      renewals.push([knownMs, how, Date.now()]);
      if (renewals.length === 2) resolve();
      return Promise.resolve(laterMs);
    };
    onTestFinished(keepOpen({ runsOutAtMs, knocksForMs: 10, onlyIfShut: false, renew }, recordAttempt()));
  });
  expect(renewals.map(([knownMs, how]) => [knownMs, how])).toEqual([
    [runsOutAtMs, 'before'],
    [laterMs, 'only-if-shut'],
  ]);
  expect(renewals[1]?.[2]).toBeGreaterThan(runsOutAtMs);
});

it('a gate that cannot be knocked again is told once', async () => {
  const failure = new Failure('local-network', 'No network.');
  let calls = 0;
  const refusing = () => {
    calls += 1;
    return Promise.reject(failure);
  };
  const told = await new Promise((resolve) => {
    keepOpen({ runsOutAtMs: Date.now(), knocksForMs: 0, onlyIfShut: false, renew: refusing }, recordAttempt(), resolve);
  });
  expect(told).toBe(failure);
  expect(calls).toBe(1);
});
