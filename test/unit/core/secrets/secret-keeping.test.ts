import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SystemEncryption } from '../../../../electron/core/ports.ts';
import { createKeyFileVault } from '../../../../electron/core/secrets/key-file-vault.ts';
import { openSecretKeeping } from '../../../../electron/core/secrets/secret-keeping.ts';
import type { EncryptionView } from '../../../../electron/shared/views/snapshot.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { playEncryption } from '../../../support/played-encryption.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

async function openKeeping(system?: SystemEncryption, onChosen = (_: string) => {}) {
  const keyFile = join(temporaryFolder(), 'vault-key');
  const keeping = await openSecretKeeping({ system, keyFile, savedChoice: 'undecided', onChosen });
  return { keeping, keyFileVault: createKeyFileVault(keyFile) };
}

describe('where the system encrypts', () => {
  it('it seals, secrets may be kept, and no choice changes that', async () => {
    const { keeping } = await openKeeping(playEncryption());
    expect(keeping.encryption()).toEqual({ kind: 'system' });
    expect(keeping.mayKeep()).toBe(true);
    expect(await keeping.choose('memory')).toEqual({ kind: 'system' });
    const sealed = await keeping.vault.seal('33201 ä');
    expect(sealed).toMatch(/^s1\.[\w-]+$/);
    expect(await keeping.vault.unseal(sealed)).toBe('33201 ä');
  });

  it('what the key file sealed is read too, and marks are the key file’s', async () => {
    const { keeping, keyFileVault } = await openKeeping(playEncryption());
    expect(await keeping.vault.unseal(await keyFileVault.seal('33202'))).toBe('33202');
    expect(await keeping.vault.mark('33202')).toBe(await keyFileVault.mark('33202'));
    expect(await keeping.journalVault.mark('33202')).toBe(await keyFileVault.mark('33202'));
  });

  it('but refuses, a secret is refused with what to do, and the journal goes on with the key file', async () => {
    const system = playEncryption();
    const { keeping, keyFileVault } = await openKeeping(system);
    const before = await keeping.journalVault.seal('33203');
    expect(before).toMatch(/^s1\./);
    system.isLocked = true;
    for (const work of [() => keeping.vault.seal('x'), () => keeping.vault.unseal(before)]) {
      const failure = await failureOf(work);
      expect(failure.code).toBe('secrets-unusable');
      expect(failure.remedy).toContain('Unlock');
    }
    const sealed = await keeping.journalVault.seal('33203');
    expect(await keyFileVault.unseal(sealed)).toBe('33203');
    system.isLocked = false;
    expect(await keeping.journalVault.unseal(before)).toBe('33203');
    expect(await keeping.journalVault.unseal(sealed)).toBe('33203');
  });

  it('the command line says who can read what it sealed', async () => {
    const { keeping, keyFileVault } = await openKeeping(playEncryption());
    const failure = await failureOf(keyFileVault.unseal(await keeping.journalVault.seal('33204')));
    expect(failure.code).toBe('secrets-unusable');
    expect(failure.message).toContain('desktop app');
  });
});

describe('where the system has no real encryption', () => {
  const broken = { ...playEncryption(), isReal: () => Promise.reject(new Error('no bus')) };

  it.each([undefined, playEncryption(false), broken])('nothing is kept before a person chose (%#)', async (system) => {
    const chosen: string[] = [];
    const { keeping, keyFileVault } = await openKeeping(system, (choice) => chosen.push(choice));
    const heard: EncryptionView[] = [];
    const stop = keeping.onDidChange((encryption) => heard.push(encryption));
    expect(keeping.encryption()).toEqual({ kind: 'none', choice: 'undecided' });
    expect(keeping.mayKeep()).toBe(false);
    const keep = { kind: 'none', choice: 'keep' };
    expect(await keeping.choose('keep')).toEqual(keep);
    expect(keeping.mayKeep()).toBe(true);
    stop();
    await keeping.choose('memory');
    expect(keeping.mayKeep()).toBe(false);
    expect(heard).toEqual([keep]);
    expect(chosen).toEqual(['keep', 'memory']);
    // The journal's, whatever was chosen.
    expect(await keyFileVault.unseal(await keeping.journalVault.seal('33205'))).toBe('33205');
  });

  it('a choice that cannot be written down is not made', async () => {
    const { keeping } = await openKeeping(undefined, () => {
      throw new Error('the disk is full');
    });
    expect(() => keeping.choose('keep')).toThrow('full');
    expect(keeping.mayKeep()).toBe(false);
  });

  it('what it sealed as long as it had one is unreadable, and said to be', async () => {
    const { keeping } = await openKeeping();
    expect((await failureOf(keeping.vault.unseal('s1.AAAA'))).message).toContain("this system's encryption");
  });
});
