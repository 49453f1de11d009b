import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bed } from './bed.ts';
import { run } from './commands.ts';
import { stepsOf } from './ports.ts';

/** Knocks with knockd's own client, 20 ms between the knocks. */
export async function stockKnock(address: string, sequence: string): Promise<void> {
  const steps = stepsOf(sequence).map(({ port, protocol }) => `${port}:${protocol}`);
  await run('knock', [address.includes(':') ? '-6' : '-4', '-d', '20', address, ...steps]);
}

interface SshOptions {
  readonly address?: string;
  readonly port?: number;
  /** A private key file; without one none is offered. */
  readonly key?: string;
}

/**
 * Runs a command at the gate with OpenSSH's client, which accepts any host key; gives its standard output. Prompts are
 * answered from the bed's secrets.
 * @throws Error with what ssh wrote when it fails
 */
export async function stockSsh(bed: Bed, user: string, command: string, options: SshOptions = {}): Promise<string> {
  const { address = bed.gate.ipv4, port = 22, key } = options;
  const settings = ['StrictHostKeyChecking=no', 'UserKnownHostsFile=/dev/null', 'LogLevel=ERROR', 'ConnectTimeout=5'];
  const identity = key === undefined ? ['PubkeyAuthentication=no'] : ['IdentitiesOnly=yes', `IdentityFile=${key}`];
  const args = [...settings, ...identity].flatMap((setting) => ['-o', setting]);
  const env = { SSH_ASKPASS: answerer(bed), SSH_ASKPASS_REQUIRE: 'force' };
  return await run('ssh', ['-F', 'none', '-p', String(port), ...args, `${user}@${address}`, command], { env });
}

function answerer(bed: Bed): string {
  const file = join(bed.folder, 'answer');
  const { password, keyPassphrase, pemPassphrase, totpSecret } = bed.secrets;
  const script = `#!/bin/sh
case "$1" in
  *assphrase*${bed.keys.pemEncrypted}*) echo '${pemPassphrase}' ;;
  *assphrase*) echo '${keyPassphrase}' ;;
  *assword*) echo '${password}' ;;
  *erification*) echo '${totpSecret}' | oathtool --totp --base32 - ;;
esac
`;
  writeFileSync(file, script);
  chmodSync(file, 0o700);
  return file;
}
