import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { driveTrialApp, needsChromium, writeTrialApp } from './trial-app.ts';

needsChromium();

async function look(environment: NodeJS.ProcessEnv, root: string, encrypted?: string) {
  const { app } = await driveTrialApp(writeTrialApp(environment, root));
  const seen = await app.evaluate(async ({ safeStorage }, before) => {
    const failed = (error: Error) => error.message;
    const now = await safeStorage.encryptStringAsync('hunter2').then((bytes) => bytes.toString('base64'), failed);
    const given = Buffer.from(before ?? now, 'base64');
    return {
      backend: safeStorage.getSelectedStorageBackend(),
      available: await safeStorage.isAsyncEncryptionAvailable(),
      availableAtOnce: safeStorage.isEncryptionAvailable(),
      now,
      decrypted: await safeStorage.decryptStringAsync(given).then(({ result }) => result, failed),
    };
  }, encrypted);
  await app.close();
  return seen;
}

describe('safeStorage', () => {
  test('is a system without a keyring unless told otherwise: anybody can decrypt', async () => {
    const seen = await look({}, temporaryFolder());
    expect(seen).toMatchObject({
      backend: 'basic_text',
      available: true,
      availableAtOnce: false,
      decrypted: 'hunter2',
    });
    expect(Buffer.from(seen.now, 'base64').toString('latin1')).toMatch(/^v10(?!hunter2)/);
    const elsewhere = await look({}, temporaryFolder(), seen.now);
    expect(elsewhere.decrypted).toBe('hunter2');
  });

  test('with a keyring keeps its key in the folder of the app', async () => {
    const environment = { PORTCULLIS_STANDIN_STORAGE: 'gnome_libsecret' };
    const root = temporaryFolder();
    const first = await look(environment, root);
    expect(first).toMatchObject({ backend: 'gnome_libsecret', available: true, availableAtOnce: true });
    expect((await look(environment, root, first.now)).decrypted).toBe('hunter2');
    expect((await look(environment, temporaryFolder(), first.now)).decrypted).toMatch(/^Error while decrypting/);
  });

  test('can be a system that encrypts nothing', async () => {
    const seen = await look({ PORTCULLIS_STANDIN_STORAGE: 'none' }, temporaryFolder());
    expect(seen).toMatchObject({ available: false, availableAtOnce: false });
    expect(seen.now).toMatch(/^Error while encrypting/);
    expect(seen.decrypted).toMatch(/^Error while/);
  });
});
