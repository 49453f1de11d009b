import { execFileSync } from 'node:child_process';
import { chmodSync, lstatSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { formatProfile, type Profile, parseProfile } from '../../../../electron/shared/profile.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { makeDraft } from '../../../support/made-profile.ts';
import { strangeFileMaker, strangeFiles } from '../../../support/strange-files.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { openLibrary } from './opened-library.ts';

const profile: Profile = {
  format: 'portcullis-profile',
  version: 1,
  name: 'web',
  host: 'gate.example',
  group: 'work',
  auth: [
    { kind: 'key', path: '~/.ssh/id' },
    { kind: 'key', path: 'keys/id' },
    { kind: 'key', path: '/etc/key' },
    { kind: 'agent' },
  ],
  knock: { open: '33101,33102,33103', close: '33104', udpPayloadHex: '01', delayMs: 7 },
};

function fileWith(content: string, mode = 0o600): { name: string; path: string } {
  const path = join(temporaryFolder(), 'some.json');
  writeFileSync(path, content);
  chmodSync(path, mode);
  return { name: basename(path), path };
}

describe('profile files', () => {
  it('are previewed, and nothing is kept yet', async () => {
    const { library, store } = await openLibrary();
    await library.save(makeDraft());
    const writes = store.writes;
    const preview = await library.readImport([
      fileWith(formatProfile(profile)),
      fileWith('{"open": "33105"}'),
      fileWith(formatProfile({ ...profile, name: 'db', knock: { open: '33106' } }), 0o644),
      { name: 'none.json', path: '/nowhere/none.json' },
    ]);
    expect(preview.items.map(({ file }) => file)).toEqual(['some.json', 'some.json', 'some.json', 'none.json']);
    const found = { kind: 'profile', host: 'gate.example' };
    expect(preview.items.map((item) => item.found)).toMatchObject([
      { ...found, name: 'web', openingSteps: 3, closingSteps: 1, isDuplicate: true, isExposed: false },
      { kind: 'unusable', message: expect.stringContaining('does not say') },
      { ...found, name: 'db', openingSteps: 1, isDuplicate: false, isExposed: process.platform !== 'win32' },
      { kind: 'unusable', message: 'The profile /nowhere/none.json cannot be read: it is not there.' },
    ]);
    expect(JSON.stringify(preview)).not.toMatch(/3310\d/);
    expect(store.writes).toBe(writes);
    expect(library.list()).toHaveLength(1);
  });

  it('that were chosen are kept, each under a name of its own, with keys where they were', async () => {
    const { library } = await openLibrary();
    await library.save(makeDraft());
    const files = [profile, profile, { ...profile, name: 'db' }].map((one) => fileWith(formatProfile(one)));
    const preview = await library.readImport([...files, fileWith('')]);
    const kept = await library.importChosen(preview.id, [0, 1, 3, 1, 99]);
    expect(kept.map(({ name }) => name)).toEqual(['web 2', 'web 3']);
    expect(library.list().map(({ name }) => name)).toEqual(['web', 'web 2', 'web 3']);
    const [first] = kept;
    expect(await library.profile(first?.id ?? '')).toEqual({
      ...profile,
      name: 'web 2',
      auth: [
        { kind: 'key', path: '~/.ssh/id' },
        { kind: 'key', path: join(files[0]?.path ?? '', '..', 'keys', 'id') },
        { kind: 'key', path: '/etc/key' },
        { kind: 'agent' },
      ],
    });
    expect((await failureOf(library.importChosen(preview.id, [0]))).code).toBe('usage');
  });

  it('wait on when they could not be written down', async () => {
    const { library, store } = await openLibrary();
    const preview = await library.readImport([fileWith(formatProfile(profile))]);
    store.writeError = 'ENOSPC';
    expect((await failureOf(library.importChosen(preview.id, [0]))).code).toBe('data-folder-unusable');
    store.writeError = undefined;
    expect(await library.importChosen(preview.id, [0])).toHaveLength(1);
  });

  it.skipIf(process.platform === 'win32')('that never end are not waited for', async () => {
    const { library } = await openLibrary();
    const pipe = join(temporaryFolder(), 'pipe');
    execFileSync('mkfifo', [pipe]);
    const preview = await library.readImport([
      { name: 'pipe', path: pipe },
      { name: 'zero', path: '/dev/zero' },
      { name: 'tmp', path: temporaryFolder() },
    ]);
    const [ofPipe, ofDevice, ofFolder] = preview.items.map(({ found }) => found);
    expect(ofPipe).toMatchObject({ kind: 'unusable', message: expect.stringContaining('it is a pipe') });
    expect(ofDevice).toMatchObject({ kind: 'unusable', message: expect.stringContaining('it is a device') });
    expect(ofFolder).toMatchObject({ kind: 'unusable', message: expect.stringContaining('it is a folder') });
  });

  it.each(['large', 'newer'])('that are too %s are said to be', async (what) => {
    const { library } = await openLibrary();
    const content =
      what === 'large' ? formatProfile(profile) + ' '.repeat(65_536) : JSON.stringify({ ...profile, version: 3 });
    const preview = await library.readImport([fileWith(content)]);
    expect(preview.items[0]?.found).toMatchObject({
      kind: 'unusable',
      message: expect.stringMatching(/larger|version 3/),
    });
  });
});

describe('an exported profile', () => {
  it('is for its owner only, and what the command line reads', async () => {
    const { library, folder } = await openLibrary();
    const preview = await library.readImport([fileWith(formatProfile({ ...profile, auth: { kind: 'password' } }))]);
    const [kept] = await library.importChosen(preview.id, [0]);
    const path = join(folder, 'export.json');
    writeFileSync(path, 'an older file', { mode: 0o644 });
    await library.exportTo(kept?.id ?? '', path);
    expect(parseProfile(readFileSync(path, 'utf8'))).toEqual({ ...profile, auth: [{ kind: 'password' }] });
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('is of version 2 only while it has what version 1 lacks, and of version 1 as it always was', async () => {
    const { library, folder } = await openLibrary();
    const path = join(folder, 'export.json');
    const { name, host, knock } = profile;
    const auth = [{ kind: 'agent' as const }];
    const newest: Profile = { ...profile, auth, version: 2, knock: { ...knock, shared: true, dials: 'few' } };
    const preview = await library.readImport([fileWith(formatProfile(newest))]);
    const [kept] = await library.importChosen(preview.id, [0]);
    const id = kept?.id ?? '';
    await library.exportTo(id, path);
    expect(parseProfile(readFileSync(path, 'utf8'))).toEqual(newest);
    const copy = await library.duplicate(id);
    expect(await library.profile(copy.id)).toMatchObject({ version: 2, knock: { shared: true, dials: 'few' } });

    await library.save({ id, isFavourite: false, name, host, knock: {} });
    await library.exportTo(id, path);
    const text = `{
  "format": "portcullis-profile",
  "version": 1,
  "name": "${name}",
  "host": "${host}",
  "knock": {
    "open": "${knock.open}",
    "close": "${knock.close}",
    "udpPayloadHex": "${knock.udpPayloadHex}"
  }
}
`;
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it.skipIf(process.platform === 'win32').each(strangeFiles.filter((name) => !name.includes('200 MB')))(
    'takes no place of %s',
    async (name) => {
      const { library, folder } = await openLibrary();
      const { id } = await library.save(makeDraft());
      const path = join(folder, 'export.json');
      const maker = strangeFileMaker();
      onTestFinished(() => maker.stop());
      const { followed } = await maker.make(name, path);
      const before = lstatSync(path);
      const failure = await failureOf(library.exportTo(id, path));
      expect(failure.message).toMatch(followed);
      expect(failure.remedy).toBe('Choose another place.');
      expect(lstatSync(path).ino).toBe(before.ino);
    },
  );

  it('that cannot be written is told with what to do', async () => {
    const { library, folder } = await openLibrary();
    const { id } = await library.save(makeDraft());
    mkdirSync(join(folder, 'folder'));
    const failure = await failureOf(library.exportTo(id, join(folder, 'folder')));
    expect(failure).toMatchObject({ code: 'data-folder-unusable', remedy: 'Choose another place.' });
    expect(failure.message).toContain(join(folder, 'folder'));
  });
});
