import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { app } from 'electron';
import { readSecretText } from '../core/profiles/profile-file.ts';
import type { ProfileLibrary } from '../core/profiles/profile-library.ts';
import type { ImportPreview } from '../shared/views/import-preview.ts';
import { exportFileName } from './export-file-names.ts';
import type { Asking, PersonDialogs } from './person-dialogs.ts';

const profileFiles = [{ name: 'Profiles', extensions: ['json'] }];

/** What needs the system's file dialogs. Each gives undefined when the person chose nothing. */
export interface ProfileExchange {
  chooseImport(): Promise<ImportPreview | undefined>;
  /** @returns the file, or the folder of several */
  exportProfiles(ids: readonly string[]): Promise<string | undefined>;
  /** @returns the text of a list of one-time sequences. @throws Failure `profile-unreadable` */
  chooseList(): Promise<string | undefined>;
  /** @returns the path of a key file */
  chooseKey(): Promise<string | undefined>;
}

/** @param dialogs that ask the person: a page names profiles, and never a file */
export function createProfileExchange(profiles: ProfileLibrary, dialogs: PersonDialogs): ProfileExchange {
  async function exportOne(id: string, { save, confirm }: Asking): Promise<string | undefined> {
    const name = nameOf(profiles, id);
    const defaultPath = join(app.getPath('documents'), exportFileName(name));
    const path = await save({
      title: `Export “${name}”`,
      message: `Export “${name}”`,
      defaultPath,
      filters: profileFiles,
    });
    const agreed = { message: `Write the sequences of “${name}” in clear?`, detail: `Into ${path}.`, goOn: 'Export' };
    if (path === undefined || !(await confirm(agreed))) return undefined;
    await profiles.exportTo(id, path);
    return path;
  }

  async function exportSeveral(ids: readonly string[], { open, confirm }: Asking): Promise<string | undefined> {
    const [folder] = await open({
      title: 'Export profiles into a folder',
      buttonLabel: 'Export',
      defaultPath: app.getPath('documents'),
      properties: ['openDirectory', 'createDirectory', 'promptToCreate'],
    });
    const agreed = {
      message: `Write the sequences of ${ids.length} profiles in clear?`,
      detail: `${someNames(ids.map((id) => nameOf(profiles, id)))}\n\nInto ${folder}.`,
      goOn: 'Export',
    };
    if (folder === undefined || !(await confirm(agreed))) return undefined;
    // Nothing is overwritten: nobody was asked about any single file.
    const taken = new Set(existsSync(folder) ? readdirSync(folder).map((name) => name.toLowerCase()) : []);
    for (const id of ids) {
      const fileName = exportFileName(nameOf(profiles, id), (name) => taken.has(name.toLowerCase()));
      taken.add(fileName.toLowerCase());
      await profiles.exportTo(id, join(folder, fileName));
    }
    return folder;
  }

  return {
    async chooseImport() {
      const paths = await dialogs.alone(({ open }) =>
        open({
          title: 'Import profiles',
          buttonLabel: 'Read',
          filters: [...profileFiles, { name: 'All files', extensions: ['*'] }],
          properties: ['openFile', 'multiSelections', 'dontAddToRecent'],
        }),
      );
      if (paths.length === 0) return undefined;
      return await profiles.readImport(paths.map((path) => ({ name: basename(path), path })));
    },
    exportProfiles(ids) {
      const [only, ...others] = ids;
      const isOne = only !== undefined && others.length === 0;
      return dialogs.alone((asking) => (isOne ? exportOne(only, asking) : exportSeveral(ids, asking)));
    },
    async chooseList() {
      const [path] = await dialogs.alone(({ open }) =>
        open({
          title: 'Choose a list of one-time sequences',
          buttonLabel: 'Read',
          properties: ['openFile', 'showHiddenFiles', 'dontAddToRecent'],
        }),
      );
      return path === undefined ? undefined : (await readSecretText(path, 'list')).text;
    },
    async chooseKey() {
      const usual = join(app.getPath('home'), '.ssh');
      const [path] = await dialogs.alone(({ open }) =>
        open({
          title: 'Choose a key',
          buttonLabel: 'Choose',
          ...(existsSync(usual) && { defaultPath: usual }),
          properties: ['openFile', 'showHiddenFiles', 'dontAddToRecent'],
        }),
      );
      return path;
    },
  };
}

/** A dialog has room for so many. */
const mostNames = 10;

function someNames(names: readonly string[]): string {
  const rest = names.length - mostNames;
  return `${names.slice(0, mostNames).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function nameOf(profiles: ProfileLibrary, id: string): string {
  return profiles.list().find((profile) => profile.id === id)?.name ?? 'profile';
}
