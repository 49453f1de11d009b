import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createPerson, startPortcullis } from '../support/command-line.ts';
import { strangeFileMaker, strangeFiles } from '../support/strange-files.ts';
import { type Bed, startBed } from './bed/bed.ts';
import { doorPair } from './bed/doors.ts';
import { drawSecretSequence, gateProfile, watched } from './gate-profile.ts';

/** More of those that could hang than Node has file threads. */
const waitFor = Array.from({ length: 3 }, () => 'a link to a device that makes a terminal');

let bed: Bed;
const [open, close] = [drawSecretSequence(), drawSecretSequence()];

beforeAll(async () => {
  bed = watched(await startBed({ doors: doorPair(open, close) }));
});
afterAll(() => bed.stop());

/** Connects with these keys, tried in this order. */
async function connectWith(names: readonly string[], more: { readonly plain?: boolean; readonly isNamed?: boolean }) {
  const person = createPerson();
  const maker = strangeFileMaker();
  onTestFinished(() => maker.stop());
  const strange: { readonly path: string; readonly followed: string | RegExp }[] = [];
  for (const [index, name] of names.entries()) {
    const path = join(person.documents, `key-${index}`);
    strange.push({ path, ...(await maker.make(name, path)) });
  }
  const keys = [...strange.map(({ path }) => path), ...(more.plain === true ? [bed.keys.plain] : [])];
  const [named, ...others] = more.isNamed === true ? keys : [undefined, ...keys];
  const auth = others.length === 0 ? { kind: 'keyboard-interactive' } : others.map((path) => ({ kind: 'key', path }));
  const profile = gateProfile(person, bed, { open, close }, { auth });
  const identity = named === undefined ? [] : ['-i', named];
  const running = startPortcullis(person, ['connect', profile, ...identity, '--run', 'id -un', '--accept-new']);
  onTestFinished(() => void running.child.kill('SIGKILL'));
  return { strange, result: await running.done };
}

describe('a key file', () => {
  it.each([
    ['a pipe that nobody writes to', false],
    ['a device that makes a terminal', false],
    ['a link to a device that makes a terminal', true],
    ['200 MB that take no place', true],
  ])('that is %s is told as what it is, and the gate is shut', async (name, isNamed) => {
    const { result, strange } = await connectWith([name], { isNamed });
    expect(result.status, result.stderr).toBe(255);
    expect(result.stderr).toMatch(`The key file ${strange[0]?.path} `);
    expect(result.stderr).toMatch(strange[0]?.followed ?? '');
    expect(await bed.rules()).toEqual([]);
  });

  it('of each strange kind keeps no good one from opening the way', async () => {
    const { result } = await connectWith([...strangeFiles, ...waitFor], { plain: true });
    expect(result.stdout, result.stderr).toBe(`${bed.users.key}\n`);
    expect(result.status, result.stderr).toBe(0);
    expect(await bed.rules()).toEqual([]);
  });
});
