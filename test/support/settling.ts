import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { SettledFolder } from '../../electron/core/data-move/settle-data-folder.ts';
import type { FormerInstall } from './former-install.ts';

const program = fileURLToPath(new URL('settling-process.ts', import.meta.url));

/** A refusal as Windows has it: of a file that somebody has open, say. */
export interface Refusal {
  readonly operation: 'openSync' | 'mkdirSync' | 'renameSync' | 'unlinkSync' | 'fsyncSync';
  /** With what the path begins. */
  readonly path: string;
  readonly code: 'EPERM' | 'EBUSY' | 'EACCES' | 'ENOSPC' | 'EIO';
  times: number;
}

/**
 * Settles the data folder in a process of its own.
 * @param killBefore the file operation before which it is killed, from 1
 * @returns undefined when it was killed
 */
export async function settleApart(
  { local }: FormerInstall,
  { killBefore = 0, refusals = [] }: { readonly killBefore?: number; readonly refusals?: readonly Refusal[] } = {},
): Promise<(SettledFolder & { readonly operations: number }) | undefined> {
  const child = spawn(process.execPath, [program, local, String(killBefore), JSON.stringify(refusals)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (data: Buffer) => {
    text += data.toString('utf8');
  });
  const [status, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  // On Windows a kill is an exit with 1.
  if (signal === 'SIGKILL' || (process.platform === 'win32' && killBefore > 0 && status === 1)) return undefined;
  if (status !== 0) throw new Error(`settling ended with ${status ?? signal}`);
  return JSON.parse(text) as SettledFolder & { readonly operations: number };
}
