import { randomBytes } from 'node:crypto';
import type { SystemEncryption } from '../../electron/core/ports.ts';
import { keyBytes, sealWith, unsealWith } from '../../electron/core/secrets/sealing.ts';

/** The encryption of a system that is not there: its keyring can be locked, lost or no real one. */
export interface PlayedEncryption extends SystemEncryption {
  isLocked: boolean;
  /** How many texts were decrypted, or tried. */
  decrypted: number;
  loseKey(): void;
}

export function playEncryption(isReal = true): PlayedEncryption {
  let key = randomBytes(keyBytes);
  const played: PlayedEncryption = {
    isLocked: false,
    decrypted: 0,
    loseKey: () => {
      key = randomBytes(keyBytes);
    },
    isReal: () => Promise.resolve(isReal),
    encrypt: (plain) =>
      played.isLocked ? Promise.reject(new Error('locked')) : Promise.resolve(Buffer.from(sealWith(key, plain))),
    decrypt(encrypted) {
      played.decrypted += 1;
      const plain = played.isLocked ? undefined : unsealWith(key, Buffer.from(encrypted).toString());
      return plain === undefined ? Promise.reject(new Error('not ours')) : Promise.resolve(plain);
    },
  };
  return played;
}
