import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from './commands.ts';

/** The bed's own folder, in a /run of its own that ends with the namespace. */
export const machineFolder = '/run/portcullis';

/** Lays a file of our own over one of the machine, seen in this mount namespace only. */
export async function replaceSystemFile(path: string, content: string, mode: number): Promise<void> {
  const own = join(machineFolder, path);
  mkdirSync(dirname(own), { recursive: true, mode: 0o755 });
  writeFileSync(own, content, { mode });
  await run('mount', ['--bind', own, path]);
}
