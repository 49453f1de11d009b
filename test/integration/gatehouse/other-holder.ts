import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { Profile } from '../../../electron/shared/profile.ts';

const program = fileURLToPath(new URL('../../support/holding-process.ts', import.meta.url));

/**
 * Another process that holds a gate open until the test is over.
 * @returns a function that kills it, without a chance to shut the gate
 */
export async function holdElsewhere(
  folder: string,
  profile: Profile,
  as: 'session' | 'hand' = 'session',
): Promise<() => Promise<void>> {
  const child = spawn(process.execPath, [program, folder, JSON.stringify(profile), as], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  const kill = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  onTestFinished(kill);
  await once(child.stdout, 'data');
  return kill;
}
