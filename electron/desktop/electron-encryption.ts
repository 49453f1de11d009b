import { safeStorage } from 'electron';
import type { SystemEncryption } from '../core/ports.ts';

/**
 * The system's encryption by Electron's safeStorage, through its asynchronous calls. Only after the app is ready.
 * On Linux `basic_text` means a key that stands in Chromium's source: that is none.
 */
export function createElectronEncryption(): SystemEncryption {
  return {
    async isReal() {
      if (!(await safeStorage.isAsyncEncryptionAvailable())) return false;
      return process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text';
    },
    encrypt: (plain) => safeStorage.encryptStringAsync(plain),
    async decrypt(encrypted) {
      const { result } = await safeStorage.decryptStringAsync(Buffer.from(encrypted));
      return result;
    },
  };
}
