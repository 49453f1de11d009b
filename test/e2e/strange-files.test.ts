import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { createPerson, type Person, writeProfile } from '../support/command-line.ts';
import { sampledIt } from '../support/sampled-it.ts';
import { strangeFileMaker, strangeFiles } from '../support/strange-files.ts';
import { type App, quitAll, startApp } from './driver/app.ts';
import { chooseFiles } from './driver/dialogs.ts';
import { addProfile, typedFor } from './driver/editor.ts';
import { startGate } from './driver/gate.ts';
import { openImport } from './driver/import-profiles.ts';
import { profileLine } from './driver/screen.ts';

const drawn = sampledIt('strange-files', 35);

afterEach(quitAll);

/** A gate and a profile for it: whatever hangs, it can be opened and shut by hand. */
async function addGate({ page }: App) {
  const gate = await startGate();
  onTestFinished(() => gate.stop());
  await addProfile(page, typedFor(gate, 'own gate'));
  const choose = async (entry: 'Open gate' | 'Shut gate') => {
    await profileLine(page, 'own gate').click({ button: 'right' });
    await page.getByRole('menuitem', { name: entry }).click();
    await gate.is(entry === 'Open gate' ? 'open' : 'shut');
  };
  return { gate, open: () => choose('Open gate'), shut: () => choose('Shut gate') };
}

async function makeAll(person: Person) {
  const maker = strangeFileMaker();
  onTestFinished(() => maker.stop());
  const made: { readonly path: string; readonly said: string | RegExp }[] = [];
  for (const [index, name] of strangeFiles.entries()) {
    const path = join(person.documents, `strange-${index}.json`);
    made.push({ path, said: (await maker.make(name, path)).followed });
  }
  return made;
}

describe.skipIf(process.platform === 'win32')('what is no file', () => {
  it('is told for each file of an import, also as a list; gates work on, and the app quits', async () => {
    const app = await startApp();
    const { gate, open, shut } = await addGate(app);
    const made = await makeAll(app.person);
    const lists = made.map(({ path }, index) =>
      writeProfile(app.person, `list-${index}`, { host: 'gate.example.net', knock: { oneTimeFile: path } }),
    );
    await chooseFiles(app, ...made.map(({ path }) => path), ...lists);
    await openImport(app);
    const sheet = app.page.getByRole('dialog', { name: 'Import profiles' });
    for (const { path, said } of made) {
      for (const what of ['profile', 'list']) {
        const told = sheet.getByText(`The ${what} ${path} cannot be read: it `);
        await told.waitFor();
        expect(await told.innerText()).toMatch(said);
      }
    }
    await app.page.keyboard.press('Escape');
    await open();
    await shut();
    await open();
    expect(await app.quit()).toBe(0);
    await gate.is('shut');
  });

  drawn.each(['a pipe that nobody writes to', 'a link to 200 MB that take no place'])(
    'in the place of the profiles and the settings is told, and left: %s',
    async (name) => {
      const person = createPerson();
      mkdirSync(person.dataFolder, { recursive: true, mode: 0o700 });
      const maker = strangeFileMaker();
      onTestFinished(() => maker.stop());
      const made = new Map<string, { readonly path: string; readonly said: string | RegExp; readonly inode: number }>();
      for (const what of ['profiles', 'settings']) {
        const path = join(person.dataFolder, `${what}.json`);
        const { refused } = await maker.make(name, path);
        made.set(what, { path, said: refused, inode: lstatSync(path).ino });
      }
      const app = await startApp({ person });
      for (const [what, { path, said }] of made) {
        const notice = app.page.getByRole('article', { name: `The ${what} cannot be kept` });
        await notice.getByText(`${path} cannot be used: it `).waitFor();
        expect(await notice.innerText()).toMatch(said);
      }
      expect(await app.quit()).toBe(0);
      for (const { path, inode } of made.values()) expect(lstatSync(path).ino).toBe(inode);
    },
  );
});

describe.skipIf(process.platform === 'win32')('reads that never end', () => {
  /** As files on a dead network drive: so many of the four file threads hang. */
  async function hang({ electron, person }: App, count: number): Promise<void> {
    const pipe = join(person.documents, 'pipe');
    execFileSync('mkfifo', [pipe]);
    await electron.evaluate(
      (_, [path, reads]) => {
        const { open } = process.getBuiltinModule('node:fs');
        for (let read = 0; read < reads; read += 1) open(path, 'r', () => undefined);
      },
      [pipe, count] as const,
    );
  }

  it('on all threads but one keep no gate open, and the app ends', async () => {
    const app = await startApp();
    const { gate, open } = await addGate(app);
    await open();
    await hang(app, 3);
    expect(await app.quit()).toBe(0);
    expect(gate.isOpen()).toBe(false);
  });

  drawn.each(['quit', 'SIGTERM', 'SIGINT'] as const)(
    'on all threads leave the gate to the journal: %s',
    async (how) => {
      const app = await startApp();
      const { gate, open } = await addGate(app);
      await open();
      await hang(app, 4);
      if (how !== 'quit') app.electron.process().kill(how);
      expect(await (how === 'quit' ? app.quit() : app.ended)).toBe(0);
      expect(gate.isOpen()).toBe(true);
    },
  );
});
