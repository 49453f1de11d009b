import { execFile } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkHostKey } from '../../electron/core/ssh/host-key-check.ts';
import { openHostKeyStore, userKnownHostsFiles } from '../../electron/core/ssh/host-key-store.ts';
import { sshString } from '../../electron/core/ssh/ssh-string.ts';
import { failureOf } from '../support/failure-of.ts';
import { withoutPrivileges } from '../support/without-privileges.ts';
import { makeKeyPair, sshKeygen, temporaryFolder } from './ssh-keygen.ts';

const keyOf = (fill: number) => Buffer.concat([sshString('ssh-ed25519'), sshString(Buffer.alloc(32, fill))]);
const lineOf = (hosts: string, fill: number) => `${hosts} ssh-ed25519 ${keyOf(fill).toString('base64')}`;

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

function storeWith(...userFiles: readonly string[]) {
  return openHostKeyStore({ dataFolder: join(folder.path, 'data'), userFiles });
}

describe('the store of host keys', () => {
  test('is empty where no file is there', async () => {
    const store = storeWith(join(folder.path, 'none'), join(folder.path, 'no-folder', 'none'));
    expect(await store.entries()).toEqual([]);
    expect(existsSync(store.path)).toBe(false);
  });

  test('reads its own file and those of the user afresh each time', async () => {
    const file = join(folder.path, 'known_hosts');
    const nothing = join(folder.path, 'nothing');
    symlinkSync('/dev/null', nothing);
    const store = storeWith(file, '/dev/null', nothing);
    await store.remember('a', 22, keyOf(1));
    expect(await store.entries()).toHaveLength(1);
    writeFileSync(file, `${lineOf('b', 2)}\nstrange\n`);
    const { entries, refused } = await store.read();
    expect(entries.map(({ file: from, line, hosts }) => [from, line, hosts])).toEqual([
      [store.path, 1, 'a'],
      [file, 1, 'b'],
    ]);
    expect(refused).toEqual([{ file, line: 2, reason: 'the line ends before the key' }]);
  });

  test.skipIf(process.platform === 'win32').each([0o602, 0o620, 0o666])(
    'warns of a file that others can write (%o), and uses it',
    async (mode) => {
      const file = join(folder.path, 'known_hosts');
      writeFileSync(file, lineOf('b', 2));
      const store = storeWith(file);
      chmodSync(file, 0o644);
      expect((await store.read()).warnings).toEqual([]);
      chmodSync(file, mode);
      const { entries, warnings } = await store.read();
      expect(entries).toHaveLength(1);
      expect(warnings.join()).toContain(`may change ${file} (mode 0${mode.toString(8)})`);
    },
  );

  test('remembers what ssh-keygen finds, and knows it again', async () => {
    const { key, publicFile } = makeKeyPair(folder.path, 'ecdsa-256');
    const store = storeWith();
    await store.remember('Example.com', 2222, key);
    await store.remember('2001:DB8::1', 22, key);
    const printed = sshKeygen('-l', '-F', '[example.com]:2222', '-f', store.path);
    expect(printed).toContain(sshKeygen('-l', '-f', publicFile).split(' ')[1]);
    expect(sshKeygen('-F', '2001:db8::1', '-f', store.path)).toContain('found: line 2');
    const entries = await store.entries();
    expect(checkHostKey({ entries, host: 'example.COM', port: 2222, key }).verdict).toBe('known');
    expect(checkHostKey({ entries, host: 'example.com', port: 2222, key: keyOf(9) }).verdict).toBe('changed');
    expect(statSync(store.path).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder.path, 'data')).mode & 0o777).toBe(0o700);
  });

  test('adds a key once, keeps what others wrote, and begins a line of its own', async () => {
    const store = storeWith();
    mkdirSync(join(folder.path, 'data'));
    const before = `# by hand\r\n${lineOf('b', 2)}\nhalf a li`;
    writeFileSync(store.path, before, { mode: 0o644 });
    await store.remember('a', 22, keyOf(1));
    await store.remember('a', 22, keyOf(1));
    expect(readFileSync(store.path, 'utf8')).toBe(`${before}\n${lineOf('a', 1)}\n`);
    expect(statSync(store.path).mode & 0o777).toBe(0o600);
  });

  test('adds a key that is there as a revoked or a pattern line only', async () => {
    const store = storeWith();
    await store.remember('b', 22, keyOf(1));
    appendFileSync(store.path, `@revoked ${lineOf('a', 1)}\n${lineOf('*', 1)}\n`);
    await store.remember('a', 22, keyOf(1));
    expect(readFileSync(store.path, 'utf8').split('\n')).toContain(lineOf('a', 1));
  });

  test('loses no key when several processes add at the same time', { timeout: 60_000 }, async () => {
    const code = `
      const { openHostKeyStore } = await import(process.argv[1]);
      const store = openHostKeyStore({ dataFolder: process.argv[2], userFiles: [] });
      const part = (text) => Buffer.concat([Buffer.from([0, 0, 0, text.length]), text]);
      const key = Buffer.concat([part(Buffer.from('ssh-ed25519')), part(Buffer.alloc(32, 1))]);
      for (let i = 0; i < 50; i += 1) await store.remember(process.argv[3] + i, 22, key);
    `;
    const source = fileURLToPath(new URL('../../electron/core/ssh/host-key-store.ts', import.meta.url));
    const run = promisify(execFile);
    const names = ['a', 'b', 'c', 'd'];
    const dataFolder = join(folder.path, 'data');
    await Promise.all(
      names.map((name) => run(process.execPath, ['--input-type=module', '-e', code, source, dataFolder, name])),
    );
    const { entries, refused } = await storeWith().read();
    expect(refused).toEqual([]);
    const expected = names.flatMap((name) => Array.from({ length: 50 }, (_, i) => `${name}${i}`));
    expect(entries.map(({ hosts }) => hosts).sort()).toEqual(expected.sort());
  });

  test.each(['a,b', '*', 'a b', '!a', 'a\nb', '|1|x|y', ''])('remembers nothing for the host %j', async (host) => {
    const store = storeWith();
    expect((await failureOf(store.remember(host, 22, keyOf(1)))).code).toBe('host-invalid');
    expect(existsSync(store.path)).toBe(false);
  });

  test('says so when it cannot write', async () => {
    const store = openHostKeyStore({ dataFolder: '/dev/null/data', userFiles: [] });
    const failure = await failureOf(store.remember('a', 22, keyOf(1)));
    expect(failure.code).toBe('data-folder-unusable');
    expect(failure.message).toContain('/dev/null/data');
  });
});

