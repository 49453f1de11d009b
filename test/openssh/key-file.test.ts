import { createCipheriv, createHash, createHmac, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { chmodSync, chownSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PassphraseQuestion, readPrivateKey } from '../../electron/core/ssh/key-file.ts';
import { sshString } from '../../electron/core/ssh/ssh-string.ts';
import { Failure } from '../../electron/shared/failure.ts';
import { withoutPrivileges } from '../support/without-privileges.ts';
import { makeKeyPair, sshKeygen, temporaryFolder } from './ssh-keygen.ts';

const passphrase = 'knock knock – who is there?';

let folder: ReturnType<typeof temporaryFolder>;
beforeAll(() => {
  folder = temporaryFolder();
});
afterAll(() => folder.remove());

let count = 0;
function fileWith(content: string | Buffer): string {
  count += 1;
  const path = join(folder.path, `file-${count}`);
  writeFileSync(path, content, { mode: 0o600 });
  return path;
}

/** Answers one question after the other; more questions than answers fail the test. */
function answering(...answers: readonly (string | undefined)[]) {
  const questions: PassphraseQuestion[] = [];
  const ask = (question: PassphraseQuestion) => {
    if (questions.length === answers.length) throw new Error('one question too many');
    questions.push(question);
    return Promise.resolve(answers[questions.length - 1]);
  };
  return { ask, questions };
}

/** Reads the key and proves that it signs what the public key verifies. */
async function expectUsable(path: string, publicKey: Buffer, ...answers: readonly string[]) {
  const { ask, questions } = answering(...answers);
  const file = await readPrivateKey(path);
  expect(file.warnings).toEqual([]);
  // What is told before the passphrase is the key's own.
  if (file.publicKey !== undefined) expect(file.publicKey.equals(publicKey)).toBe(true);
  const key = await file.unlock(ask);
  expect(key?.getPublicSSH().equals(publicKey)).toBe(true);
  const type = publicKey.toString('latin1', 4, 4 + publicKey.readUInt32BE(0));
  const publicSide = ssh2.utils.parseKey(`${type} ${publicKey.toString('base64')}`);
  if (publicSide instanceof Error || key === undefined) throw new Error('no key');
  const data = Buffer.from('to be signed');
  const algorithm = type === 'ssh-rsa' ? 'sha512' : undefined;
  expect(publicSide.verify(data, key.sign(data, algorithm), algorithm)).toBe(true);
  expect(questions.length).toBe(answers.length);
}

async function readKey(path: string, ask: ReturnType<typeof answering>['ask']) {
  return (await readPrivateKey(path)).unlock(ask);
}

async function refusalOf(path: string, ...answers: readonly string[]): Promise<Failure> {
  const thrown = await readKey(path, answering(...answers).ask).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(Failure);
  const failure = thrown as Failure;
  expect(failure.code).toBe('key-unusable');
  expect(failure.message).toContain(path);
  expect(failure.remedy).toBeTruthy();
  return failure;
}

const types = ['ed25519', 'ecdsa-256', 'ecdsa-384', 'ecdsa-521', 'rsa-1024'];
const pemTypes = types.slice(1);
const ciphers = ['aes128-cbc', 'aes192-cbc', 'aes256-cbc', 'aes128-ctr', 'aes192-ctr', 'aes256-ctr'].concat(
  'aes128-gcm@openssh.com',
  'aes256-gcm@openssh.com',
);

describe('a private key is read', () => {
  test.each(types)('in the form of OpenSSH: %s', async (type) => {
    const { file, key } = makeKeyPair(folder.path, type);
    await expectUsable(file, key);
    const locked = makeKeyPair(folder.path, type, '-N', passphrase, '-a', '1');
    await expectUsable(locked.file, locked.key, passphrase);
  });

  test.each(ciphers)('encrypted with %s', async (cipher) => {
    const { file, key } = makeKeyPair(folder.path, 'ed25519', '-N', passphrase, '-a', '1', '-Z', cipher);
    await expectUsable(file, key, 'wrong', passphrase);
  });

  test.each(pemTypes)('in PEM, PKCS#1 and SEC1: %s', async (type) => {
    const { file, key } = makeKeyPair(folder.path, type, '-m', 'PEM');
    expect(readFileSync(file, 'utf8')).toMatch(/^-----BEGIN (?:RSA|EC) PRIVATE KEY/);
    await expectUsable(file, key);
    const locked = makeKeyPair(folder.path, type, '-m', 'PEM', '-N', passphrase);
    expect(readFileSync(locked.file, 'utf8')).toContain('Proc-Type: 4,ENCRYPTED');
    await expectUsable(locked.file, locked.key, 'wrong', passphrase);
  });

  test.each(pemTypes)('in PKCS#8: %s', async (type) => {
    const { file, key } = makeKeyPair(folder.path, type, '-m', 'PKCS8');
    expect(readFileSync(file, 'utf8')).toMatch(/^-----BEGIN PRIVATE KEY/);
    await expectUsable(file, key);
    const locked = makeKeyPair(folder.path, type, '-m', 'PKCS8', '-N', passphrase);
    expect(readFileSync(locked.file, 'utf8')).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY/);
    await expectUsable(locked.file, locked.key, 'wrong', passphrase);
  });

  test('in PKCS#8: ed25519', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
    const expected = Buffer.concat([sshString('ssh-ed25519'), sshString(raw)]);
    await expectUsable(fileWith(pemOf(privateKey)), expected);
    await expectUsable(fileWith(pemOf(privateKey, passphrase)), expected, passphrase);
  });

  test("in PuTTY's version 2 for RSA", async () => {
    const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const plain = puttyVersion2(pair.privateKey);
    await expectUsable(fileWith(plain.text), plain.publicKey);
    const locked = puttyVersion2(pair.privateKey, passphrase);
    await expectUsable(fileWith(locked.text), locked.publicKey, 'wrong', passphrase);
  });

  test('whatever line ends, mark and blanks surround it', async () => {
    for (const more of [[], ['-m', 'PEM']]) {
      const { file, key } = makeKeyPair(folder.path, 'rsa-1024', ...more);
      const text = readFileSync(file, 'utf8');
      await expectUsable(fileWith(`\ufeff${text.replaceAll('\n', '\r\n')}`), key);
      await expectUsable(fileWith(`Some words before\n${text}\n\n and after`), key);
      await expectUsable(fileWith(text.trimEnd()), key);
    }
  });
});

