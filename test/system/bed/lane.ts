import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Site } from './addresses.ts';
import { type Daemon, run, runIn, startDaemon } from './commands.ts';
import { type Door, doorPair, startKnockd } from './doors.ts';
import { type FirewallTools, startPlainFirewall } from './firewalls.ts';
import { prepareMachine } from './machine.ts';
import { endAllIn, pidsAt } from './network.ts';
import { drawSequence } from './ports.ts';
import { startSshd } from './sshd.ts';
import { machineFolder } from './system-files.ts';
import { waitFor } from './wait.ts';

/** What a line does to the packets of both directions. */
export interface Line {
  readonly lossPercent: number;
  /** So many are held back, and overtaken by those behind them. */
  readonly latePercent: number;
  readonly lateMs: number;
}

/** A gate of its own at the end of a bad line: firewall, knockd and sshd. Many can stand side by side. */
export interface Lane {
  readonly address: string;
  /** In knockd's notation. */
  readonly open: string;
  readonly close: string;
  /** What lets the client through at present. */
  rules(): Promise<string[]>;
  /** What this end has sent so far: new connections to the protected port, and first packets to others. */
  sent(): Promise<{ readonly dials: number; readonly knocks: number }>;
  /** Shuts the gate from inside, and gives it a daemon that remembers nothing, and takes so long to open. */
  reset(opensAfterS?: number): Promise<void>;
  /** Settles when no command of the daemon is under way. */
  commandsEnded(): Promise<void>;
  stop(): Promise<void>;
}

const program = fileURLToPath(new URL('bad-line.py', import.meta.url));
const keepSessions = '-A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT'.split(' ');

/** Starts the lane of a number (1 to 100). */
export async function startLane(number: number, { lossPercent, latePercent, lateMs }: Line): Promise<Lane> {
  await prepareMachine();
  const namespace = `lane${number}`;
  const client = { device: namespace, ipv4: `10.198.${100 + number}.1`, ipv6: `fd00:198:${100 + number}::1` };
  const gate = { device: 'gate0', ipv4: `10.198.${100 + number}.2`, ipv6: `fd00:198:${100 + number}::2` };
  const site: Site = { namespace, own: gate, visitor: client };
  mkdirSync(machineFolder, { recursive: true });
  const folder = mkdtempSync(join(machineFolder, `${namespace}-`));
  await run('ip', ['netns', 'add', namespace]);
  const ends = ['-', client.device, namespace, gate.device, lossPercent, latePercent, lateMs].map(String);
  const line: Daemon = startDaemon('python3', [program, ...ends]);
  await line.wrote(/ready/);
  const macs = await Promise.all([
    macOf((args) => run('ip', args), client.device),
    macOf((args) => run('ip', ['-n', namespace, ...args]), gate.device),
  ]);
  await bring((args, input) => run('ip', args, { input }), client, gate, macs[1]);
  await bring((args, input) => run('ip', ['-n', namespace, ...args], { input }), gate, client, macs[0]);
  await waitFor('the lane', async () => (await run('ip', ['-br', 'link', 'show', client.device])).includes('LOWER_UP'));

  await countSent('-A', gate.ipv4);
  const firewall = await startPlainFirewall('drop', site);
  const [open, close] = [drawSequence(), drawSequence()];
  const doors = doorPair(open, close);
  const [sshd, knockd] = await Promise.all([startSshd(folder, {}, site), startKnockd(folder, doors, firewall, site)]);
  return {
    address: gate.ipv4,
    open,
    close,
    rules: () => firewall.rules(22),
    sent: () => sentTo(gate.ipv4),
    async reset(opensAfterS = 0) {
      await runIn(namespace, 'iptables', ['-F', 'INPUT']);
      await runIn(namespace, 'iptables', keepSessions);
      await knockd.restart(opensAfterS === 0 ? doors : doors.map((door) => slowDoor(door, firewall, opensAfterS)));
    },
    async commandsEnded() {
      await waitFor('the last command', async () => (await pidsAt(namespace, 'sleep')).length === 0, {
        withinMs: 30_000,
      });
    },
    async stop() {
      await Promise.all([sshd.stop(), knockd.stop()]);
      await endAllIn(namespace);
      await countSent('-D', gate.ipv4);
      await line.kill();
      await run('ip', ['netns', 'del', namespace]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** As a door, but one whose opening takes so long. */
function slowDoor(door: Door, { command }: FirewallTools, takesS: number): Door {
  if (door.action !== 'open') return door;
  const slow = (family: 'ipv4' | 'ipv6') => `sleep ${takesS}; ${command('open', family, 22)}`;
  return { ...door, commands: { ipv4: slow('ipv4'), ipv6: slow('ipv6') } };
}

const dialled = ['--dport', '22'];
const knocked = ['!', ...dialled];

/** Counts what leaves for an address, in this end's own firewall, which lets all of it pass. */
async function countSent(action: '-A' | '-D', address: string): Promise<void> {
  for (const ports of [dialled, knocked])
    await run('iptables', ['-w', action, 'OUTPUT', '-d', address, '-p', 'tcp', '--syn', ...ports]);
}

async function sentTo(address: string): Promise<{ readonly dials: number; readonly knocks: number }> {
  const listed = await run('iptables', ['-w', '-nvxL', 'OUTPUT']);
  const [dials = Number.NaN, knocks = Number.NaN] = listed
    .split('\n')
    .filter((line) => line.includes(` ${address} `))
    .map((line) => Number(line.trim().split(/\s+/)[0]));
  return { dials, knocks };
}

type End = { readonly device: string; readonly ipv4: string; readonly ipv6: string };

/** Neighbours are fixed, so that a frame that is lost is one of the knocks or of the session. */
async function bring(
  ip: (args: readonly string[], input: string) => Promise<string>,
  own: End,
  other: End,
  otherMac: string,
): Promise<void> {
  const batch = [
    `link set ${own.device} addrgenmode none`,
    `addr add ${own.ipv4}/24 dev ${own.device}`,
    `link set ${own.device} up`,
    ...(own.device === 'gate0' ? ['link set lo up'] : []),
    `neigh replace ${other.ipv4} lladdr ${otherMac} nud permanent dev ${own.device}`,
  ];
  await ip(['-batch', '-'], batch.join('\n'));
}

async function macOf(ip: (args: readonly string[]) => Promise<string>, device: string): Promise<string> {
  return (await ip(['-br', 'link', 'show', device])).trim().split(/\s+/)[2] ?? '';
}
