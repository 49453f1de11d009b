import { join } from 'node:path';
import { type Daemon, run, startOnGate } from './commands.ts';

/** Starts dropbear at the gate's port 22, for the bed's users and with a host key of its own; it goes with the network. */
export async function startDropbear(folder: string): Promise<Daemon> {
  const hostKey = join(folder, 'dropbear-key');
  await run('dropbearkey', ['-t', 'ed25519', '-f', hostKey]);
  const dropbear = startOnGate('dropbear', ['-F', '-E', '-s', '-r', hostKey, '-p', '22', '-P', join(folder, 'pid')]);
  await dropbear.wrote(/Not backgrounding/);
  return dropbear;
}