describe('a passphrase', () => {
  test('is asked for at most three times', async () => {
    const { file } = makeKeyPair(folder.path, 'ed25519', '-N', passphrase, '-a', '1');
    const failure = await refusalOf(file, 'wrong one', '', 'wrong three');
    expect(failure.message).toContain('3 passphrases were wrong');
    expect(`${failure.message}${failure.remedy}${String(failure.cause)}`).not.toContain('wrong one');
    const { ask, questions } = answering('wrong', '', passphrase);
    expect((await readKey(file, ask))?.type).toBe('ssh-ed25519');
    expect(questions).toEqual([1, 2, 3].map((attempt) => ({ path: file, attempt, of: 3 })));
  });

  test('that nobody gives ends it without a failure', async () => {
    for (const more of [[], ['-m', 'PEM']]) {
      const { file } = makeKeyPair(folder.path, 'ecdsa-256', '-N', passphrase, '-a', '1', ...more);
      expect(await readKey(file, answering('wrong', undefined).ask)).toBeUndefined();
    }
  });
});

describe.skipIf(process.platform === 'win32')('a key file that others can read', () => {
  test.each([0o644, 0o666, 0o604, 0o620])('is refused, as by ssh: %o', async (mode) => {
    const { file } = makeKeyPair(folder.path, 'ed25519');
    chmodSync(file, mode);
    const { message, remedy } = await refusalOf(file);
    expect(message).toContain(`mode 0${mode.toString(8)}`);
    expect(remedy).toContain('chmod 600');
    expect(() => sshKeygen('-y', '-P', '', '-f', file)).toThrow();
  });

  test('is read where it is somebody else’s, as the system’s keys are', async () => {
    const { file } = makeKeyPair(folder.path, 'ed25519');
    chmodSync(file, 0o640);
    if (process.getuid?.() !== 0) return;
    chownSync(file, 1, 1);
    expect((await readPrivateKey(file)).publicKey).toBeDefined();
  });
});

