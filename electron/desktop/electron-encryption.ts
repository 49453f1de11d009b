import { safeStorage } from 'electron';
import type { SystemEncryption } from '../core/ports.ts';

/** The stores of Linux that protect. `basic_text` is a key that stands in Chromium's source, `unknown` says nothing. */
const keyrings: ReadonlySet<string> = new Set(['gnome_libsecret', 'kwallet', 'kwallet5', 'kwallet6']);

/**
 * The system's encryption by Electron's safeStorage, through its asynchronous calls. Only after the app is ready.
 */
export function createElectronEncryption(): SystemEncryption {
  return {
    async isReal() {
      if (!(await safeStorage.isAsyncEncryptionAvailable())) return false;
      if (process.platform !== 'linux') return true;
      // In Electron's source only the synchronous call chooses the backend that the next one names.
      return safeStorage.isEncryptionAvailable() && keyrings.has(safeStorage.getSelectedStorageBackend());
    },
    encrypt: (plain) => safeStorage.encryptStringAsync(plain),
    async decrypt(encrypted) {
      const { result } = await safeStorage.decryptStringAsync(Buffer.from(encrypted));
      return result;
    },
  };
}
