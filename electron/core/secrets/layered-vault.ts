import { Failure } from '../../shared/failure.ts';
import type { SystemEncryption, Vault } from '../ports.ts';

const systemPrefix = 's1.';

/**
 * A vault that seals with the system's encryption (`s1.`) where `isReal`, else with the key file (`k1.`); it unseals both,
 * and marks with the key file always, so that every process of this user finds the same marks.
 * @param system undefined where the host has none; what was sealed with it is then unreadable, and stays so
 */
export function createLayeredVault(system: SystemEncryption | undefined, isReal: boolean, keyFile: Vault): Vault {
  return {
    async seal(plain) {
      if (system === undefined || !isReal) return keyFile.seal(plain);
      try {
        return systemPrefix + Buffer.from(await system.encrypt(plain)).toString('base64url');
      } catch (thrown) {
        throw new Failure('secrets-unusable', "The system's encryption does not work: nothing secret can be kept.", {
          remedy: 'Unlock the keyring or keychain of this computer, and try again.',
          cause: thrown,
        });
      }
    },
    async unseal(sealed) {
      if (!sealed.startsWith(systemPrefix)) return keyFile.unseal(sealed);
      try {
        if (system === undefined) throw new Error('This host has no encryption of the system.');
        return await system.decrypt(Buffer.from(sealed.slice(systemPrefix.length), 'base64url'));
      } catch (thrown) {
        throw new Failure('secrets-unusable', "A kept secret cannot be read with this system's encryption.", {
          remedy: 'Unlock the keyring or keychain of this computer; if it was replaced, type the secret again.',
          cause: thrown,
        });
      }
    },
    mark: (text) => keyFile.mark(text),
  };
}

/**
 * The vault of the gates' journal: as `vault`, but what the system refuses to seal the key file seals, since a gate that
 * is open must be remembered, whatever was chosen and whatever is locked.
 */
export function createJournalVault(vault: Vault, keyFile: Vault): Vault {
  return { ...vault, seal: (plain) => vault.seal(plain).catch(() => keyFile.seal(plain)) };
}