describe('a key file is refused with the reason when it', () => {
  const messageOf = async (path: string) => (await refusalOf(path)).message;

  test('is not there, is a folder, or is endless', async () => {
    expect(await messageOf(join(folder.path, 'none'))).toContain('is not there');
    expect(await messageOf(folder.path)).toContain('is a folder');
    expect(await messageOf('/dev/zero')).toContain('is a device, not a file');
    expect(await messageOf(fileWith(Buffer.alloc(1024 * 1024 + 1, 'x')))).toContain('is larger than 1 MiB');
  });

  test.skipIf(process.platform === 'win32')('may not be read', async () => {
    const path = fileWith('');
    chmodSync(path, 0o000);
    expect(await withoutPrivileges(folder.path, () => messageOf(path))).toContain('may not be read');
  });

  test.each(types)('is the public key: %s', async (type) => {
    const { publicFile } = makeKeyPair(folder.path, type);
    expect(await messageOf(publicFile)).toContain('public key');
    expect(await messageOf(fileWith(sshKeygen('-e', '-f', publicFile)))).toContain('public key');
    if (type !== 'ed25519')
      expect(await messageOf(fileWith(sshKeygen('-e', '-m', 'PKCS8', '-f', publicFile)))).toContain('public key');
  });

  test('is in a PuTTY format that ssh2 does not read', async () => {
    const version3 =
      'PuTTY-User-Key-File-3: ssh-ed25519\r\nEncryption: aes256-cbc\r\nComment: x\r\nPublic-Lines: 2\r\n';
    const failure = await refusalOf(fileWith(version3));
    expect(failure.message).toContain('PuTTY');
    expect(failure.remedy).toContain('PuTTYgen');
    expect(await messageOf(fileWith(version3.replace('File-3', 'File-2')))).toContain('PuTTY');
  });

  test('belongs to a security key, before a passphrase is asked for', async () => {
    for (const cipher of ['none', 'aes256-ctr']) {
      const path = fileWith(opensshFile({ keyType: 'sk-ssh-ed25519@openssh.com', cipher }));
      expect(await messageOf(path)).toContain('security key');
    }
  });

  test('is encrypted with chacha20, or with too many rounds', async () => {
    const chacha = makeKeyPair(
      folder.path,
      'ed25519',
      '-N',
      passphrase,
      '-a',
      '1',
      '-Z',
      'chacha20-poly1305@openssh.com',
    );
    const failure = await refusalOf(chacha.file);
    expect(failure.message).toContain('cipher');
    expect(failure.remedy).toContain('ssh-keygen -p');
    const endless = fileWith(opensshFile({ keyType: 'ssh-ed25519', cipher: 'aes256-ctr', rounds: 0xffffffff }));
    expect(await messageOf(endless)).toContain('rounds');
  });

  test('holds a kind of key that no server takes', async () => {
    const { privateKey: ed448 } = generateKeyPairSync('ed448');
    const { privateKey: koblitz } = generateKeyPairSync('ec', { namedCurve: 'secp256k1' });
    const { privateKey: dsa } = generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 160 });
    for (const key of [ed448, koblitz, dsa]) expect(await messageOf(fileWith(pemOf(key)))).toContain('kind');
    expect(await messageOf(fileWith(opensshFile({ keyType: 'ssh-dss', cipher: 'none' })))).toContain('DSA');
    expect(await messageOf(fileWith(opensshFile({ keyType: 'ssh-new', cipher: 'none' })))).toContain('kind');
  });

  test('is damaged or no key, and quotes nothing of it', async () => {
    const { file } = makeKeyPair(folder.path, 'rsa-1024', '-m', 'PEM');
    const text = readFileSync(file, 'utf8');
    const { file: openssh } = makeKeyPair(folder.path, 'ed25519');
    const opensshText = readFileSync(openssh, 'utf8');
    const contents = [
      '',
      'a secret sentence',
      text.slice(0, 500),
      text.replace(/\n.{64}\n/, '\n'),
      text.slice(40),
    ].concat(
      opensshText.slice(0, 200),
      opensshText.replace(/\n.{70}\n/, '\n'),
      opensshText.replace(/\n(.{50})(.{20})\n/, '\n$2$1\n'),
      '-----BEGIN OPENSSH PRIVATE KEY-----\n-----END OPENSSH PRIVATE KEY-----\n',
      '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n',
      '{"format": "portcullis-profile"}',
    );
    for (const content of contents) {
      const failure = await refusalOf(fileWith(content));
      for (const line of content.split('\n').filter((part) => part.length > 8 && !part.startsWith('-----'))) {
        expect(`${failure.message} ${failure.remedy} ${String(failure.cause)}`).not.toContain(line);
      }
    }
  });

  test('is any cut or changed copy of a key, in every place', async () => {
    const pairs = [makeKeyPair(folder.path, 'ed25519'), makeKeyPair(folder.path, 'ecdsa-256', '-m', 'PEM')];
    for (const { file } of pairs) {
      const text = readFileSync(file, 'utf8');
      const path = join(folder.path, 'changed');
      for (let at = 0; at < text.length; at += 3) {
        for (const changed of [text.slice(0, at), `${text.slice(0, at)}~${text.slice(at + 1)}`]) {
          writeFileSync(path, changed, { mode: 0o600 });
          const thrown = await readKey(path, answering('x', 'x', 'x').ask).catch((error: unknown) => error);
          if (thrown instanceof Error) expect(thrown).toBeInstanceOf(Failure);
        }
      }
    }
  });
});

