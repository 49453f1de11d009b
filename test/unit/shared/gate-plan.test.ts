import { describe, expect, test } from 'vitest';
import { gatePlanOf, sequenceDurationMs } from '../../../electron/shared/gate-plan.ts';
import { parseProfile } from '../../../electron/shared/profile.ts';
import { parseSequence } from '../../../electron/shared/sequence.ts';

const planOf = (knock: object, more: object = {}) =>
  gatePlanOf(
    parseProfile(JSON.stringify({ format: 'portcullis-profile', version: 1, name: 'n', host: 'h', knock, ...more })),
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
      kind: 'knockd',
      seqTimeoutS: 25,
      opensForS: undefined,
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
      kind: 'timed',
      seqTimeoutS: 5,
      opensForS: 30,
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
