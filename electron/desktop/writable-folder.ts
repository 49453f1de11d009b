import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A folder for Chromium's own files: the wished one, else a temporary one. Where Chromium cannot write it ends without a
 * word, and nobody would hear what is wrong with the data folder.
 */
export function writableFolder(wished: string): string {
  try {
    mkdirSync(wished, { recursive: true, mode: 0o700 });
    const probe = join(wished, `probe-${randomUUID()}`);
    writeFileSync(probe, 'x', { flag: 'wx' });
    rmSync(probe);
    return wished;
  } catch {
    return mkdtempSync(join(tmpdir(), 'portcullis-window-'));
  }
}
