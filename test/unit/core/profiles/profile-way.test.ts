import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { readProfileFile } from '../../../../electron/core/profiles/profile-file.ts';
import { readWay } from '../../../../electron/core/profiles/profile-way.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
  mkdirSync(join(folder, 'hosts'));
});

function write(path: string, via?: string): string {
  const profile = {
    format: 'portcullis-profile',
    version: 1,
    name: path,
    host: 'h.example',
    via,
    knock: { open: '1' },
  };
  writeFileSync(join(folder, path), JSON.stringify(profile));
  return join(folder, path);
}

async function wayOf(path: string): Promise<readonly string[]> {
  const read = async (file: string) => (await readProfileFile(file)).profile;
  return (await readWay({ path, profile: await read(path) }, read)).map(({ profile }) => profile.name);
}

it('a way in is a file beside the profile, or a path from there', async () => {
  write('outer.json');
  write('hosts/bastion.json', '../outer.json');
  expect(await wayOf(write('a.json', 'hosts/bastion.json'))).toEqual(['outer.json', 'hosts/bastion.json']);
  expect(await wayOf(write('b.json', 'outer'))).toEqual(['outer.json']);
  expect(await wayOf(write('c.json', 'outer.json'))).toEqual(['outer.json']);
  expect(await wayOf(write('d.json'))).toEqual([]);
});

it('a file that is not there is named', async () => {
  const failure = await failureOf(wayOf(write('a.json', 'bastion')));
  expect(failure.code).toBe('way-in-invalid');
  expect(failure.message).toContain('The way in of a.json');
  expect(failure.message).toContain(`${join(folder, 'bastion.json')} cannot be read: it is not there`);
});

it('a circle and a way of more than four hosts are said to be', async () => {
  write('b.json', 'hosts/../a.json');
  expect((await failureOf(wayOf(write('a.json', 'b')))).message).toContain('in a circle');
  expect((await failureOf(wayOf(write('self.json', 'self')))).message).toContain('in a circle');
  write('h5.json');
  for (const at of [4, 3, 2, 1]) write(`h${at}.json`, `h${at + 1}`);
  expect(await wayOf(join(folder, 'h1.json'))).toHaveLength(4);
  expect((await failureOf(wayOf(write('h0.json', 'h1')))).message).toContain('more than 4 hosts');
});
