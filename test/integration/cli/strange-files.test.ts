import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createPerson, type Person, startPortcullis, writeProfile } from '../../support/command-line.ts';
import { strangeFileMaker, strangeFiles } from '../../support/strange-files.ts';

const content = { host: '127.0.0.1', knock: { open: '9', close: '9' } };

/** The places of a path that no server is needed for. @returns the profile file that is named */
const places: readonly [string, (person: Person, path: string) => string][] = [
  ['PROFILE', (_, path) => path],
  ['the way in (via)', (person, path) => writeProfile(person, 'behind', { ...content, via: path })],
  [
    'the list of one-time sequences',
    (person, path) => writeProfile(person, 'once', { ...content, knock: { oneTimeFile: path } }),
  ],
];

const waitsForEver = ['a pipe that nobody writes to', 'a link to a device that makes a terminal'];
/** What could hang at each place, anything else at one. */
const cases = strangeFiles.flatMap((name, index) => {
  const chosen = waitsForEver.includes(name) ? places : [places[index % places.length] ?? places[0]];
  return chosen.map(([place, profileFor] = ['', (_: Person, path: string) => path]) => ({ name, place, profileFor }));
});

describe.skipIf(process.platform === 'win32')('a path on the command line', () => {
  it.each(cases)(
    '$place that is $name is told as what it is, and the command ends',
    {
      timeout: 30_000,
    },
    async ({ name, profileFor }) => {
      const person = createPerson();
      const path = join(person.documents, 'strange.json');
      const maker = strangeFileMaker();
      onTestFinished(() => maker.stop());
      const { followed } = await maker.make(name, path);
      const running = startPortcullis(person, ['open', profileFor(person, path)]);
      onTestFinished(() => void running.child.kill('SIGKILL'));
      const { status, stderr } = await running.done;
      expect(status, stderr).toBe(255);
      expect(stderr).toMatch(`${path} cannot be read: it `);
      expect(stderr).toMatch(followed);
    },
  );
});
