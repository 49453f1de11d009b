import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { app, type BrowserWindow, dialog, type OpenDialogOptions } from 'electron';
import { readSecretText } from '../core/profiles/profile-file.ts';
import type { ProfileLibrary } from '../core/profiles/profile-library.ts';
import type { ImportPreview } from '../shared/views/import-preview.ts';
import { exportFileName } from './export-file-names.ts';

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

/** @param window that the dialogs belong to, while there is one */
export function createProfileExchange(
  profiles: ProfileLibrary,
  window: () => BrowserWindow | undefined,
): ProfileExchange {
  const open = async (options: OpenDialogOptions): Promise<readonly string[]> => {
    const parent = window();
    const { canceled, filePaths } = await (parent === undefined
      ? dialog.showOpenDialog(options)
      : dialog.showOpenDialog(parent, options));
    return canceled ? [] : filePaths;
  };

  async function exportOne(id: string): Promise<string | undefined> {
    const defaultPath = join(app.getPath('documents'), exportFileName(nameOf(profiles, id)));
    const options = { title: 'Export a profile', defaultPath, filters: profileFiles };
    const parent = window();
    const { canceled, filePath } = await (parent === undefined
      ? dialog.showSaveDialog(options)
      : dialog.showSaveDialog(parent, options));
    if (canceled || filePath === '') return undefined;
    await profiles.exportTo(id, filePath);
    return filePath;
  }

  async function exportSeveral(ids: readonly string[]): Promise<string | undefined> {
    const [folder] = await open({
      title: 'Export profiles into a folder',
      buttonLabel: 'Export',
      defaultPath: app.getPath('documents'),
      properties: ['openDirectory', 'createDirectory', 'promptToCreate'],
    });
    if (folder === undefined) return undefined;
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
      const paths = await open({
        title: 'Import profiles',
        buttonLabel: 'Read',
        filters: [...profileFiles, { name: 'All files', extensions: ['*'] }],
        properties: ['openFile', 'multiSelections', 'dontAddToRecent'],
      });
      if (paths.length === 0) return undefined;
      return await profiles.readImport(paths.map((path) => ({ name: basename(path), path })));
    },
    exportProfiles(ids) {
      const [only, ...others] = ids;
      return only !== undefined && others.length === 0 ? exportOne(only) : exportSeveral(ids);
    },
    async chooseList() {
      const [path] = await open({
        title: 'Choose a list of one-time sequences',
        buttonLabel: 'Read',
        properties: ['openFile', 'showHiddenFiles', 'dontAddToRecent'],
      });
      return path === undefined ? undefined : (await readSecretText(path, 'list')).text;
    },
    async chooseKey() {
      const usual = join(app.getPath('home'), '.ssh');
      const [path] = await open({
        title: 'Choose a key',
        buttonLabel: 'Choose',
        ...(existsSync(usual) && { defaultPath: usual }),
        properties: ['openFile', 'showHiddenFiles', 'dontAddToRecent'],
      });
      return path;
    },
  };
}

function nameOf(profiles: ProfileLibrary, id: string): string {
  return profiles.list().find((profile) => profile.id === id)?.name ?? 'profile';
}
