import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { wayInOfKept } from '../../../../electron/core/profiles/named-way-in.ts';
import type { ProfileLibrary } from '../../../../electron/core/profiles/profile-library.ts';
import { formatProfile, type Profile } from '../../../../electron/shared/profile.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { makeDraft } from '../../../support/made-profile.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { openLibrary } from './opened-library.ts';

function fileOf(name: string, via?: string, file = `${name}.json`): { name: string; path: string } {
  const path = join(temporaryFolder(), file);
  const profile: Profile = {
    ...{ format: 'portcullis-profile', version: 1, name, host: 'h.example', knock: { open: '33107' } },
    ...(via && { via }),
  };
  writeFileSync(path, formatProfile(profile));
  return { name: file, path };
}

async function importAll(library: ProfileLibrary, ...files: readonly ReturnType<typeof fileOf>[]) {
  const preview = await library.readImport(files);
  return { preview, kept: await library.importChosen(preview.id, [...files.keys()]) };
}

const namesOf = (library: ProfileLibrary, id: string) => {
  const way = wayInOfKept(id, library.list());
  return typeof way === 'string' ? way : way.map(({ name }) => name);
};

it('a way in is kept by id: renaming is harmless, and export writes the name of today', async () => {
  const { library, folder } = await openLibrary();
  const bastion = await library.save(makeDraft({ name: 'bastion' }));
  const inner = await library.save(makeDraft({ name: 'inner', via: bastion.id }));
  await library.save({ ...makeDraft({ name: 'front door' }), id: bastion.id });
  expect(inner.via).toBe(bastion.id);
  expect(namesOf(library, inner.id)).toEqual(['front door']);
  const path = join(folder, 'inner.json');
  await library.exportTo(inner.id, path);
  const [item] = (await library.readImport([{ name: 'inner.json', path }])).items;
  expect(item?.found).toMatchObject({ wayIn: { name: 'front door', isKnown: true } });
});

it('a circle cannot be saved', async () => {
  const { library } = await openLibrary();
  const one = await library.save(makeDraft({ name: 'one' }));
  const two = await library.save(makeDraft({ name: 'two', via: one.id }));
  for (const via of [one.id, two.id]) {
    const failure = await failureOf(library.save({ ...makeDraft({ name: 'one', via }), id: one.id }));
    expect(failure).toMatchObject({ code: 'way-in-invalid', message: expect.stringContaining('in a circle') });
  }
});

it('a removed way in is missed until it is restored', async () => {
  const { library } = await openLibrary();
  const bastion = await library.save(makeDraft({ name: 'bastion' }));
  const inner = await library.save(makeDraft({ name: 'inner', via: bastion.id }));
  await library.remove(bastion.id);
  expect(namesOf(library, inner.id)).toBe('unknown');
  await library.restore(bastion.id);
  expect(namesOf(library, inner.id)).toEqual(['bastion']);
});

it('an import finds the way in among the files, then among what is kept', async () => {
  const { library } = await openLibrary();
  await library.save(makeDraft({ name: 'bastion' }));
  const { kept } = await importAll(
    library,
    fileOf('a', 'bastion'),
    fileOf('b', 'gate'),
    fileOf('Gate', undefined, 'gate.json'),
  );
  expect(kept.map(({ id }) => namesOf(library, id))).toEqual([['bastion'], ['Gate'], []]);
});

it('an import says which way in is not there, and goes nowhere else instead', async () => {
  const { library } = await openLibrary();
  const { preview, kept } = await importAll(library, fileOf('a', 'bastion'));
  expect(preview.items[0]?.found).toMatchObject({ wayIn: { name: 'bastion', isKnown: false } });
  expect(namesOf(library, kept[0]?.id ?? '')).toBe('unknown');
});
