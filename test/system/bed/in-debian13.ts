import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { mountDebian13 } from '../../debian13/mounted.ts';
import { machineFolder } from './system-files.ts';

const systemFiles = ['/etc/passwd', '/etc/shadow', '/etc/group', '/etc/pam.d/sshd', '/etc/hosts'];

/**
 * Debian 13's chroot with the bed's users, host names and files at the paths that they have outside; mounted once for a run.
 * @returns its root, for `chroot`
 * @throws Error where the chroot is not there
 */
export async function bedInDebian13(): Promise<string> {
  const folder = join(machineFolder, 'debian13');
  if (existsSync(folder)) return join(folder, 'root');
  mkdirSync(folder);
  return await mountDebian13(folder, Object.fromEntries(['/run', ...systemFiles].map((path) => [path, path])));
}
