import { describe, expect, test } from 'vitest';
import { Failure } from '../../../electron/shared/failure.ts';
import {
  formatProfile,
  maximumProfileBytes,
  type Profile,
  parseProfile,
  profileVersionOf,
} from '../../../electron/shared/profile.ts';

const least = {
  format: 'portcullis-profile',
  version: 1,
  name: 'home',
  host: 'home.example',
  knock: { open: '7000,8000,9000' },
} satisfies Profile;

const full = {
  ...least,
  port: 2222,
  user: 'me',
  knock: {
    open: '7000,8000:udp,9000@250',
    close: '9000 8000/udp 7000',
    delayMs: 0,
    family: 'ipv6',
    gate: 'one-connection',
    seqTimeoutS: 5,
    opensForS: 30,
    shutWhen: 'delayed',
    shutDelayS: 86_400,
    udpPayloadHex: '00fF',
  },
  auth: [
    { kind: 'agent' },
    { kind: 'agent', socket: '/run/agent' },
    { kind: 'key', path: '~/.ssh/id_ed25519' },
    { kind: 'keyboard-interactive' },
    { kind: 'password' },
  ],
} satisfies Profile;

const newest = {
  ...full,
  version: 2,
  knock: { ...full.knock, shared: true, dials: 'few' },
} satisfies Profile;

function failureOf(data: unknown): Failure {
  try {
    parseProfile(typeof data === 'string' ? data : JSON.stringify(data));
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(Failure);
    return thrown as Failure;
  }
  throw new Error('It was accepted.');
}

describe('a profile', () => {
  test.each([least, full, newest, { ...least, auth: { kind: 'password' } } satisfies Profile])(
    'is read and written back the same (%#)',
    (profile) => {
      expect(parseProfile(JSON.stringify(profile))).toStrictEqual(profile);
      expect(parseProfile(formatProfile(profile))).toStrictEqual(profile);
    },
  );

  test('may begin with a byte order mark, and ends with a line end', () => {
    expect(parseProfile(`\ufeff${JSON.stringify(least)}`)).toStrictEqual(least);
    expect(formatProfile(least).endsWith('}\n')).toBe(true);
  });

  test('of a later version says so', () => {
    const failure = failureOf({ ...least, version: 3, more: true });
    expect(failure.code).toBe('profile-newer');
    expect(failure.message).toContain('of version 3, this Portcullis knows 1 and 2');
    expect(failure.remedy).toContain('Update');
  });
});

test.each<[Profile['knock'], number]>([
  [full.knock, 1],
  [{ open: '7000', shared: true }, 2],
  [{ open: '7000', shared: false }, 2],
  [{ open: '7000', dials: 'few' }, 2],
])('the version of a profile is the least that has its fields (%j)', (knock, version) => {
  expect(profileVersionOf(knock)).toBe(version);
});

