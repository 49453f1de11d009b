import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { fingerprintOf } from '../../../../electron/core/ssh/fingerprint.ts';
import { checkHostKey, hostKeyAlgorithms } from '../../../../electron/core/ssh/host-key-check.ts';
import { parseKnownHosts } from '../../../../electron/core/ssh/known-hosts.ts';
import { sshString } from '../../../../electron/core/ssh/ssh-string.ts';

const ed25519 = (fill: number) => Buffer.concat([sshString('ssh-ed25519'), sshString(Buffer.alloc(32, fill))]);
const rsa = (fill: number) =>
  Buffer.concat([sshString('ssh-rsa'), sshString(Buffer.from([1, 0, 1])), sshString(Buffer.alloc(256, fill))]);
const ecdsa = (curve: string) =>
  Buffer.concat([sshString(`ecdsa-sha2-${curve}`), sshString(curve), sshString(Buffer.alloc(65, 4))]);

const typeOf = (key: Buffer) => key.toString('latin1', 4, 4 + key.readUInt32BE(0));
const line = (hosts: string, key: Buffer, marker = '') => `${marker}${hosts} ${typeOf(key)} ${key.toString('base64')}`;
const entriesOf = (...lines: readonly string[]) => {
  const { entries, refused } = parseKnownHosts(lines.join('\n'), 'known_hosts');
  expect(refused).toEqual([]);
  return entries;
};
const verdictOf = (lines: readonly string[], key: Buffer, host = 'a', port = 22) =>
  checkHostKey({ entries: entriesOf(...lines), host, port, key });

const base = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
];

describe('a host key is', () => {
  test('unknown where no line is about the host', () => {
    expect(verdictOf([line('b', ed25519(1))], ed25519(1))).toEqual({
      verdict: 'unknown',
      key: { kind: 'ED25519', fingerprint: fingerprintOf(ed25519(1)) },
    });
  });

  test('known where a line about the host holds it, even beside another key', () => {
    const verdict = verdictOf([line('a', ed25519(2)), line('*', ed25519(1))], ed25519(1));
    expect(verdict).toMatchObject({ verdict: 'known', by: { file: 'known_hosts', line: 2, kind: 'ED25519' } });
  });

  test('changed where the host has other keys, each of which is named', () => {
    const verdict = verdictOf([line('a', ed25519(2)), '', line('?', rsa(3)), line('b', ed25519(4))], ed25519(1));
    expect(verdict).toEqual({
      verdict: 'changed',
      key: { kind: 'ED25519', fingerprint: fingerprintOf(ed25519(1)) },
      others: [
        { file: 'known_hosts', line: 1, kind: 'ED25519', fingerprint: fingerprintOf(ed25519(2)) },
        { file: 'known_hosts', line: 3, kind: 'RSA', fingerprint: fingerprintOf(rsa(3)) },
      ],
    });
  });

  test('changed where the host is known under another type only', () => {
    expect(verdictOf([line('a', rsa(1))], ed25519(1)).verdict).toBe('changed');
  });

  test('changed where only a hashed line holds another', () => {
    const salt = Buffer.alloc(20, 9);
    const hash = createHmac('sha1', salt).update('[a]:2222').digest('base64');
    const lines = [line(`|1|${salt.toString('base64')}|${hash}`, ed25519(2))];
    expect(verdictOf(lines, ed25519(1), 'a', 2222).verdict).toBe('changed');
    expect(verdictOf(lines, ed25519(2), 'A', 2222).verdict).toBe('known');
    expect(verdictOf(lines, ed25519(1), 'a', 2223).verdict).toBe('unknown');
  });

  test('revoked where a marked line holds it, whatever knows it', () => {
    const lines = [line('a', ed25519(1)), line('*', ed25519(1), '@revoked ')];
    expect(verdictOf(lines, ed25519(1))).toMatchObject({ verdict: 'revoked', by: { line: 2 } });
    expect(verdictOf(lines, ed25519(2)).verdict).toBe('changed');
    expect(verdictOf([line('b', ed25519(1), '@revoked ')], ed25519(1)).verdict).toBe('unknown');
  });

  test('revoked behind another port too where the bare name has it revoked', () => {
    const lines = [line('[a]:2222', ed25519(1)), line('a', ed25519(1), '@revoked ')];
    expect(verdictOf(lines, ed25519(1), 'a', 2222).verdict).toBe('revoked');
  });

  test('not known by a certificate authority, and not changed by one', () => {
    expect(verdictOf([line('a', ed25519(1), '@cert-authority ')], ed25519(1)).verdict).toBe('unknown');
    expect(verdictOf([line('a', ed25519(2), '@cert-authority ')], ed25519(1)).verdict).toBe('unknown');
  });

  test('not changed by a revoked key of the host', () => {
    expect(verdictOf([line('a', ed25519(2), '@revoked ')], ed25519(1)).verdict).toBe('unknown');
  });

  test('behind another port: known by the bare name with the same key, never changed by it', () => {
    const lines = [line('a', ed25519(1))];
    expect(verdictOf(lines, ed25519(1), 'a', 2222).verdict).toBe('known');
    expect(verdictOf(lines, ed25519(2), 'a', 2222).verdict).toBe('unknown');
    expect(verdictOf([line('[a]:2222', ed25519(1))], ed25519(1)).verdict).toBe('unknown');
    expect(verdictOf([line('[a]:2222', ed25519(2)), ...lines], ed25519(3), 'A', 2222)).toMatchObject({
      others: [{ line: 1 }],
    });
  });
});

describe('the algorithms that are offered', () => {
  const algorithms = (lines: readonly string[], port = 22) => hostKeyAlgorithms(entriesOf(...lines), 'a', port);

  test('are all that are safe where the host is not known', () => {
    expect(algorithms([line('b', rsa(1))])).toEqual(base);
    expect(algorithms([])).not.toContain('ssh-rsa');
  });

  test('begin with the types that the host is known under', () => {
    expect(algorithms([line('a', rsa(1))])).toEqual([...base.slice(4), ...base.slice(0, 4)]);
    expect(algorithms([line('a', rsa(1)), line('*', ecdsa('nistp384'))])).toEqual([
      'ecdsa-sha2-nistp384',
      'rsa-sha2-512',
      'rsa-sha2-256',
      'ssh-ed25519',
      'ecdsa-sha2-nistp256',
      'ecdsa-sha2-nistp521',
    ]);
  });

  test('do not follow revoked keys or certificate authorities', () => {
    expect(algorithms([line('a', rsa(1), '@revoked '), line('a', rsa(1), '@cert-authority ')])).toEqual(base);
  });

  test('follow the bare name only where the port is not known', () => {
    expect(algorithms([line('a', rsa(1))], 2222)[0]).toBe('rsa-sha2-512');
    expect(algorithms([line('a', rsa(1)), line('[a]:2222', ecdsa('nistp521'))], 2222)[0]).toBe('ecdsa-sha2-nistp521');
  });
});
