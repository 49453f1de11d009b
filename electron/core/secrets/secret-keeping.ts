import type { EncryptionView } from '../../shared/views/snapshot.ts';
import { createEmitter } from '../emitter.ts';
import type { SystemEncryption, Vault } from '../ports.ts';
import { createKeyFileVault } from './key-file-vault.ts';
import { createJournalVault, createLayeredVault } from './layered-vault.ts';

/** What a person chose for a system without real encryption. */
export type EncryptionChoice = Extract<EncryptionView, { readonly kind: 'none' }>['choice'];

/** Where secrets are sealed, and whether they may be kept. */
export interface SecretKeeping {
  encryption(): EncryptionView;
  /** @returns the function that ends the subscription */
  onDidChange(listener: (encryption: EncryptionView) => void): () => void;
  /** Notes a person's choice; it counts only where the system has no real encryption. @throws what `onChosen` throws */
  choose(choice: 'keep' | 'memory'): EncryptionView;
  /** Whether secrets may be written: the system encrypts, or the person chose to keep them all the same. */
  mayKeep(): boolean;
  /** Seals with the system or the key file, unseals both. */
  readonly vault: Vault;
  /** The journal's (`Ports.vault`): it seals even when the system refuses. */
  readonly journalVault: Vault;
}

/**
 * Finds out once how this system keeps secrets.
 * @param options.keyFile the path of the key file, the same as the command line's
 * @param options.onChosen writes the choice down; the choice is not made when it throws
 */
export async function openSecretKeeping(options: {
  readonly system: SystemEncryption | undefined;
  readonly keyFile: string;
  readonly savedChoice: EncryptionChoice;
  readonly onChosen: (choice: 'keep' | 'memory') => void;
}): Promise<SecretKeeping> {
  const isReal = (await options.system?.isReal().catch(() => false)) ?? false;
  const keyFileVault = createKeyFileVault(options.keyFile);
  const vault = createLayeredVault(options.system, isReal, keyFileVault);
  const { emit, listen } = createEmitter<EncryptionView>();
  let encryption: EncryptionView = isReal ? { kind: 'system' } : { kind: 'none', choice: options.savedChoice };

  return {
    encryption: () => encryption,
    onDidChange: listen,
    choose(choice) {
      options.onChosen(choice);
      if (encryption.kind === 'none' && encryption.choice !== choice) {
        encryption = { kind: 'none', choice };
        emit(encryption);
      }
      return encryption;
    },
    mayKeep: () => encryption.kind === 'system' || encryption.choice === 'keep',
    vault,
    journalVault: createJournalVault(vault, keyFileVault),
  };
}
