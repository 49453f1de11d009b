import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { parseJson } from '../../electron/core/files/parse-json.ts';
import { unusable } from '../../electron/core/files/unusable.ts';
import type { DocumentStore } from '../../electron/core/ports.ts';

/** A document in a file, that a test can make fail as a file system does. */
export interface FileDocument extends DocumentStore {
  readonly path: string;
  /** The code of the error that every write ends with, while there is one. */
  writeError: string | undefined;
  readError: string | undefined;
  setAsideError: string | undefined;
  writes: number;
  text(): string;
}

export function fileDocument(path: string): FileDocument {
  const fail = (code: string | undefined) => {
    if (code !== undefined) throw unusable(Object.assign(new Error(code), { code }), path);
  };
  const document: FileDocument = {
    path,
    writeError: undefined,
    readError: undefined,
    setAsideError: undefined,
    writes: 0,
    text: () => readFileSync(path, 'utf8'),
    read() {
      fail(document.readError);
      try {
        const value = parseJson(document.text());
        return value === undefined ? { kind: 'damaged' } : { kind: 'document', value };
      } catch {
        return { kind: 'absent' };
      }
    },
    write(content) {
      fail(document.writeError);
      try {
        writeFileSync(path, JSON.stringify(content));
      } catch (thrown) {
        throw unusable(thrown, path);
      }
      document.writes += 1;
    },
    setAside(why) {
      fail(document.setAsideError);
      renameSync(path, `${path}.${why}`);
      return `${path}.${why}`;
    },
  };
  return document;
}
