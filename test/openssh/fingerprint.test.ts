import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeKey, fingerprintOf, keyKindOf, keyTypeOf } from '../../electron/core/ssh/fingerprint.ts';
import { makeKeyPair, sshKeygen, temporaryFolder } from './ssh-keygen.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeAll(() => {
  folder = temporaryFolder();
});
afterAll(() => folder.remove());

describe('a fingerprint', () => {
  test.each(['ed25519', 'ecdsa-256', 'ecdsa-384', 'ecdsa-521', 'rsa-1024'])(
    'of %s is what ssh-keygen prints',
    (type) => {
      const { key, publicFile } = makeKeyPair(folder.path, type);
      const [, printed, ...rest] = sshKeygen('-l', '-f', publicFile).trim().split(' ');
      expect(fingerprintOf(key)).toBe(printed);
      expect(`(${describeKey(key).kind})`).toBe(rest.at(-1));
    },
  );

  test('stays one line of text whatever the key is', () => {
    const strange = Buffer.from('\u0000\u0000\u0000\u0003a\nb', 'latin1');
    expect(keyTypeOf(strange)).toBeUndefined();
    expect(describeKey(strange).kind).toBe('unknown');
    expect(describeKey(Buffer.alloc(0)).fingerprint).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
  });

  test('names kinds that ssh2 does not know', () => {
    expect(keyKindOf('sk-ssh-ed25519@openssh.com')).toBe('ED25519-SK');
    expect(keyKindOf('sk-ecdsa-sha2-nistp256@openssh.com')).toBe('ECDSA-SK');
    expect(keyKindOf('ssh-dss')).toBe('DSA');
    expect(keyKindOf('ssh-new')).toBe('ssh-new');
  });
});
