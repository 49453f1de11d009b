import { beforeEach, expect, it, vi } from 'vitest';
import { createElectronEncryption } from '../../../electron/desktop/electron-encryption.ts';

const safeStorage = vi.hoisted(() => ({
  isAsyncEncryptionAvailable: vi.fn(),
  isEncryptionAvailable: vi.fn(),
  getSelectedStorageBackend: vi.fn(),
  encryptStringAsync: vi.fn((plain: string) => Promise.resolve(Buffer.from(plain).reverse())),
  decryptStringAsync: vi.fn((encrypted: Buffer) =>
    Promise.resolve({ shouldReEncrypt: false, result: Buffer.from(encrypted).reverse().toString() }),
  ),
}));
vi.mock('electron', () => ({ safeStorage }));

beforeEach(() => {
  vi.spyOn(process, 'platform', 'get').mockReturnValue('linux');
  safeStorage.isAsyncEncryptionAvailable.mockResolvedValue(true);
  safeStorage.isEncryptionAvailable.mockReturnValue(true);
  safeStorage.getSelectedStorageBackend.mockReturnValue('gnome_libsecret');
  return () => vi.restoreAllMocks();
});

it.each([
  ['linux', true, 'gnome_libsecret', true],
  ['linux', true, 'kwallet6', true],
  ['linux', true, 'basic_text', false],
  ['linux', true, 'unknown', false],
  ['linux', false, 'gnome_libsecret', false],
  ['darwin', true, undefined, true],
  ['win32', true, undefined, true],
  ['win32', false, undefined, false],
] as const)('on %s with available %s and backend %s it is real: %s', async (platform, available, backend, isReal) => {
  vi.spyOn(process, 'platform', 'get').mockReturnValue(platform);
  safeStorage.isAsyncEncryptionAvailable.mockResolvedValue(available);
  safeStorage.getSelectedStorageBackend.mockImplementation(() => {
    // Electron has this call on Linux only.
    if (backend === undefined) throw new TypeError('getSelectedStorageBackend is not a function');
    return backend;
  });
  expect(await createElectronEncryption().isReal()).toBe(isReal);
});

it('asks for the name of the store only after the call that chooses it', async () => {
  let isChosen = false;
  safeStorage.isEncryptionAvailable.mockImplementation(() => {
    isChosen = true;
    return true;
  });
  safeStorage.getSelectedStorageBackend.mockImplementation(() => (isChosen ? 'gnome_libsecret' : 'unknown'));
  expect(await createElectronEncryption().isReal()).toBe(true);
});

it('gives back what it encrypted, whatever bytes it is handed', async () => {
  const encryption = createElectronEncryption();
  const encrypted = await encryption.encrypt('33401');
  expect(Buffer.from(encrypted).toString()).toBe('10433');
  expect(await encryption.decrypt(Uint8Array.from(encrypted))).toBe('33401');
  expect(safeStorage.decryptStringAsync.mock.lastCall?.[0]).toBeInstanceOf(Buffer);
});

it('hands on that something cannot be decrypted', async () => {
  safeStorage.decryptStringAsync.mockRejectedValueOnce(new Error('wrong key'));
  await expect(createElectronEncryption().decrypt(Uint8Array.of(1))).rejects.toThrow('wrong key');
});
