import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { currentCode, keys, type Secrets, users } from './accounts.ts';
import { client, gate, gateSite, names } from './addresses.ts';
import { type Capture, startCapture } from './capture.ts';
import { runOnGate } from './commands.ts';
import { type Door, type Knockd, startKnockd } from './doors.ts';
import { type Firewall, startFirewall } from './firewalls.ts';
import { type Inner, type InnerOptions, startInner } from './inner.ts';
import { prepareMachine } from './machine.ts';
import { makeNetwork, type Path, path, removeNetwork } from './network.ts';
import { type Sshd, type SshdOptions, startSshd } from './sshd.ts';
import { machineFolder } from './system-files.ts';

export interface BedOptions {
  /** `drop` unless told. */
  readonly firewall?: Firewall;
  /** knockd's doors, or the text of a knockd.conf without `[options]`; without them there is no knockd. */
  readonly doors?: readonly Door[] | string;
  readonly sshd?: SshdOptions;
  /** A host behind the gate, with a gate of its own. */
  readonly inner?: InnerOptions;
}

/**
 * A network with a client and a gate. The test process itself is the client, so `net.connect('10.198.1.2')` and child
 * processes just work; at the gate run a firewall, knockd, and sshd with its own users and keys. Start one for each
 * test or group of tests (about 0.2 s, firewalld 1 s) and stop it; there is one at a time.
 *
 * ```ts
 * const open = drawSequence('tcp', 'udp', 'tcp');
 * const close = drawSequence();
 * const bed = await startBed({ firewall: 'drop', doors: doorPair(open, close) });
 * onTestFinished(() => bed.stop());
 * const capture = await bed.capture(`dst host ${gate.ipv4} and not port 22`);
 * // ... knock, log in as bed.users.key with bed.keys.plain
 * await waitFor('the rule', async () => (await bed.rules()).length === 1);
 * expect(bed.knockd.openings()).toEqual({ open: 1 });
 * expect(await capture.stop()).toHaveLength(3);
 * ```
 */
export interface Bed {
  readonly client: typeof client;
  readonly gate: typeof gate;
  /** Names of the gate, from /etc/hosts. */
  readonly names: typeof names;
  readonly users: typeof users;
  readonly keys: typeof keys;
  readonly secrets: Secrets;
  /** Files of this bed, for tests too; goes with `stop`. Only root gets in. */
  readonly folder: string;
  readonly sshd: Sshd;
  /** @throws Error when the bed has no doors */
  readonly knockd: Knockd;
  readonly path: Path;
  /** @throws Error when the bed has none */
  readonly inner: Inner;
  /** The current one-time code. */
  totp(): Promise<string>;
  /** Runs a program at the gate; gives its standard output. @throws Error with what it wrote when it fails */
  onGate(file: string, ...args: readonly string[]): Promise<string>;
  /** What lets the client through to the port (22 unless told) at present: rules, or entries of sets. */
  rules(port?: number): Promise<string[]>;
  /** Captures at the gate's device; `filter` in tcpdump's language. Stop it before the bed. */
  capture(filter: string): Promise<Capture>;
  /** Says whether a TCP connection comes about within `withinMs`, 500 unless told; what comes about is closed at once. */
  answers(port?: number, address?: string, withinMs?: number): Promise<boolean>;
  /** Ends everything that was started, and takes the network away. */
  stop(): Promise<void>;
}

let active = false;
let count = 0;

/** Starts a bed. What an earlier test file has left without stopping is taken away first. */
export async function startBed(options: BedOptions = {}): Promise<Bed> {
  if (active) throw new Error('Another bed has not been stopped');
  const secrets = await prepareMachine();
  await removeNetwork();
  active = true;
  count += 1;
  const folder = join(machineFolder, `bed-${process.pid}-${count}`);
  mkdirSync(folder, { mode: 0o700 });
  const logs: { log(): string }[] = [];
  const stop = async (): Promise<void> => {
    await removeNetwork();
    const { PORTCULLIS_KEEP: keep } = process.env;
    if (keep === '1') writeFileSync(join(tmpdir(), `bed-${count}.log`), logs.map(({ log }) => log()).join('\n'));
    await path.restore();
    rmSync(folder, { recursive: true, force: true });
    active = false;
  };
  try {
    await makeNetwork();
    const firewall = await startFirewall(folder, options.firewall ?? 'drop');
    const [sshd, knockd] = await Promise.all([
      startSshd(folder, options.sshd),
      options.doors === undefined ? undefined : startKnockd(folder, options.doors, firewall),
    ]);
    const inside = options.inner === undefined ? undefined : await startInner(folder, options.inner);
    logs.push(sshd, ...(knockd === undefined ? [] : [knockd]), ...(inside?.logs ?? []));
    return {
      ...{ client, gate, names, users, keys, secrets, folder, sshd, path, stop },
      get knockd() {
        if (knockd === undefined) throw new Error('This bed has no doors');
        return knockd;
      },
      get inner() {
        if (inside === undefined) throw new Error('This bed has no inner host');
        return inside;
      },
      totp: () => currentCode(secrets),
      onGate: (file, ...args) => runOnGate(file, args, { env: firewall.env }),
      rules: (port = 22) => firewall.rules(port),
      capture: (filter) => startCapture(filter, gateSite),
      answers,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function answers(port = 22, address: string = gate.ipv4, withinMs = 500): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port });
    const settle = (answered: boolean): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answered);
    };
    const timer = setTimeout(() => settle(false), withinMs);
    socket.once('connect', () => settle(true)).once('error', () => settle(false));
  });
}
