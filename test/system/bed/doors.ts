import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gateSite, type Site } from './addresses.ts';
import { type Daemon, startIn } from './commands.ts';
import type { FirewallTools } from './firewalls.ts';
import { killIfThere, pidsAt } from './network.ts';

/** A door of knockd. */
export interface Door {
  readonly name: string;
  /** In knockd's notation, `7000,8000:udp,9000`. A list makes a one-time door; using its last line crashes knockd 0.8. */
  readonly sequence: string | readonly string[];
  readonly action: 'open' | 'close';
  /** The port that it opens or closes, 22 unless told. */
  readonly port?: number;
  /** knockd's `Seq_Timeout`, 10 unless told. */
  readonly seqTimeoutS?: number;
  /** knockd's `TCPFlags`, `syn` unless told; '' leaves the line out. */
  readonly tcpFlags?: string;
  /** For an opening that closes itself: knockd's `Cmd_Timeout`. */
  readonly closesAfterS?: number;
  /** What it runs instead of the firewall's own command, by family. */
  readonly commands?: { readonly ipv4: string; readonly ipv6: string };
}

/** The usual pair for a port: `open` opens it, `close` closes it. */
export function doorPair(open: string, close: string, port = 22): Door[] {
  return [
    { name: 'open', sequence: open, action: 'open', port },
    { name: 'close', sequence: close, action: 'close', port },
  ];
}

/** The gate's knock daemon. */
export interface Knockd {
  /** What it has written so far, of all its runs: a line per stage, per opened door, and per command. */
  log(): string;
  /** How often each door has opened, or closed, by its name; doors that never did are not named. */
  openings(): Record<string, number>;
  /** Ends it with its waiting stop commands. */
  stop(): Promise<void>;
  /** Ends it and starts it anew with these doors, or those that it had; rules stay as they are. */
  restart(doors?: readonly Door[] | string): Promise<void>;
}

/** Starts knockd at the gate, or another host; returns when it listens. `doors` may be knockd.conf's text without `[options]`. */
export async function startKnockd(
  folder: string,
  first: readonly Door[] | string,
  firewall: FirewallTools,
  site: Site = gateSite,
): Promise<Knockd> {
  let doors = first;
  const runs: Daemon[] = [await launch(folder, doors, firewall, site)];
  const log = (): string => runs.map((daemon) => daemon.output()).join('');
  const stop = async (): Promise<void> => {
    // A SIGTERM would wait for stop commands, and a lone SIGKILL would leave them to run later.
    for (const pid of await pidsAt(site.namespace, 'knockd')) killIfThere(pid);
    await runs.at(-1)?.kill();
  };
  return {
    log,
    openings() {
      const counts: Record<string, number> = {};
      for (const [, name = ''] of log().matchAll(/: ([^:\s]+): OPEN SESAME/g)) counts[name] = (counts[name] ?? 0) + 1;
      return counts;
    },
    stop,
    async restart(changed = doors) {
      await stop();
      doors = changed;
      runs.push(await launch(folder, doors, firewall, site));
    },
  };
}

async function launch(
  folder: string,
  doors: readonly Door[] | string,
  firewall: FirewallTools,
  { namespace, own }: Site,
): Promise<Daemon> {
  const file = join(folder, `knockd-${namespace}.conf`);
  const text = typeof doors === 'string' ? doors : doors.map((door) => section(folder, door, firewall)).join('\n');
  writeFileSync(file, `[options]\n  Interface = ${own.device}\n\n${text}`);
  const knockd = startIn(namespace, 'knockd', ['-c', file, '-v'], { env: firewall.env });
  await knockd.wrote(/listening on/);
  return knockd;
}

function section(folder: string, door: Door, firewall: FirewallTools): string {
  const { name, sequence, action, port = 22, seqTimeoutS = 10, tcpFlags = 'syn', closesAfterS, commands } = door;
  const lines = [`[${name}]`];
  if (typeof sequence === 'string') lines.push(`  Sequence = ${sequence}`);
  else {
    const file = join(folder, `${name}.once`);
    // knockd marks a used line by overwriting its first character.
    writeFileSync(file, sequence.map((line) => ` ${line}\n`).join(''));
    lines.push(`  One_Time_Sequences = ${file}`);
  }
  lines.push(`  Seq_Timeout = ${seqTimeoutS}`);
  if (tcpFlags !== '') lines.push(`  TCPFlags = ${tcpFlags}`);
  lines.push(
    `  Start_Command = ${commands?.ipv4 ?? firewall.command(action, 'ipv4', port)}`,
    `  Start_Command_6 = ${commands?.ipv6 ?? firewall.command(action, 'ipv6', port)}`,
  );
  if (closesAfterS !== undefined) {
    lines.push(
      `  Cmd_Timeout = ${closesAfterS}`,
      `  Stop_Command = ${firewall.command('close', 'ipv4', port)}`,
      `  Stop_Command_6 = ${firewall.command('close', 'ipv6', port)}`,
    );
  }
  return `${lines.join('\n')}\n`;
}
