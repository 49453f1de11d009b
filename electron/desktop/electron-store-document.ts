import { lstatSync, mkdirSync } from 'node:fs';
import { dirname, format, parse } from 'node:path';
import ElectronStore from 'electron-store';
import { lookAtKeptFile } from '../core/files/look-at-kept-file.ts';
import { renameOverSync } from '../core/files/rename-over.ts';
import { unusable } from '../core/files/unusable.ts';
import type { DocumentStore } from '../core/ports.ts';
import { undoBrokenWrite, writeWhole } from './whole-write.ts';

/** A thousand profiles of the largest kind. */
const maximumBytes = 64 * 1024 * 1024;

/**
 * A JSON document that electron-store keeps, at mode 0600 in a folder of 0700.
 * @param path of the file; its name ends in .json
 */
export function createElectronStoreDocument(path: string): DocumentStore {
  let store: ElectronStore | undefined;
  let lengthOfLast = 0;
  const serialize = (document: unknown) => {
    const text = `${JSON.stringify(document, undefined, 1)}\n`;
    lengthOfLast = Buffer.byteLength(text);
    return text;
  };
  const opened = () => {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    store ??= new ElectronStore({
      // In a bundle electron-store cannot find a folder of its own.
      cwd: dirname(path),
      name: parse(path).name,
      configFileMode: 0o600,
      clearInvalidConfig: false,
      accessPropertiesByDotNotation: false,
      serialize,
    });
    return store;
  };
  const read = (): ReturnType<DocumentStore['read']> => {
    if (lookAtKeptFile(path, maximumBytes) === undefined) return { kind: 'absent' };
    try {
      return { kind: 'document', value: opened().store };
    } catch (thrown) {
      if (!(thrown instanceof SyntaxError)) throw thrown;
      return undoBrokenWrite(path) ? read() : { kind: 'damaged' };
    }
  };
  return {
    read: () => told(path, read),
    write: (document) =>
      told(path, () =>
        writeWhole(path, maximumBytes, () => {
          opened().store = { ...document };
          return lengthOfLast;
        }),
      ),
    setAside: (why) =>
      told(path, () => {
        const aside = freePath(path, why, new Date());
        renameOverSync(path, aside);
        return aside;
      }),
  };
}

/** `profiles.damaged-20261122-203000.json`, in UTC. */
function freePath(path: string, why: string, at: Date): string {
  const { dir, name, ext } = parse(path);
  const stamp = at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
  for (let count = 1; ; count += 1) {
    const aside = format({ dir, name: `${name}.${why}-${stamp}${count === 1 ? '' : `-${count}`}`, ext });
    if (lstatSync(aside, { throwIfNoEntry: false }) === undefined) return aside;
  }
}

function told<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (thrown) {
    throw unusable(thrown, path);
  }
}
