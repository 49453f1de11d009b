import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './commands.ts';
import { prepareMachine } from './machine.ts';
import { machineFolder } from './system-files.ts';

/** What a shell's own commands need; every jump host has them. */
const usual = ['sh', 'sleep', 'grep', 'id', 'getent'];

let count = 0;

/**
 * Makes a host on which a login finds only these programs besides the usual ones.
 * @returns the line of sshd_config for it
 */
export async function onlyPrograms(...names: readonly string[]): Promise<string> {
  await prepareMachine();
  count += 1;
  const folder = join(machineFolder, `programs-${process.pid}-${count}`);
  mkdirSync(folder, { mode: 0o755 });
  for (const name of [...usual, ...names]) {
    const [path = ''] = (await run('sh', ['-c', `command -v ${name}`])).split('\n');
    symlinkSync(path, join(folder, name));
  }
  const shell = join(folder, 'shell');
  writeFileSync(shell, `#!/bin/sh\nPATH=${folder}\nexport PATH\nexec sh -c "$SSH_ORIGINAL_COMMAND"\n`, { mode: 0o755 });
  return `ForceCommand ${shell}`;
}

/** A host that runs nothing for anybody, and forwards connections. */
export const noPrograms = 'ForceCommand /bin/false';
