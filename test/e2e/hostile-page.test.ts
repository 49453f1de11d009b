import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type CallName, contract } from '../../electron/shared/contract/contract.ts';
import type { Reply } from '../../electron/shared/contract/reply.ts';
import type { ProfileView } from '../../electron/shared/views/profile-view.ts';
import type { Snapshot } from '../../electron/shared/views/snapshot.ts';
import { startNotingServer } from '../integration/session/noting-server.ts';
import { mustNotLeak } from '../support/leftovers.ts';
import { type App, isRealElectron, quitAll, sharedApp, startApp } from './driver/app.ts';
import { copyText } from './driver/clipboard.ts';
import { chooseFiles, chooseSavePath } from './driver/dialogs.ts';
import { addProfile, editor, field, saveProfile, typedFor, unfold } from './driver/editor.ts';
import { type Elsewhere, startElsewhere } from './driver/elsewhere.ts';
import { type OwnGate, startGate } from './driver/gate.ts';
import { askedPerson } from './driver/person-dialogs.ts';
import { profileLine } from './driver/screen.ts';

/** What a script in the page is told, also of what it may not. */
function hostile<Value>(page: Page, name: CallName, argument?: unknown): Promise<Reply<Value>> {
  return page.evaluate(
    ([called, given]) => {
      const { portcullis } = window as unknown as { portcullis: { call(name: string, argument: unknown): unknown } };
      return portcullis.call(called, given);
    },
    [name, argument] as const,
  ) as Promise<Reply<Value>>;
}

const nothing = { ok: true, value: undefined };
const refused = { ok: false, error: { code: 'usage' } };
const clipboardText = 'what-somebody-has-copied';
const password = 'a-kept-password-4711';

let gate: OwnGate;
let elsewhere: Elsewhere;
beforeAll(async () => {
  gate = await startGate();
  elsewhere = await startElsewhere(gate.opening);
  mustNotLeak({ text: password });
});
afterAll(() => {
  elsewhere.stop();
  return gate.stop();
});

/** An app whose person agrees to nothing, and a profile in it. @returns its id */
async function addKept({ page }: App, port = gate.port): Promise<string> {
  await addProfile(page, { ...typedFor(gate, `kept ${port}`), port });
  await profileLine(page, `kept ${port}`).click();
  await page.keyboard.press('F2');
  await editor(page).waitFor();
  await unfold(page, 'Login');
  await field(page, 'Password').fill(password);
  await saveProfile(page);
  const { profiles } = await page
    .evaluate(() => {
      const { portcullis } = window as unknown as { portcullis: { call(name: string): Promise<unknown> } };
      return portcullis.call('snapshot') as Promise<{ value: Snapshot }>;
    })
    .then(({ value }) => value);
  return profiles.find(({ name }) => name === `kept ${port}`)?.id ?? 'none';
}

const readAnswers = (page: Page) =>
  hostile<Snapshot>(page, 'snapshot').then((reply) => (reply.ok ? reply.value : undefined));

/** Plays that the main process' clock has gone on. */
function tenSecondsLater({ electron }: App): Promise<void> {
  return electron.evaluate(() => {
    const now = performance.now.bind(performance);
    performance.now = () => now() + 10_001;
  });
}