describe('a known_hosts file that cannot be read is a failure that names it:', () => {
  test('a folder, a pipe, too large a file, a loop of links', async () => {
    const large = join(folder.path, 'large');
    writeFileSync(large, Buffer.alloc(4 * 1024 * 1024 + 1, '\n'));
    const loop = join(folder.path, 'loop');
    symlinkSync(loop, loop);
    const pipe = join(folder.path, 'pipe');
    await promisify(execFile)('mkfifo', [pipe]);
    for (const file of [folder.path, large, loop, pipe, '/dev/zero', '/dev/ptmx']) {
      const failure = await failureOf(storeWith(file).entries());
      expect(failure.code).toBe('known-hosts-unreadable');
      expect(failure.message).toContain(file);
      expect(failure.remedy).toBeTruthy();
    }
  });

  test.skipIf(process.platform === 'win32')('one without permission', async () => {
    const file = join(folder.path, 'secret');
    writeFileSync(file, '', { mode: 0o000 });
    const failure = await withoutPrivileges(folder.path, () => failureOf(storeWith(file).entries()));
    expect(failure.code).toBe('known-hosts-unreadable');
    expect(failure.message).toContain('EACCES');
  });

  test('our own too, before anything is added to it', async () => {
    const store = storeWith();
    mkdirSync(store.path, { recursive: true });
    expect((await failureOf(store.entries())).code).toBe('known-hosts-unreadable');
    expect((await failureOf(store.remember('a', 22, keyOf(1)))).code).toBe('known-hosts-unreadable');
  });
});

test('the files of the user are those of ssh(1)', () => {
  expect(userKnownHostsFiles('/home/me', { platform: 'linux', programData: undefined })).toEqual([
    '/home/me/.ssh/known_hosts',
    '/home/me/.ssh/known_hosts2',
    '/etc/ssh/ssh_known_hosts',
    '/etc/ssh/ssh_known_hosts2',
  ]);
  expect(userKnownHostsFiles('C:\\Users\\me', { platform: 'win32', programData: 'D:\\Data' })).toEqual([
    'C:\\Users\\me\\.ssh\\known_hosts',
    'C:\\Users\\me\\.ssh\\known_hosts2',
    'D:\\Data\\ssh\\ssh_known_hosts',
  ]);
  expect(userKnownHostsFiles('/home/me').length).toBeGreaterThan(2);
});
