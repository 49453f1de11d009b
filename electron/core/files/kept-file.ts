import { randomUUID } from 'node:crypto';
import { mkdir, open, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Failure } from '../../shared/failure.ts';
import { asPathTells } from './path-through-file.ts';
import { type FileContent, readFileWithin } from './read-file-within.ts';
import { renameOver } from './rename-over.ts';
import { untilLetGo } from './until-let-go.ts';
import { unusable } from './unusable.ts';

/** Far above anything that is kept in a file of its own. */
const maximumKeptBytes = 4 * 1024 * 1024;

/**
 * Writes a file so that a reader, or a crash, meets the old content or the new one, never a part; mode 0600, and the
 * folder is made with 0700. `durable` waits for the disk, so that the content outlives a loss of power too. `beforeNaming` is
 * awaited when only the file's name is left to do; a Failure that it throws leaves the old content.
 * @throws Failure `data-folder-unusable` with what the system said (disk full, read-only, no permission)
 */
export async function writeFileAtomically(
  path: string,
  content: string | Uint8Array,
  { durable = false, beforeNaming }: { readonly durable?: boolean; readonly beforeNaming?: () => Promise<void> } = {},
): Promise<void> {
  const draft = `${path}.${randomUUID()}.new`;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(content);
      if (durable) await file.sync();
    } finally {
      await file.close();
    }
    await beforeNaming?.();
    await renameOver(draft, path);
  } catch (thrown) {
    await removeFile(draft).catch(() => undefined);
    throw thrown instanceof Failure ? thrown : unusable(thrown, path);
  }
}

/** A file of our data folder, or undefined when there is none. @throws Failure `data-folder-unusable` */
export async function readKeptFile(path: string): Promise<FileContent | undefined> {
  try {
    return await untilLetGo(() => readFileWithin(path, { maximumBytes: maximumKeptBytes, links: 'refused' }));
  } catch (thrown) {
    const told = await asPathTells(thrown, path);
    if (told.code === 'ENOENT') return undefined;
    throw unusable(told, path);
  }
}

/** As `readKeptFile`: its text. */
export async function readFileIfThere(path: string): Promise<string | undefined> {
  return (await readKeptFile(path))?.bytes.toString('utf8');
}

/** Removes a file; one that is not there is no error. @throws Failure `data-folder-unusable` */
export async function removeFile(path: string): Promise<void> {
  try {
    await untilLetGo(() => unlink(path));
  } catch (thrown) {
    const told = await asPathTells(thrown, path);
    if (told.code !== 'ENOENT') throw unusable(told, path);
  }
}