describe('a page that was taken over, and a person who agrees to nothing', () => {
  const app = sharedApp({ agrees: false });
  let id: string;
  beforeAll(async () => {
    id = await addKept(app());
  });
  // Five questions in ten seconds are all.
  afterEach(() => tenSecondsLater(app()));

  it('sees no sequence: the person is asked, by the name of its profile', async () => {
    expect(await hostile(app().page, 'profiles.reveal', { id })).toEqual(nothing);
    expect((await askedPerson(app())).at(-1)?.message).toContain(`“kept ${gate.port}”`);
  });

  it.each(['at another host', 'by way of another'])(
    'has no sequence knocked %s: the person is asked',
    async (where) => {
      const { page } = app();
      const copy = await hostile<ProfileView>(page, 'profiles.duplicate', { id });
      const [mine, other] = [copy.ok ? copy.value : undefined, id];
      const moved = where === 'at another host' ? { host: elsewhere.address } : { host: mine?.host, via: other };
      const draft = {
        id: mine?.id,
        isFavourite: false,
        name: 'moved',
        port: gate.port,
        user: gate.user,
        knock: {},
        ...moved,
      };
      const saved = await hostile(page, 'profiles.save', draft);
      await hostile(page, 'gates.open', { id: mine?.id });
      await hostile(page, 'gates.close', { id: mine?.id });
      expect(elsewhere.knocked()).toBe(0);
      expect(saved).toMatchObject(refused);
      expect((await askedPerson(app())).at(-1)).toMatchObject({ message: expect.stringContaining(`“${mine?.name}”`) });
      await hostile(page, 'profiles.remove', { id: mine?.id });
    },
  );

  it('exports nothing: the person is asked, by the names of the profile and the file', async () => {
    const { page, person } = app();
    const path = join(person.home, 'taken.json');
    await chooseSavePath(app(), path);
    expect(await hostile(page, 'profiles.export', { ids: [id] })).toEqual(nothing);
    const asked = (await askedPerson(app())).at(-1);
    expect([asked?.message.includes(`“kept ${gate.port}”`), asked?.detail.includes(path)]).toEqual([true, true]);
    expect(existsSync(path)).toBe(false);
    expect(await hostile(page, 'profiles.export', { ids: [id, id] })).toMatchObject({ ok: false });
    expect(
      await hostile(page, 'profiles.export', { ids: Array.from({ length: 1001 }, (_, at) => `${at}`) }),
    ).toMatchObject({
      ok: false,
    });
  });

  it('opens no address: the person is asked, by the whole of it', async () => {
    const { page, electron } = app();
    await electron.evaluate(({ shell }) => {
      const opened: string[] = [];
      Object.assign(globalThis, { opened });
      shell.openExternal = (url: string) => Promise.resolve(void opened.push(url));
    });
    const url = 'https://bank.example@evil.example/?stolen=1';
    await hostile(page, 'links.open', { url });
    expect((await askedPerson(app())).at(-1)).toMatchObject({
      message: expect.stringContaining('evil.example'),
      detail: url,
    });
    expect(await electron.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)).toEqual([]);
  });

  it('reads no file: lists and keys are chosen by the person, and profiles are only looked at', async () => {
    const { page, electron } = app();
    await electron.evaluate(({ dialog }) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: true, filePaths: [] });
    });
    for (const name of ['profiles.chooseKey', 'profiles.chooseList', 'profiles.chooseImport'] as const) {
      expect(await hostile(page, name)).toEqual(nothing);
    }
    expect(await hostile(page, 'profiles.import', { id: 'never-chosen', chosen: [0] })).toMatchObject(refused);
    await chooseFiles(app());
  });

  it('reads no clipboard without a paste, whatever keys it dispatches', async () => {
    const { page } = app();
    await copyText(app(), clipboardText);
    await page.evaluate(() => {
      for (const type of ['keydown', 'keyup']) {
        const press = { key: 'V', code: 'KeyV', ctrlKey: true, shiftKey: true, bubbles: true };
        document.body.dispatchEvent(new KeyboardEvent(type, press));
      }
    });
    expect(await hostile(page, 'clipboard.read')).toMatchObject(refused);
    // The person pastes, and there is no terminal that takes it: once.
    await page.keyboard.press('Control+Shift+V');
    expect(await hostile(page, 'clipboard.read')).toEqual({ ok: true, value: clipboardText });
    expect(await hostile(page, 'clipboard.read')).toMatchObject(refused);
  });

  it.skipIf(isRealElectron)(
    "learns nothing by a terminal's menu in which nothing is chosen, and has one at a time",
    async () => {
      const { page, electron } = app();
      const ask = () => hostile(page, 'terminal.menu', { canCopy: true, canPaste: true, isReadAloud: false });
      const reply = ask();
      // No second one comes up under the pointer while the first is there.
      expect(await Promise.all([ask(), ask(), ask()])).toEqual([nothing, nothing, nothing]);
      await expect
        .poll(() =>
          electron.evaluate((main) => {
            const { standin } = main as unknown as { standin: { popups: { closePopup(): void }[] } };
            standin.popups.at(-1)?.closePopup();
            return standin.popups.length;
          }),
        )
        .toBe(1);
      expect(await reply).toEqual(nothing);
    },
  );

  it.each(['its profile', 'a copy that keeps none', 'a copy, while its profile is removed'])(
    'has no kept secret sent to a host key of its choice, by way of %s',
    async (way) => {
      const { page } = app();
      const server = await startNotingServer();
      const keptId = await addKept(app(), server.port);
      let profileId = keptId;
      if (way !== 'its profile') {
        const copy = await hostile<ProfileView>(page, 'profiles.duplicate', { id: keptId });
        profileId = copy.ok ? copy.value.id : 'none';
        await hostile(page, 'profiles.forgetSecrets', { id: profileId });
      }
      if (way.endsWith('removed')) await hostile(page, 'profiles.remove', { id: keptId });
      await hostile(page, 'sessions.start', { profileId, columns: 80, rows: 24 });
      const answer = async () => {
        const prompt = (await readAnswers(page))?.prompts.find(({ question }) => question.kind === 'host-key');
        if (prompt === undefined) return undefined;
        await hostile(page, 'prompts.answer', { id: prompt.id, answer: true, remember: false });
        return prompt.question;
      };
      await expect.poll(answer, { timeout: 30_000 }).toBeDefined();
      const asked = (await askedPerson(app())).at(-1);
      expect(asked?.message).toContain(`port ${server.port}`);
      expect(asked?.detail).toMatch(/SHA256:\S+\nat 127\.0\.0\.1/);
      await expect.poll(async () => (await readAnswers(page))?.sessions.at(-1)?.state).toBe('ended');
      expect(server.sent).toEqual([]);
    },
  );

  it('is told no secret by any reply or event', async () => {
    const { page } = app();
    const told = JSON.stringify(await readAnswers(page));
    expect(told).toContain('kept');
    for (const secret of [password, gate.password, clipboardText]) expect(told.includes(secret)).toBe(false);
    const steps = gate.opening.map(({ port }) => String(port));
    expect(steps.every((port) => new RegExp(`\\b${port}\\b`).test(told))).toBe(false);
  });
});

