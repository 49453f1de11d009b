import { randomBytes, randomInt } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeAccounts, type Secrets } from './accounts.ts';
import { gate, inner, names } from './addresses.ts';
import { run } from './commands.ts';
import { machineFolder, replaceSystemFile } from './system-files.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * Gives this run a /run, users, host names, and secrets of its own; done once for a run, by whichever test comes first.
 * @returns the run's secrets
 * @throws Error outside of the runner's namespace, where it would change the machine
 */
export async function prepareMachine(): Promise<Secrets> {
  refuseOutsideOfNamespace();
  const secretsFile = join(machineFolder, 'secrets.json');
  if (existsSync(secretsFile)) return JSON.parse(readFileSync(secretsFile, 'utf8')) as Secrets;
  await run('mount', ['-t', 'tmpfs', '-o', 'mode=755', 'tmpfs', '/run']);
  mkdirSync('/run/sshd', { mode: 0o755 });
  mkdirSync(machineFolder, { mode: 0o711 });
  const secrets: Secrets = {
    password: randomBytes(15).toString('base64url'),
    keyPassphrase: randomBytes(15).toString('base64url'),
    pemPassphrase: randomBytes(15).toString('base64url'),
    totpSecret: Array.from({ length: 32 }, () => alphabet[randomInt(32)]).join(''),
  };
  await makeAccounts(secrets);
  const hosts = [
    `${gate.ipv4} ${names.ipv4}`,
    `${gate.ipv4} ${names.both}`,
    `${inner.ipv4} ${names.inner}`,
    `${gate.ipv6} ${names.both} ${names.ipv6}`,
  ];
  await replaceSystemFile('/etc/hosts', `127.0.0.1 localhost\n::1 localhost\n${hosts.join('\n')}\n`, 0o644);
  writeFileSync(secretsFile, JSON.stringify(secrets), { mode: 0o600 });
  return secrets;
}

/** @throws Error outside of the namespaces that `npm test` makes */
export function refuseOutsideOfNamespace(): void {
  const mark = 'PORTCULLIS_NAMESPACE=1';
  const root = linesOf('/proc/self/mountinfo', '\n').find((line) => line.split(' ')[4] === '/');
  const isPrivate = root !== undefined && !root.includes(' shared:');
  if (
    linesOf('/proc/self/environ', '\0').includes(mark) &&
    linesOf('/proc/1/environ', '\0').includes(mark) &&
    isPrivate
  ) {
    return;
  }
  throw new Error('The bed starts only in the private namespaces that `npm test` makes.');
}

function linesOf(file: string, separator: string): string[] {
  try {
    return readFileSync(file, 'utf8').split(separator);
  } catch {
    return [];
  }
}
