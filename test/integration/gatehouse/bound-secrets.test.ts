import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatProfile } from '../../../electron/shared/profile.ts';
import type { ProfileDraft } from '../../../electron/shared/profile-draft.ts';
import { mustNotLeak } from '../../support/leftovers.ts';
import { makeDraft } from '../../support/made-profile.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { type NotingServer, type NotingServerOptions, startNotingServer } from '../session/noting-server.ts';
import { type OpenedHouse, openHouse, size } from './opened-house.ts';

const secret = 'only-for-the-first-server-93';
mustNotLeak({ text: secret });

const draftFor = ({ port }: NotingServer, more: Partial<ProfileDraft> = {}) =>
  makeDraft({
    host: '127.0.0.1',
    port,
    user: 'guest',
    auth: [{ kind: 'password' }, { kind: 'keyboard-interactive' }],
    ...more,
  });

/** A house with a profile whose password is kept for the first of two servers. */
async function openKept(options: NotingServerOptions = {}) {
  const [first, second] = await Promise.all([startNotingServer({ takes: secret, ...options }), startNotingServer()]);
  const opened = await openHouse();
  const draft = draftFor(first);
  const { id: profileId } = await opened.profiles.save(draft);
  await opened.profiles.keepSecret(profileId, { kind: 'password', secret });
  return { ...opened, first, second, draft, profileId };
}

/** Connects, and accepts the server's key as a new one. */
async function connect({ house, asked }: OpenedHouse, profileId: string): Promise<string> {
  const { id } = house.startSession(profileId, size);
  await house.answerPrompt((await asked('host-key')).id, true, false);
  return id;
}

/** The document, edited by somebody while nothing runs. */
function editDocument(
  folder: string,
  edit: (profile: Record<string, unknown> & { knock: { sealed: string } }) => void,
) {
  const path = join(folder, 'profiles.json');
  const document = JSON.parse(readFileSync(path, 'utf8'));
  edit(document.profiles[0]);
  writeFileSync(path, JSON.stringify(document));
}

/** Whoever is asked types something else: that is all the server ever gets. */
async function expectAsked({ house, asked }: OpenedHouse, server: NotingServer) {
  const prompt = await asked('password');
  expect(server.sent).toEqual([]);
  await house.answerPrompt(prompt.id, 'typed by the person', false);
  const again = await asked('password');
  expect(again.question).toMatchObject({ attempt: 2 });
  expect(server.sent).toEqual(['password: typed by the person']);
  return prompt;
}

const sentenceFor = (first: NotingServer, second: NotingServer) =>
  `The password kept for guest@127.0.0.1:${first.port} was removed, since the profile now names port ${second.port}.`;