describe('a page that asks', () => {
  afterEach(quitAll);

  it('gets one dialog at a time', async () => {
    const app = await startApp({ agrees: false });
    const id = await addKept(app);
    await app.electron.evaluate(({ dialog }) => {
      dialog.showMessageBox = () => new Promise((resolve) => Object.assign(globalThis, { resolve }));
    });
    const first = hostile(app.page, 'profiles.reveal', { id });
    await expect.poll(() => app.electron.evaluate(() => 'resolve' in globalThis)).toBe(true);
    expect(await hostile(app.page, 'profiles.reveal', { id })).toMatchObject(refused);
    expect(await hostile(app.page, 'links.open', { url: 'https://example.org/' })).toMatchObject(refused);
    await app.electron.evaluate(() =>
      (globalThis as unknown as { resolve(answer: object): void }).resolve({ response: 1, checkboxChecked: false }),
    );
    expect(await first).toEqual(nothing);
  });

  it('more than five times in ten seconds is made anew', async () => {
    const app = await startApp({ agrees: false });
    const id = await addKept(app);
    const crashed = app.page.waitForEvent('crash');
    app.page
      .evaluate(async (profileId) => {
        const { portcullis } = window as unknown as { portcullis: { call(name: string, argument: object): unknown } };
        for (;;) await portcullis.call('profiles.reveal', { id: profileId });
      }, id)
      .catch(() => undefined);
    await crashed;
    expect(await askedPerson(app)).toHaveLength(5);
    const heading = () =>
      app.electron.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]
          ?.webContents.executeJavaScript('document.title')
          .catch(() => ''),
      );
    await expect.poll(heading, { timeout: 20_000 }).toContain('Portcullis');
  });

  it('for packets has 120 tries a minute, and as many changes of where they go', async () => {
    const app = await startApp({ agrees: false });
    for (const name of ['gates.open', 'profiles.restore'] as const) {
      const tries = Array.from({ length: 125 }, () => hostile(app.page, name, { id: 'nobody' }));
      const codes = (await Promise.all(tries)).map((reply) => (reply.ok ? 'ok' : reply.error.code));
      expect(codes.filter((code) => code === 'usage')).toHaveLength(5);
    }
  });
});

describe('the table of what a hostile page gets', () => {
  it('has a row for each call', () => {
    const text = readFileSync(fileURLToPath(new URL('../../docs/hostile-page.md', import.meta.url)), 'utf8');
    const rows = [...text.matchAll(/^\| `([\w.]+)` \|/gm)].map(([, name]) => name);
    expect(rows.toSorted()).toEqual(Object.keys(contract).toSorted());
  });
});
