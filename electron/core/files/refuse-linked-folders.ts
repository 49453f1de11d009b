import { type Dirent, lstatSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { refuseUnfit } from './unfit-file.ts';
import { unusable } from './unusable.ts';

/**
 * Sees to it that no folder within the data folder is a link: whoever could put one there would have us read, write and remove
 * files elsewhere. The data folder itself may be reached by links.
 * @throws Failure `data-folder-unusable` that names the link
 */
export function refuseLinkedFolders(dataFolder: string): void {
  for (const entry of entriesOf(dataFolder)) {
    const path = join(dataFolder, entry.name);
    if (!entry.isSymbolicLink() || !leadsToFolder(path)) continue;
    try {
      refuseUnfit(lstatSync(path), 0);
    } catch (thrown) {
      throw unusable(thrown, path);
    }
  }
}

/** What cannot be listed is told where it is used. */
function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function leadsToFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    // Nowhere, or in a circle.
    return false;
  }
}
