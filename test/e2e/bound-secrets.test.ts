import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { formatProfile } from '../../electron/shared/profile.ts';
import type { Snapshot } from '../../electron/shared/views/snapshot.ts';
import { type NotingServer, startNotingServer } from '../integration/session/noting-server.ts';
import { createPerson, type Person } from '../support/command-line.ts';
import { layVersion1Store, version1 } from '../support/version-1-store.ts';
import { type App, quitAll, startApp } from './driver/app.ts';
import { call } from './driver/call.ts';
import { addProfile, editor, field, saveProfile, typedFor, unfold } from './driver/editor.ts';
import { type OwnGate, startGate } from './driver/gate.ts';
import { importProfiles } from './driver/import-profiles.ts';
import { acceptHostKey, answerSecret, connectTo, profileLine, terminalShows, type } from './driver/screen.ts';

let gate: OwnGate;

beforeAll(async () => {
  gate = await startGate();
});
afterAll(() => gate.stop());
afterEach(quitAll);

/** An app with a profile, `own gate`, whose password is kept. */
async function startKept(): Promise<App> {
  const app = await startApp();
  await addProfile(app.page, typedFor(gate, 'own gate'));
  await editProfile(app.page);
  await unfold(app.page, 'Login');
  await field(app.page, 'Password').fill(gate.password);
  await saveProfile(app.page);
  return app;
}

async function editProfile(page: Page): Promise<void> {
  await profileLine(page, 'own gate').click();
  await page.keyboard.press('F2');
  await editor(page).waitFor();
}

const sentenceFor = ({ port }: NotingServer, host = '') =>
  `The password kept for ${gate.user}@${gate.address}:${gate.port} was removed, since the profile now names ${host}port ${port}.`;

const asked = (page: Page) => page.getByRole('dialog', { name: `Password for ${gate.user}` });

/** The second server gets what the person types when it asks, and nothing else. */
async function expectAsked(page: Page, server: NotingServer, why?: string): Promise<void> {
  await asked(page).waitFor();
  if (why !== undefined) await asked(page).getByText(why).waitFor();
  expect(server.sent).toEqual([]);
  await answerSecret(page, 'Password', 'typed-by-the-person');
  await asked(page).getByRole('alert').waitFor();
  expect(server.sent).toEqual(['password: typed-by-the-person']);
}

describe('a kept password, once its profile names a second server', () => {
  it('goes to the first one alone: the editor says that it will be removed, and the person is asked again', async () => {
    const server = await startNotingServer();
    const { page } = await startKept();
    await connectTo(page, 'own gate');
    await acceptHostKey(page);
    await terminalShows(page, 'guest@practice');
    await type(page, 'exit\n');
    await gate.is('shut');

    await editProfile(page);
    const note = editor(page).getByText(
      `Saving removes the kept password: it is for ${gate.user}@${gate.address}:${gate.port}.`,
    );
    expect(await note.count()).toBe(0);
    await field(page, 'Host').fill('localhost');
    await note.first().waitFor();
    await field(page, 'Port').fill(String(server.port));
    await saveProfile(page);
    await page.getByRole('article').getByText(sentenceFor(server, 'localhost and ')).waitFor();
    await connectTo(page, 'own gate');
    await acceptHostKey(page);
    await expectAsked(page, server, sentenceFor(server, 'localhost and '));
  });

  it('does not go there either when a page does it all by calls', async () => {
    const server = await startNotingServer();
    const { page } = await startKept();
    const { profiles } = await call<Snapshot>(page, 'snapshot');
    const [profile] = profiles;
    if (profile === undefined) throw new Error('There is no profile.');
    const draft = { isFavourite: false, name: 'own gate', host: profile.host, user: profile.user, auth: profile.auth };
    const copy = await call<{ id: string }>(page, 'profiles.duplicate', { id: profile.id });
    for (const id of [profile.id, copy.id]) {
      await call(page, 'profiles.save', { id, ...draft, port: server.port, knock: {} });
      await call(page, 'sessions.start', { profileId: id, columns: 80, rows: 24 });
    }
    const answerKeys = async () => {
      const { prompts } = await call<Snapshot>(page, 'snapshot');
      for (const { id, question } of prompts) {
        if (question.kind === 'host-key') await call(page, 'prompts.answer', { id, answer: true, remember: false });
      }
      return prompts.filter(({ question }) => question.kind === 'password').length;
    };
    await expect.poll(answerKeys, { timeout: 20_000 }).toBe(2);
    expect(server.sent).toEqual([]);
    await page.getByRole('article').getByText(sentenceFor(server)).first().waitFor();
  });

  it('does not go there when its file was edited while the app was not running', async () => {
    const server = await startNotingServer();
    const { page: before, person, quit } = await startKept();
    expect(await before.title()).not.toBe('');
    await quit();
    const path = join(person.dataFolder, 'profiles.json');
    const document = JSON.parse(readFileSync(path, 'utf8'));
    Object.assign(document.profiles[0], { port: server.port });
    writeFileSync(path, JSON.stringify(document));
    const { page } = await startApp({ person });
    await connectTo(page, 'own gate');
    await acceptHostKey(page);
    await expectAsked(page, server, sentenceFor(server));
    await page.getByRole('article').getByText(sentenceFor(server)).waitFor();
    expect(readFileSync(path, 'utf8')).not.toContain('sealedPassword');
  });

  it('does not go there by an import of the same name', async () => {
    const server = await startNotingServer();
    const app = await startKept();
    const { page, person } = app;
    const { profile } = gate;
    const path = join(person.documents, 'own gate.json');
    writeFileSync(path, formatProfile({ ...profile, name: 'own gate', port: server.port }), { mode: 0o600 });
    await importProfiles(app, path);
    await connectTo(page, 'own gate 2');
    await acceptHostKey(page);
    await expectAsked(page, server);
  });
});

it('a store of version 0.1.0 is bound at the first start, and what of it turns up later is gone', async () => {
  const person: Person = createPerson();
  layVersion1Store(person.dataFolder);
  const settings = { version: 1, settings: {}, encryptionChoice: 'keep' };
  writeFileSync(join(person.dataFolder, 'settings.json'), JSON.stringify(settings), { mode: 0o600 });
  const read = () => JSON.parse(readFileSync(join(person.dataFolder, 'profiles.json'), 'utf8'));
  const first = await startApp({ person, storage: 'none' });
  await expect.poll(() => read().version).toBe(2);
  expect(await first.page.getByRole('article').count()).toBe(0);
  await first.quit();
  const bound = read();
  expect(bound.profiles.map(({ sealedPassword }: { sealedPassword: string }) => sealedPassword)).not.toContain(
    version1.document.profiles[0]?.sealedPassword,
  );

  const server = await startNotingServer();
  bound.profiles[0].sealedPassword = version1.document.profiles[0]?.sealedPassword;
  Object.assign(bound.profiles[0], { host: '127.0.0.1', port: server.port });
  writeFileSync(join(person.dataFolder, 'profiles.json'), JSON.stringify(bound));
  const { page } = await startApp({ person, storage: 'none' });
  await connectTo(page, 'web');
  await acceptHostKey(page);
  await page
    .getByRole('article')
    .getByText(`The password kept for anna@127.0.0.1:${server.port} was removed, since nothing in it says`)
    .waitFor();
  await page.getByRole('dialog', { name: 'Password for anna' }).waitFor();
  expect(server.sent).toEqual([]);
});
