import { randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { asFailure, Failure } from '../../shared/failure.ts';
import { keyBytes, sealWith, unsealWith } from '../secrets/sealing.ts';
import type { SecretKeeping } from '../secrets/secret-keeping.ts';
import { mapSealed, type StoredProfile, sealedTexts } from './stored-profile.ts';

const memoryPrefix = 'm1.';
const keyFilePrefix = 'k1.';
/** So many are checked at a stretch before others get their turn. */
const checkedAtOnce = 20;

/** Seals a profile's secrets where they may be at present, and knows which of them cannot be read any more. */
export interface ProfileSealer {
  /** Seals for the disk, or for the memory of this process alone where nothing may be kept. @throws Failure */
  seal(plain: string): Promise<string>;
  /** @throws Failure `secrets-unusable` */
  unseal(sealed: string): Promise<string>;
  isUnreadable(sealed: string): boolean;
  /** A profile as it may be written down: without what is for the memory alone. */
  withoutMemory(stored: StoredProfile): StoredProfile;
  /**
   * Seals again what lies in another place than it may: from the memory for the disk when secrets may be kept, from the
   * key file for the memory when the person wants none there. What cannot be moved stays, and its failure is told.
   */
  settle(stored: StoredProfile): Promise<{ readonly stored: StoredProfile; readonly failure: Failure | undefined }>;
  /** Tries one text of each kind. Settles with the key file's; the system's encryption may take as long as it likes. */
  probe(): Promise<void>;
}

/**
 * @param texts every sealed text that there is
 * @param onDidFind called when texts turned out to be unreadable, or readable again
 */
export function createProfileSealer(
  keeping: SecretKeeping,
  texts: () => readonly string[],
  onDidFind: () => void,
): ProfileSealer {
  // Sealed in the memory too: no secret lies there in clear for longer than it is used.
  const memoryKey = randomBytes(keyBytes);
  const unreadable = new Set<string>();
  /** The kinds of texts that are just being checked, and whether they turned out to be readable. */
  const underCheck = new Map<string, boolean>();
  const sealForMemory = (plain: string) => memoryPrefix + sealWith(memoryKey, plain);

  const open = async (sealed: string) => {
    if (!sealed.startsWith(memoryPrefix)) return await keeping.vault.unseal(sealed);
    const plain = unsealWith(memoryKey, sealed.slice(memoryPrefix.length));
    if (plain !== undefined) return plain;
    throw new Failure('secrets-unusable', 'A secret was kept in the memory of a process that has ended.', {
      remedy: 'Type it again.',
    });
  };
  /** Whether what is known of the text has changed. */
  const note = (sealed: string, isReadable: boolean) => {
    if (isReadable) return unreadable.delete(sealed);
    const isNew = !unreadable.has(sealed);
    unreadable.add(sealed);
    return isNew;
  };
  const check = (sealed: string) =>
    open(sealed).then(
      () => note(sealed, true),
      () => note(sealed, false),
    );
  /** One surprise says that the key has changed: the others that it sealed may have changed with it. */
  const checkOthersLike = async (sealed: string) => {
    const prefix = prefixOf(sealed);
    const isReadable = !unreadable.has(sealed);
    // Whoever unseals many is surprised by each: one check of all is enough, and it tells what they find too.
    if (underCheck.get(prefix) === isReadable) return;
    underCheck.set(prefix, isReadable);
    onDidFind();
    const alike = texts().filter((text) => prefixOf(text) === prefix && text !== sealed);
    for (const [index, text] of alike.entries()) {
      await check(text);
      if (index % checkedAtOnce === 0) await setImmediate();
    }
    if (underCheck.get(prefix) === isReadable) underCheck.delete(prefix);
    onDidFind();
  };
  const tryOne = async (sealed: string) => {
    if (await check(sealed)) void checkOthersLike(sealed);
  };

  const sealer: ProfileSealer = {
    seal: async (plain) => (keeping.mayKeep() ? await keeping.vault.seal(plain) : sealForMemory(plain)),
    async unseal(sealed) {
      try {
        const plain = await open(sealed);
        if (note(sealed, true)) void checkOthersLike(sealed);
        return plain;
      } catch (thrown) {
        if (note(sealed, false)) void checkOthersLike(sealed);
        throw thrown;
      }
    },
    isUnreadable: (sealed) => unreadable.has(sealed),
    withoutMemory: (stored) => mapSealed(stored, (text) => (text.startsWith(memoryPrefix) ? undefined : text)),
    async settle(stored) {
      const moved = new Map<string, string>();
      let failure: Failure | undefined;
      const encryption = keeping.encryption();
      const wantsMemory = encryption.kind === 'none' && encryption.choice === 'memory';
      const isMisplaced = (text: string) =>
        keeping.mayKeep() ? text.startsWith(memoryPrefix) : wantsMemory && text.startsWith(keyFilePrefix);
      for (const text of sealedTexts(stored).filter((one) => isMisplaced(one) && !unreadable.has(one))) {
        try {
          moved.set(text, await sealer.seal(await sealer.unseal(text)));
        } catch (thrown) {
          failure ??= asFailure(thrown);
        }
      }
      if (moved.size === 0) return { stored, failure };
      return { stored: mapSealed(stored, (text) => moved.get(text) ?? text), failure };
    },
    async probe() {
      const samples = new Map(texts().map((text) => [prefixOf(text), text]));
      for (const [prefix, sample] of samples) {
        const tried = tryOne(sample);
        if (prefix === keyFilePrefix) await tried;
      }
    },
  };
  return sealer;
}

function prefixOf(sealed: string): string {
  return sealed.slice(0, sealed.indexOf('.') + 1);
}
