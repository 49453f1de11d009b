// Opens, reads and closes a file again and again, with not a moment between, until there is a file beside it that says
// enough. Tells its parent when it begins, and at the end what it has seen: a Reading.
import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { versionOf } from './content.ts';
import type { Reading } from './rename-under-reader.ts';

const [path = ''] = process.argv.slice(2);
const piece = Buffer.alloc(4096);
const readsBetweenLooks = 50;

process.send?.('reading', () => {
  const refused: Record<string, number> = {};
  const versions = new Set<number>();
  let reads = 0;
  let torn = 0;
  let last = 0;
  while (reads % readsBetweenLooks !== 0 || !existsSync(`${path}.enough`)) {
    reads += 1;
    try {
      const version = versionOf(read());
      if (version === undefined || version < last) torn += 1;
      else {
        versions.add(version);
        last = version;
      }
    } catch (error) {
      const { code = 'unknown' } = error as NodeJS.ErrnoException;
      refused[code] = (refused[code] ?? 0) + 1;
    }
  }
  process.send?.({ reads, versions: versions.size, torn, refused } satisfies Reading, () => process.disconnect());
});

function read(): string {
  const file = openSync(path, 'r');
  try {
    let text = '';
    for (let got = readSync(file, piece); got > 0; got = readSync(file, piece))
      text += piece.toString('latin1', 0, got);
    return text;
  } finally {
    closeSync(file);
  }
}
