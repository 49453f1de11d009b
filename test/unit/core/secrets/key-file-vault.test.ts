import { execFile } from 'node:child_process';
import { copyFileSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createKeyFileVault } from '../../../../electron/core/secrets/key-file-vault.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const source = fileURLToPath(new URL('../../../../electron/core/secrets/key-file-vault.ts', import.meta.url));

describe('a vault over a key file', () => {
  it.each(['', '7000,8000:udp', 'ä — 🔑', 'x'.repeat(100_000)])('gives back what it sealed (%#)', async (text) => {
    const path = join(temporaryFolder(), 'new', 'key');
    const sealed = await createKeyFileVault(path).seal(text);
    expect(await createKeyFileVault(path).unseal(sealed)).toBe(text);
    if (text !== '') expect(sealed).not.toContain(text);
  });

  it('seals the same text differently each time, and marks it the same', async () => {
    const vault = createKeyFileVault(join(temporaryFolder(), 'key'));
    const sealed = await Promise.all([1, 2, 3].map(() => vault.seal('7000')));
    expect(new Set(sealed).size).toBe(3);
    expect(await vault.mark('7000')).toMatch(/^[0-9a-f]{32}$/);
    expect(await vault.mark('7000')).toBe(await vault.mark('7000'));
    expect(await vault.mark('7001')).not.toBe(await vault.mark('7000'));
  });

  it('marks differently under another key', async () => {
    const folder = temporaryFolder();
    const marks = ['a', 'b'].map((name) => createKeyFileVault(join(folder, name)).mark('7000'));
    expect(new Set(await Promise.all(marks)).size).toBe(2);
  });

  it.skipIf(process.platform === 'win32')('keeps its key from others', async () => {
    const path = join(temporaryFolder(), 'folder', 'key');
    await createKeyFileVault(path).seal('x');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(path, '..')).mode & 0o777).toBe(0o700);
    expect(readFileSync(path)).toHaveLength(32);
    expect(readdirSync(join(path, '..'))).toEqual(['key']);
  });

  it('draws one key for processes that start at once', { timeout: 30_000 }, async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'key');
    const code = `
      const { createKeyFileVault } = await import(process.argv[1]);
      process.stdout.write(await createKeyFileVault(process.argv[2]).mark('same'));
    `;
    const run = promisify(execFile);
    const started = Array.from({ length: 4 }, () =>
      run(process.execPath, ['--input-type=module', '-e', code, source, path]),
    );
    const tasks = Array.from({ length: 4 }, () => createKeyFileVault(path).mark('same'));
    const marks = [...(await Promise.all(started)).map(({ stdout }) => stdout), ...(await Promise.all(tasks))];
    expect(new Set(marks).size).toBe(1);
    expect(readdirSync(folder)).toEqual(['key']);
  });
});

describe('what a vault cannot open is a failure:', () => {
  it('a text that was sealed with another key', async () => {
    const folder = temporaryFolder();
    const sealed = await createKeyFileVault(join(folder, 'a')).seal('7000');
    const failure = await failureOf(createKeyFileVault(join(folder, 'b')).unseal(sealed));
    expect(failure.code).toBe('secrets-unusable');
    expect(failure.remedy).toContain(join(folder, 'b'));
  });

  it('a text that was changed, cut or made up', async () => {
    const vault = createKeyFileVault(join(temporaryFolder(), 'key'));
    const sealed = await vault.seal('7000');
    const bytes = Buffer.from(sealed.slice(3), 'base64url');
    const changed = [...bytes.keys()].map((index) => {
      const copy = Buffer.from(bytes);
      copy[index] = (copy[index] ?? 0) ^ 1;
      return `k1.${copy.toString('base64url')}`;
    });
    for (const text of [...changed, sealed.slice(0, -4), sealed.slice(0, 12), 'k1.', '', 'strange ⚠']) {
      expect((await failureOf(vault.unseal(text))).code).toBe('secrets-unusable');
    }
  });

  it('anything, with a key file of another length, which stays as it is', async () => {
    for (const length of [0, 31, 33]) {
      const path = join(temporaryFolder(), 'key');
      writeFileSync(path, Buffer.alloc(length, 1));
      const vault = createKeyFileVault(path);
      for (const work of [() => vault.seal('x'), () => vault.mark('x'), () => vault.unseal('k1.')]) {
        const failure = await failureOf(work);
        expect(failure.code).toBe('secrets-unusable');
        expect(failure.message).toContain(path);
      }
      expect(readFileSync(path)).toHaveLength(length);
    }
  });

  it('anything, where the key can be neither read nor drawn', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    for (const path of [folder, join(folder, 'file', 'key')]) {
      const failure = await failureOf(createKeyFileVault(path).seal('x'));
      expect(failure.code).toBe('data-folder-unusable');
      expect(failure.message).toContain(path);
    }
  });
});

it('a copy of the key file opens what the original sealed', async () => {
  const folder = temporaryFolder();
  const [original, copy] = [join(folder, 'original'), join(folder, 'copy')];
  const sealed = await createKeyFileVault(original).seal('7000');
  copyFileSync(original, copy);
  expect(await createKeyFileVault(copy).unseal(sealed)).toBe('7000');
});
