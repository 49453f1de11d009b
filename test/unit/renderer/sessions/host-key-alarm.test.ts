import { expect, test } from 'vitest';
import { hostKeyAlarm, isHostKeyAlarm } from '../../../../renderer/sessions/host-key-alarm.ts';

const one = `SHA256:${'a'.repeat(42)}/`;
const other = `SHA256:${'B'.repeat(42)}+`;
const third = `SHA256:${'9'.repeat(43)}`;

test('the offered key and every known one are read from the core’s sentence', () => {
  const failure = {
    code: 'host-key-changed',
    message:
      `THE HOST KEY OF web-1 HAS CHANGED. It offers ED25519 ${one}; known is ECDSA ${other} (/home/ada/my hosts:12), ` +
      `RSA ${third} (/data/known_hosts:3). Somebody may be in between and listen. No login was tried.`,
  } as const;
  expect(isHostKeyAlarm(failure)).toBe(true);
  expect(hostKeyAlarm(failure)).toEqual({
    offered: { kind: 'ED25519', fingerprint: one, place: undefined },
    known: [
      { kind: 'ECDSA', fingerprint: other, place: '/home/ada/my hosts:12' },
      { kind: 'RSA', fingerprint: third, place: '/data/known_hosts:3' },
    ],
  });
});

test('a revoked key is the one that is offered', () => {
  const message = `The key that web-1 offers is marked as revoked: ${one} (known_hosts:7). No login was tried.`;
  expect(hostKeyAlarm({ code: 'host-key-revoked', message })).toEqual({
    offered: { kind: undefined, fingerprint: one, place: 'known_hosts:7' },
    known: [],
  });
});

test('a sentence without fingerprints gives none', () => {
  expect(hostKeyAlarm({ code: 'host-key-changed', message: 'Changed.' })).toEqual({ offered: undefined, known: [] });
  expect(isHostKeyAlarm({ code: 'host-key-unknown', message: 'x' })).toBe(false);
});
