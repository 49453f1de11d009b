import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../system/bed/commands.ts';
import { refuseOutsideOfNamespace } from '../system/bed/machine.ts';
// @ts-expect-error: plain JavaScript without types, for Nodes that the test tools do not know any more
import { debian13 } from './place.mjs';

/**
 * Mounts Debian 13's chroot for a test. What is written in it lands in memory, and it all goes with the mounts, at the
 * latest with the run's namespace.
 * @param folder an empty one, which takes it
 * @param shared what is seen in it of the machine: a path in the chroot, and the file or folder to be seen there
 * @returns the root, for `chroot`
 * @throws Error outside of the runner's namespace, or where the chroot is not there
 */
export async function mountDebian13(folder: string, shared: Readonly<Record<string, string>>): Promise<string> {
  refuseOutsideOfNamespace();
  await run('mount', ['-t', 'tmpfs', 'tmpfs', folder]);
  const [root, upper, work] = ['root', 'upper', 'work'].map((name) => join(folder, name)) as [string, string, string];
  for (const made of [root, upper, work]) mkdirSync(made);
  await run('mount', [
    '-t',
    'overlay',
    '-o',
    `lowerdir=${debian13},upperdir=${upper},workdir=${work}`,
    'overlay',
    root,
  ]);
  await run('mount', ['-t', 'proc', 'proc', join(root, 'proc')]);
  await run('mount', ['--rbind', '/dev', join(root, 'dev')]);
  for (const [place, path] of Object.entries(shared)) await run('mount', ['--bind', path, join(root, place)]);
  return root;
}

/** Takes it away; what still runs in it keeps what it has open. */
export async function unmountDebian13(folder: string): Promise<void> {
  await run('umount', ['--recursive', '--lazy', folder]);
}