describe('a kept password', () => {
  it('logs in to the server that it was kept for', async () => {
    const opened = await openKept();
    await opened.reached(await connect(opened, opened.profileId), 'live');
    expect(opened.first.sent).toEqual([`password: ${secret}`]);
  });

  it('does not go to the server that the profile names afterwards, and the person is asked and told', async () => {
    const opened = await openKept();
    const { first, second, profileId, house, profiles } = opened;
    await profiles.save({ ...draftFor(second), id: profileId });
    await connect(opened, profileId);
    const prompt = await expectAsked(opened, second);
    const sentence = sentenceFor(first, second);
    expect(prompt).toMatchObject({ whyAsked: sentence, canRemember: true });
    expect(house.notices()).toMatchObject([{ kind: 'told', message: sentence, profileId }]);
    expect(JSON.stringify([opened.events, house.sessions()])).not.toContain(secret);
    expect(first.sent).toEqual([]);
  });

  it('does not go there for a session that was under way while the profile was changed', async () => {
    const opened = await openKept();
    const { first, second, profileId, house, profiles, asked } = opened;
    house.startSession(profileId, size);
    const key = await asked('host-key');
    await profiles.save({ ...draftFor(second), id: profileId });
    await profiles.keepSecret(profileId, { kind: 'password', secret: 'for the second server' });
    await house.answerPrompt(key.id, true, false);
    await expectAsked(opened, first);
  });

  it('does not go with a copy of the profile, or with one that was taken out and put back', async () => {
    const opened = await openKept();
    const { second, profileId, profiles } = opened;
    const copy = await profiles.duplicate(profileId);
    await profiles.remove(copy.id);
    await profiles.restore(copy.id);
    await profiles.save({ ...draftFor(second), id: copy.id, knock: {} });
    await connect(opened, copy.id);
    await expectAsked(opened, second);
  });

  it('does not go to a server that an imported profile names', async () => {
    const opened = await openKept();
    const { second, profiles } = opened;
    const path = join(temporaryFolder(), 'web.json');
    const { id: _, isFavourite, knock, ...fields } = draftFor(second);
    const open = knock.sequences?.open ?? '';
    writeFileSync(path, formatProfile({ format: 'portcullis-profile', version: 1, ...fields, knock: { open } }));
    const preview = await profiles.readImport([{ name: 'web.json', path }]);
    const [imported] = await profiles.importChosen(preview.id, [0]);
    await connect(opened, imported?.id ?? '');
    await expectAsked(opened, second);
  });

  it.each([
    ['another server', (profile: Record<string, unknown>, port: number) => Object.assign(profile, { port })],
    [
      'another server, and the sequences in place of the password',
      (profile: { knock: { sealed: string } }, port: number) =>
        Object.assign(profile, { port, sealedPassword: profile.knock.sealed }),
    ],
  ])('does not go where a document that was edited while nothing ran names %s', async (_, edit) => {
    const { first, second, profileId, folder, house: before } = await openKept();
    await before.stop();
    editDocument(folder, (profile) => void edit(profile, second.port));
    const opened = await openHouse({ folder });
    await connect(opened, profileId);
    await expectAsked(opened, second);
    expect(opened.house.notices()).toMatchObject([{ kind: 'store', profileId }]);
    expect(opened.house.notices()[0]?.message).toMatch(
      /^The password kept for guest@127\.0\.0\.1:\d+ was removed, since /,
    );
    expect(readFileSync(join(folder, 'profiles.json'), 'utf8')).not.toContain('sealedPassword');
    expect(first.sent).toEqual([]);
  });

  it.each(['Verification code: ', "One-time password (OATH) for `guest': ", 'Password & verification code: '])(
    'does not answer its own server where that asks for something else: %j',
    async (prompt) => {
      const opened = await openKept({ offers: ['keyboard-interactive'], prompt });
      const { first, house, asked } = opened;
      await connect(opened, opened.profileId);
      const question = await asked('interactive');
      expect(first.sent).toEqual([]);
      await house.answerPrompt(question.id, '123456', false);
      await opened.until(() => first.sent.length > 0);
      expect(first.sent).toEqual(['answer: 123456']);
    },
  );

  it('answers its own server where that asks for it in a prompt', async () => {
    const opened = await openKept({ offers: ['keyboard-interactive'], prompt: "guest's Password: " });
    await opened.reached(await connect(opened, opened.profileId), 'live');
    expect(opened.first.sent).toEqual([`answer: ${secret}`]);
  });

  it('that was to be remembered is not, where the profile names another server by then', async () => {
    const opened = await openKept();
    const { first, second, profileId, house, profiles, asked, reached } = opened;
    await profiles.forgetSecrets(profileId);
    const id = await connect(opened, profileId);
    const prompt = await asked('password');
    await profiles.save({ ...draftFor(second), id: profileId, knock: {} });
    await house.answerPrompt(prompt.id, secret, true);
    await reached(id, 'live');
    const notice = await opened.until(() => house.notices().find(({ title }) => title.includes('was not kept')));
    expect(notice.message).toBe(`It is for guest@127.0.0.1:${first.port}, and the profile names another now.`);
    expect(profiles.list()[0]?.hasPassword).toBe(false);
  });
});
