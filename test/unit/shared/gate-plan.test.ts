import { describe, expect, test } from 'vitest';
import { gatePlanOf, longestDelayMs, planAt, sequenceDurationMs } from '../../../electron/shared/gate-plan.ts';
import { parseProfile } from '../../../electron/shared/profile.ts';
import { formatSequence, parseSequence } from '../../../electron/shared/sequence.ts';

const planOf = (knock: object, more: object = {}) =>
  gatePlanOf(
    parseProfile(JSON.stringify({ format: 'portcullis-profile', version: 2, name: 'n', host: 'h', knock, ...more })),
  );

describe('the plan of a gate', () => {
  test('has every default filled in', () => {
    expect(planOf({ open: '7000,8000' })).toStrictEqual({
      host: 'h',
      port: 22,
      family: 'auto',
      opening: parseSequence('7000,8000'),
      closing: undefined,
      delayMs: 100,
      learnsPace: true,
      kind: 'knockd',
      seqTimeoutS: 25,
      opensForS: undefined,
      deadlineS: 15,
      recovers: true,
      shared: false,
      dials: 'usual',
      shutWhen: 'last-session',
      shutDelayS: 60,
      udpPayload: Uint8Array.of(0),
    });
  });

  test('takes over what the profile says', () => {
    const knock = {
      open: '7000',
      close: '7001:udp',
      delayMs: 0,
      family: 'ipv4',
      gate: 'timed',
      seqTimeoutS: 5,
      opensForS: 30,
      deadlineS: 60,
      recovers: false,
      shared: true,
      dials: 'few',
      shutWhen: 'delayed',
      shutDelayS: 5,
      udpPayloadHex: '00fF10',
    };
    expect(planOf(knock, { port: 2222 })).toStrictEqual({
      host: 'h',
      port: 2222,
      family: 'ipv4',
      opening: parseSequence('7000'),
      closing: parseSequence('7001:udp'),
      delayMs: 0,
      learnsPace: false,
      kind: 'timed',
      seqTimeoutS: 5,
      opensForS: 30,
      deadlineS: 60,
      recovers: false,
      shared: true,
      dials: 'few',
      shutWhen: 'delayed',
      shutDelayS: 5,
      udpPayload: Uint8Array.of(0, 255, 16),
    });
    expect(planOf({ open: '7000', udpPayloadHex: '' }).udpPayload).toHaveLength(0);
  });
});

test('a sequence takes its pauses, but none after the last knock', () => {
  expect(sequenceDurationMs(parseSequence('7000,8000,9000'), 100)).toBe(200);
  expect(sequenceDurationMs(parseSequence('7000@0,8000@250,9000@5000'), 100)).toBe(250);
  expect(sequenceDurationMs(parseSequence('7000@5000'), 100)).toBe(0);
});

test('the longest pause leaves a second of what the daemon remembers, and counts the pauses that steps have', () => {
  expect(longestDelayMs(parseSequence('7000,8000,9000'), 5)).toBe(2000);
  expect(longestDelayMs(parseSequence('7000@1000,8000,9000,7001'), 5)).toBe(1500);
  expect(longestDelayMs(parseSequence('7000@5000,8000,9000'), 5)).toBeUndefined();
  expect(longestDelayMs(parseSequence('7000'), 5)).toBeUndefined();
});

describe('the plan of a list of one-time sequences', () => {
  const oneTime = ['7001,7002', '7003:udp', '7004'];

  test.each([
    [{}, 0, '7001,7002'],
    [{ oneTimeNext: 2 }, 1, '7003:udp'],
    [{ oneTimeNext: 3 }, 2, '7004'],
    [{ oneTimeNext: 4 }, 3, ''],
  ])('opens with the one that comes next (%j)', (next, place, opening) => {
    const plan = planOf({ oneTime, ...next });
    expect(formatSequence(plan.opening)).toBe(opening);
    expect(plan.oneTime).toMatchObject({ place, sequences: oneTime.map((text) => parseSequence(text)) });
  });

  test('is the same at another place', () => {
    expect(planAt(planOf({ oneTime }), 2)).toEqual(planOf({ oneTime, oneTimeNext: 3 }));
    const single = planOf({ open: '7000' });
    expect(planAt(single, 2)).toBe(single);
  });
});
