// Windows' Node runs this: it replaces a file again and again while another process reads it without rest.
// Arguments: `renameOver` of the product or the system's plain `rename`, the file, how often. Prints a Replacing.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { renameOver } from '../../../electron/core/files/rename-over.ts';
import { contentOf } from './content.ts';

/** What has become of it. */
export interface Replacing {
  readonly replaced: number;
  /** How often the system's error came out, by its code. */
  readonly refused: Readonly<Record<string, number>>;
  /** The replacing that took longest. */
  readonly longestMs: number;
  readonly reader: Reading;
}

/** What the reader has seen. */
export interface Reading {
  readonly reads: number;
  /** How many versions of the file. */
  readonly versions: number;
  /** Reads that were no whole version, or one from before. */
  readonly torn: number;
  /** How often it could not read, by the system's code. */
  readonly refused: Readonly<Record<string, number>>;
}

const [how = '', path = '', times = ''] = process.argv.slice(2);
const replace = { rename, renameOver }[how];
if (replace === undefined) throw new Error(`${how} is neither rename nor renameOver`);

writeFileSync(path, contentOf(0));
const reader = fork(fileURLToPath(new URL('read-without-rest.ts', import.meta.url)), [path]);
await once(reader, 'message');
let replaced = 0;
let longestMs = 0;
const refused: Record<string, number> = {};
for (let version = 1; version <= Number(times); version += 1) {
  const draft = `${path}.new`;
  writeFileSync(draft, contentOf(version));
  const started = performance.now();
  try {
    await replace(draft, path);
    replaced += 1;
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    refused[code] = (refused[code] ?? 0) + 1;
  }
  longestMs = Math.max(longestMs, performance.now() - started);
}
const told = once(reader, 'message');
writeFileSync(`${path}.enough`, '');
const [reading] = (await told) as [Reading];
process.stdout.write(JSON.stringify({ replaced, refused, longestMs, reader: reading } satisfies Replacing));
