import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../electron/shared/views/snapshot.ts';
import { type App, quitAll } from '../e2e/driver/app.ts';
import { call } from '../e2e/driver/call.ts';
import { acceptHostKey, answerSecret, connectTo, terminalShows, type } from '../e2e/driver/screen.ts';
import { sampledIt } from '../support/sampled-it.ts';
import { type GateBed, startGateBed } from '../system/gate-bed.ts';
import { rulesAre, startAppAt, wrongPassword } from './bed-app.ts';

/** Each starts an app. */
const drawn = sampledIt('window-logins', 50);

let bed: GateBed;
beforeAll(async () => {
  bed = await startGateBed();
});
afterAll(() => bed.stop());
afterEach(quitAll);

describe('a connect at a real gate', () => {
  it('knocks, asks for the host key, runs a command, and shuts the gate at the end', async () => {
    const { page } = await startAppAt(bed);
    expect(await bed.rules()).toEqual([]);
    await connectTo(page, 'web');
    await acceptHostKey(page);
    await terminalShows(page, '$');
    expect(await bed.rules()).toHaveLength(1);
    await type(page, 'echo $((6 * 7)) from $(id -un)\n');
    await terminalShows(page, `42 from ${bed.users.key}`);
    await type(page, 'exit\n');
    await page.getByText('The gate is shut.').waitFor();
    expect(await bed.rules()).toEqual([]);
    expect(bed.knockd.openings()).toEqual({ open: 1, close: 1 });
  });

  it('asks again after a wrong password, without knocking again', async () => {
    const { page } = await startAppAt(bed, { user: bed.users.password, auth: { kind: 'password' } });
    const before = bed.knockd.openings()['open'] ?? 0;
    await connectTo(page, 'web');
    await acceptHostKey(page);
    await answerSecret(page, 'Password', wrongPassword());
    await page.getByText('did not accept that password').waitFor();
    await answerSecret(page, 'Password', bed.secrets.password);
    await terminalShows(page, '$');
    expect(bed.knockd.openings()['open']).toBe(before + 1);
    await page.getByRole('button', { name: 'Shut now' }).click();
    await rulesAre(bed, 0);
  });

  it('shuts the gate when the person gives the login up', async () => {
    const { page } = await startAppAt(bed, { user: bed.users.password, auth: { kind: 'password' } });
    await connectTo(page, 'web');
    await acceptHostKey(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Give up' }).click();
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    await rulesAre(bed, 0);
  });

  drawn('lets in with a password and a one-time code', async () => {
    const auth = { kind: 'keyboard-interactive' };
    const { page } = await startAppAt(bed, { user: bed.users.code, auth });
    await connectTo(page, 'web');
    await acceptHostKey(page);
    await answerSecret(page, /password/i, bed.secrets.password);
    await page.getByText('Verification code').waitFor();
    await answerSecret(page, /code/i, await bed.totp());
    await terminalShows(page, '$');
    await type(page, 'exit\n');
    await page.getByText('The gate is shut.').waitFor();
    expect(await bed.rules()).toEqual([]);
  });

  drawn('lets in with a key and its passphrase', async () => {
    const auth = { kind: 'key', path: bed.keys.encrypted };
    const { page } = await startAppAt(bed, { auth });
    await connectTo(page, 'web');
    await acceptHostKey(page);
    await answerSecret(page, 'Passphrase', bed.secrets.keyPassphrase);
    await terminalShows(page, '$');
  });
});

describe('a kept password', () => {
  /** Keeps the password of the bed's users for the app's one profile. */
  const keepPassword = async ({ page }: App) => {
    const { profiles } = await call<Snapshot>(page, 'snapshot');
    const secret = { kind: 'password', id: profiles[0]?.id, secret: bed.secrets.password };
    await call(page, 'profiles.keepSecret', secret);
  };

  drawn('answers where PAM asks for it, and the code that it asks for then is asked of the person', async () => {
    const app = await startAppAt(bed, { user: bed.users.code, auth: { kind: 'keyboard-interactive' } });
    await keepPassword(app);
    await connectTo(app.page, 'web');
    await acceptHostKey(app.page);
    await app.page.getByText('Verification code').waitFor();
    await answerSecret(app.page, /code/i, await bed.totp());
    await terminalShows(app.page, '$');
    expect(bed.sshd.log()).not.toContain(`Failed keyboard-interactive/pam for ${bed.users.code}`);
  });

  drawn('is not given to PAM where a key is followed by a code alone', async () => {
    const auth = [{ kind: 'key', path: bed.keys.plain }, { kind: 'keyboard-interactive' }];
    const app = await startAppAt(bed, { user: bed.users.keyAndCode, auth });
    await keepPassword(app);
    await connectTo(app.page, 'web');
    await acceptHostKey(app.page);
    await app.page.getByText('Verification code').waitFor();
    expect(bed.sshd.log()).not.toContain(`Failed keyboard-interactive/pam for ${bed.users.keyAndCode}`);
    await answerSecret(app.page, /code/i, await bed.totp());
    await terminalShows(app.page, '$');
  });
});