function pemOf(key: KeyObject, secret?: string): string {
  const encryption = secret === undefined ? {} : { cipher: 'aes-256-cbc', passphrase: secret };
  return key.export({ type: 'pkcs8', format: 'pem', ...encryption }).toString();
}

/** An OpenSSH private key whose secret part is noise: all that can be told without it (PROTOCOL.key of OpenSSH). */
function opensshFile(key: { keyType: string; cipher: string; rounds?: number }): string {
  const rounds = Buffer.alloc(4);
  rounds.writeUInt32BE(key.rounds ?? 16);
  const isPlain = key.cipher === 'none';
  const data = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    sshString(key.cipher),
    sshString(isPlain ? 'none' : 'bcrypt'),
    sshString(isPlain ? '' : Buffer.concat([sshString(Buffer.alloc(16, 1)), rounds])),
    Buffer.from([0, 0, 0, 1]),
    sshString(Buffer.concat([sshString(key.keyType), sshString(Buffer.alloc(32, 2))])),
    sshString(Buffer.alloc(160, 3)),
  ]);
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${data.toString('base64')}\n-----END OPENSSH PRIVATE KEY-----\n`;
}

/** An RSA key as PuTTYgen before 0.75 saved it (PuTTY manual, appendix C, PPK version 2). */
function puttyVersion2(key: KeyObject, secret?: string) {
  const jwk = key.export({ format: 'jwk' });
  const integer = (text = '') => {
    const bytes = Buffer.from(text, 'base64url');
    return sshString(((bytes[0] ?? 0) & 0x80) === 0 ? bytes : Buffer.concat([Buffer.alloc(1), bytes]));
  };
  const publicKey = Buffer.concat([sshString('ssh-rsa'), integer(jwk.e), integer(jwk.n)]);
  let privatePart = Buffer.concat([jwk.d, jwk.p, jwk.q, jwk.qi].map(integer));
  const encryption = secret === undefined ? 'none' : 'aes256-cbc';
  if (secret !== undefined) {
    const missing = (16 - (privatePart.length % 16)) % 16;
    const padding = createHash('sha1').update(privatePart).digest().subarray(0, missing);
    privatePart = Buffer.concat([privatePart, padding]);
  }
  const signed = [sshString('ssh-rsa'), sshString(encryption), sshString('a comment'), sshString(publicKey)];
  const hashKey = createHash('sha1')
    .update(`putty-private-key-file-mac-key${secret ?? ''}`)
    .digest();
  const check = createHmac('sha1', hashKey)
    .update(Buffer.concat([...signed, sshString(privatePart)]))
    .digest('hex');
  if (secret !== undefined) {
    const half = (n: number) =>
      createHash('sha1')
        .update(Buffer.from([0, 0, 0, n]))
        .update(secret)
        .digest();
    const cipherKey = Buffer.concat([half(0), half(1)]).subarray(0, 32);
    const cipher = createCipheriv('aes-256-cbc', cipherKey, Buffer.alloc(16)).setAutoPadding(false);
    privatePart = Buffer.concat([cipher.update(privatePart), cipher.final()]);
  }
  const lines = (bytes: Buffer) => bytes.toString('base64').match(/.{1,64}/g) ?? [];
  const text = [
    'PuTTY-User-Key-File-2: ssh-rsa',
    `Encryption: ${encryption}`,
    'Comment: a comment',
    `Public-Lines: ${lines(publicKey).length}`,
    ...lines(publicKey),
    `Private-Lines: ${lines(privatePart).length}`,
    ...lines(privatePart),
    `Private-MAC: ${check}`,
    '',
  ].join('\r\n');
  return { text, publicKey };
}
