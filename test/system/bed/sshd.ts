import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { users } from './accounts.ts';
import { gateSite, type Site } from './addresses.ts';
import { type Daemon, run, startIn } from './commands.ts';
import { bedInDebian13 } from './in-debian13.ts';
import { killIfThere, pidsAt } from './network.ts';
import { machineFolder } from './system-files.ts';

export interface SshdOptions {
  /** Ports to listen on, 22 alone unless told. */
  readonly ports?: readonly number[];
  /** `other` is another set of host keys, as after a new installation, or as of an impostor. */
  readonly hostKeys?: 'first' | 'other';
  /** Lines of sshd_config that win over the bed's, like `PasswordAuthentication no`; no `Match`, it would take all. */
  readonly settings?: readonly string[];
  /** `Match` blocks of sshd_config that win over the bed's. */
  readonly matches?: readonly string[];
  /** `debian13` is OpenSSH 10 from that chroot, which has to be there; the machine's own unless told. */
  readonly from?: 'debian13';
}

/** The gate's SSH server. */
export interface Sshd {
  /** Its log so far, of all its runs, at level VERBOSE. */
  log(): string;
  /** The public key line (`ssh-ed25519 AAAA...`) of a host key that it shows at present. */
  hostKey(type: HostKeyType): string;
  /** Ends the sessions with SIGKILL, not the server. */
  endSessions(): Promise<void>;
  /** Ends the server; sessions go on. */
  stop(): Promise<void>;
  /** Ends the server, and starts it with what is told here in place of what it had; sessions go on. */
  restart(options?: SshdOptions): Promise<void>;
}

type HostKeyType = keyof typeof hostKeyTypes;

const hostKeyTypes = { ed25519: [], ecdsa: ['-b', '256'], rsa: ['-b', '2048'] } as const;

/** Starts sshd at the gate, or another host; returns when it listens. `folder` takes its configuration. */
export async function startSshd(folder: string, first: SshdOptions = {}, site: Site = gateSite): Promise<Sshd> {
  let options = first;
  const runs: Daemon[] = [await launch(folder, options, site)];
  const stop = async (): Promise<void> => await runs.at(-1)?.kill();
  return {
    log: () => runs.map((daemon) => daemon.output()).join(''),
    hostKey(type) {
      const line = readFileSync(`${hostKeyFile(options.hostKeys ?? 'first', type)}.pub`, 'utf8');
      return line.trim().split(' ').slice(0, 2).join(' ');
    },
    async endSessions() {
      const listener = runs.at(-1)?.pid;
      const sessions = (await pidsAt(site.namespace, 'sshd')).filter((pid) => pid !== listener);
      for (const pid of sessions) killIfThere(pid);
    },
    stop,
    async restart(changed = {}) {
      await stop();
      options = { ...options, ...changed };
      runs.push(await launch(folder, options, site));
    },
  };
}

async function launch(folder: string, options: SshdOptions, { namespace }: Site): Promise<Daemon> {
  const { ports = [22], hostKeys = 'first', settings = [], matches = [], from } = options;
  await makeHostKeys(hostKeys);
  const file = join(folder, `sshd_config-${namespace}`);
  writeFileSync(file, `${[...settings, ...configuration(ports, hostKeys), ...matches, ...logins].join('\n')}\n`);
  // sshd executes itself anew for each connection, and refuses a relative path for that.
  const command = ['/usr/sbin/sshd', '-D', '-e', '-f', file];
  const [program, ...rest] = from === undefined ? command : ['chroot', await bedInDebian13(), ...command];
  const sshd = startIn(namespace, program as string, rest);
  await sshd.wrote(new RegExp(`(Server listening on [^]*){${2 * ports.length}}`));
  return sshd;
}

function configuration(ports: readonly number[], hostKeys: 'first' | 'other'): string[] {
  return [
    ...ports.map((port) => `Port ${port}`),
    ...hostKeyNames.map((type) => `HostKey ${hostKeyFile(hostKeys, type)}`),
    'PidFile none',
    'LogLevel VERBOSE',
    'UsePAM yes',
    'PasswordAuthentication yes',
    'KbdInteractiveAuthentication yes',
    'PermitRootLogin no',
    'UseDNS no',
    'PrintMotd no',
    'LoginGraceTime 60',
    'MaxStartups 1000:30:2000',
  ];
}

const logins = [
  `Match User ${users.key}`,
  'AuthenticationMethods publickey',
  `Match User ${users.code}`,
  'AuthenticationMethods keyboard-interactive',
  `Match User ${users.keyAndCode}`,
  'AuthenticationMethods publickey,keyboard-interactive',
];

const hostKeyNames = Object.keys(hostKeyTypes) as HostKeyType[];

function hostKeyFile(set: 'first' | 'other', type: HostKeyType): string {
  return join(machineFolder, `host-keys-${set}`, type);
}

/** Each set is made once for a run: an RSA key can take a second. */
async function makeHostKeys(set: 'first' | 'other'): Promise<void> {
  const folder = join(machineFolder, `host-keys-${set}`);
  if (existsSync(folder)) return;
  mkdirSync(folder, { mode: 0o700 });
  await Promise.all(
    hostKeyNames.map((type) =>
      run('ssh-keygen', ['-q', '-t', type, ...hostKeyTypes[type], '-N', '', '-C', 'bed', '-f', hostKeyFile(set, type)]),
    ),
  );
}