describe('a profile is refused with every bad field named', () => {
  test.each<[unknown, string]>([
    ['', 'it is not JSON'],
    ['{"knock": {"open": "7001,8001"}', 'it is not JSON'],
    [' '.repeat(maximumProfileBytes + 1), 'it is larger than 64 KiB'],
    [null, 'it does not say "format"'],
    [[], 'it does not say "format"'],
    [{ ...least, format: 'other' }, 'it does not say "format"'],
    [{ ...least, version: '1' }, 'it does not say "format"'],
    [{ ...least, version: 1.5 }, 'it does not say "format"'],
    [{ ...least, version: 0 }, 'version'],
    [{ ...least, name: undefined }, 'name is missing'],
    [{ ...least, name: '' }, 'name: is empty'],
    [{ ...least, name: ' home' }, 'name: begins or ends with a blank'],
    [{ ...least, name: 'a\u202eb' }, 'name: has a control character'],
    [{ ...least, name: 'a\u061cb' }, 'name: has a control character'],
    [{ ...least, name: 'a\u200b' }, 'name: has an invisible character, or an unusual blank'],
    [{ ...least, user: 'a\u3164' }, 'user: has an invisible character, or an unusual blank'],
    [{ ...least, group: 'a\u00a0b' }, 'group: has an invisible character, or an unusual blank'],
    [{ ...least, name: 'a\ud800b' }, 'name: has half a character'],
    [{ ...least, name: 'x'.repeat(101) }, 'name: has more than 100 characters'],
    [{ ...least, host: '127.1' }, 'host: an IPv4 address has four parts'],
    [{ ...least, port: 0 }, 'port: is a whole number from 1 to 65535'],
    [{ ...least, port: 65_536 }, 'port: is a whole number'],
    [{ ...least, port: 22.5 }, 'port: is a whole number'],
    [{ ...least, port: '22' }, 'port'],
    [{ ...least, port: null }, 'port'],
    [JSON.stringify(least).replace('"knock":{', '"knock":{"delayMs":-0,'), 'knock.delayMs: is a whole number'],
    [JSON.stringify(least).replace('"knock":{', '"knock":{"delayMs":1e400,'), 'knock.delayMs'],
    [{ ...least, knock: {} }, 'knock.open: is missing'],
    [{ ...least, knock: { open: '7001', oneTime: ['7001'] } }, 'knock.oneTime: and open exclude each other'],
    [
      { ...least, knock: { oneTime: ['7001'], oneTimeFile: 'list' } },
      'knock.oneTimeFile: and oneTime exclude each other',
    ],
    [{ ...least, knock: { oneTime: [] } }, 'knock.oneTime: has no sequence'],
    [{ ...least, knock: { oneTime: ['7001', '7001-7002'] } }, 'knock.oneTime: sequence 2: ranges of ports'],
    [{ ...least, knock: { oneTime: ['7001'], oneTimeNext: 3 } }, 'knock.oneTimeNext: is behind the end of the list'],
    [{ ...least, knock: { open: '7001', oneTimeNext: 1 } }, 'knock.oneTimeNext: needs oneTime'],
    [{ ...least, knock: { oneTime: ['7001'], gate: 'one-connection' } }, 'knock.gate: has no one-time sequences'],
    [{ ...least, knock: { open: '7001,' } }, 'knock.open: The sequence cannot be read at character 5'],
    [{ ...least, knock: { ...least.knock, close: 'x' } }, 'knock.close: The sequence cannot be read at character 1'],
    [{ ...least, knock: { ...least.knock, gate: 'door' } }, 'knock.gate: is knockd, one-connection, timed or other'],
    [{ ...least, knock: { ...least.knock, family: 4 } }, 'knock.family: is auto, ipv4, ipv6 or both'],
    [{ ...least, knock: { ...least.knock, udpPayloadHex: '0' } }, 'knock.udpPayloadHex: is up to 512 bytes'],
    [{ ...newest, knock: { ...least.knock, shared: 'no' } }, 'knock.shared is missing or not of type boolean'],
    [{ ...newest, knock: { ...least.knock, dials: 'usual' } }, 'knock.dials: is few, or left out'],
    [{ ...newest, version: 1 }, 'knock.shared: needs "version": 2; knock.dials: needs "version": 2'],
    [{ ...least, knock: { ...least.knock, shared: false } }, 'knock.shared: needs "version": 2'],
    [{ ...least, knock: { ...least.knock, more: 1 } }, 'knock has fields that are not known (1)'],
    [{ ...least, password: 'secret' }, 'it has fields that are not known (1)'],
    [JSON.stringify(least).replace('{', '{"__proto__":{"port":1},'), 'it has fields that are not known (1)'],
    [{ ...least, auth: [] }, 'auth: names no way to log in'],
    [{ ...least, auth: [{ kind: 'key' }] }, 'auth.0.path is missing'],
    [{ ...least, auth: { kind: 'password', password: 'secret' } }, 'auth has fields that are not known (1)'],
    [{ ...least, auth: { kind: 'magic' } }, 'auth.kind: needs a kind'],
    [{ ...least, auth: Array.from({ length: 17 }, () => ({ kind: 'agent' })) }, 'auth: names more than 16'],
  ])('%#: %j', (data, words) => {
    const failure = failureOf(data);
    expect(failure.code).toBe('profile-invalid');
    expect(failure.message).toContain(words);
    expect(failure.message).not.toMatch(/[78]001|secret/);
    expect(failure.remedy).toBeTruthy();
  });

  test('five at most, and how many more there are', () => {
    const { message } = failureOf({ ...least, name: 1, host: 1, port: 0, user: 1, knock: 1, auth: 1 });
    expect(message.split(';')).toHaveLength(6);
    expect(message).toMatch(/and \d more\.$/);
  });
});
