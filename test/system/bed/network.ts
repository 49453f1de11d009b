import { readFileSync } from 'node:fs';
import { client, gate, gateInside, gateNamespace, inner, innerSite } from './addresses.ts';
import { run } from './commands.ts';
import { waitFor } from './wait.ts';

/** The way between client and gate. Both ends believe in it whatever happens to it. */
export interface Path {
  /** Loses every packet of both directions, silently, until `restore`. */
  cut(): Promise<void>;
  /** Loses the client's packets that match, until `restore`: `tcp dport 7000`, or `numgen random mod 100 < 5`. */
  lose(match: string): Promise<void>;
  /** Makes the way whole again. */
  restore(): Promise<void>;
}

/** Makes the gate's namespace and a link to it; returns when packets pass. */
export async function makeNetwork(): Promise<void> {
  await run('ip', ['netns', 'add', gateNamespace]);
  const pair = `address ${client.mac} type veth peer name ${gate.device} address ${gate.mac} netns ${gateNamespace}`;
  await run('ip', ['-batch', '-'], {
    input: [`link add ${client.device} ${pair}`, ...oneEnd(client, gate)].join('\n'),
  });
  // Captures are flushed with a multicast datagram, to which nobody answers.
  const gateEnd = [...oneEnd(gate, client), 'link set lo up', `route add 224.0.0.0/4 dev ${gate.device}`];
  await run('ip', ['-n', gateNamespace, '-batch', '-'], { input: gateEnd.join('\n') });
  await waitFor('the link', async () => (await run('ip', ['-br', 'link', 'show', client.device])).includes(' UP '));
}

/** Makes the inner host's namespace and a link from the gate to it; returns when packets pass. */
export async function makeInnerNetwork(): Promise<void> {
  const { namespace } = innerSite;
  await run('ip', ['netns', 'add', namespace]);
  const pair = `address ${gateInside.mac} type veth peer name ${inner.device} address ${inner.mac} netns ${namespace}`;
  await run('ip', ['-n', gateNamespace, '-batch', '-'], {
    input: [`link add ${gateInside.device} ${pair}`, ...oneEnd(gateInside, inner)].join('\n'),
  });
  const innerEnd = [...oneEnd(inner, gateInside), 'link set lo up', `route add 224.0.0.0/4 dev ${inner.device}`];
  await run('ip', ['-n', namespace, '-batch', '-'], { input: innerEnd.join('\n') });
  await waitFor('the inner link', async () =>
    (await run('ip', ['-n', gateNamespace, '-br', 'link', 'show', gateInside.device])).includes(' UP '),
  );
}

/** Ends all that runs at the gate and behind it, and takes them and the links away. Does nothing when there is no gate. */
export async function removeNetwork(): Promise<void> {
  const there = (await run('ip', ['netns', 'list'])).split('\n').map((line) => line.split(' ')[0]);
  if (there.includes(innerSite.namespace)) {
    await endAllIn(innerSite.namespace);
    // The link goes first: a namespace's own links vanish only at the kernel's leisure.
    await run('ip', ['-n', gateNamespace, 'link', 'del', gateInside.device]).catch(() => undefined);
    await run('ip', ['netns', 'del', innerSite.namespace]);
  }
  if (!there.includes(gateNamespace)) return;
  await endAllIn(gateNamespace);
  await run('ip', ['link', 'del', client.device]).catch(() => undefined);
  await run('ip', ['netns', 'del', gateNamespace]);
}

/** Ends all that runs in a namespace. */
export function endAllIn(namespace: string): Promise<unknown> {
  return waitFor(`the end of all in ${namespace}`, async () => {
    const pids = await pidsAt(namespace);
    for (const pid of pids) killIfThere(pid);
    return pids.length === 0;
  });
}

export const path: Path = {
  cut: () => filter('', ''),
  lose: (match) => filter(undefined, match),
  restore: () => filter(undefined, undefined),
};

/** What matches is lost at the client's device, after its captures and before the gate's; '' matches everything. */
function filter(incoming: string | undefined, outgoing: string | undefined): Promise<void> {
  const chain = (hook: string, match: string | undefined): string =>
    match === undefined
      ? ''
      : `chain ${hook} {
           type filter hook ${hook} device "${client.device}" priority 0
           ${match} drop
         }`;
  const rules = `table netdev path {}
    delete table netdev path
    table netdev path {
      ${chain('ingress', incoming)}
      ${chain('egress', outgoing)}
    }`;
  return run('nft', ['-f', '-'], { input: rules }).then(() => undefined);
}

/** Gives the client another IPv4 address instead of the one it has. The way to the gate stays as it is. */
export async function moveClient(from: string, to: string): Promise<void> {
  const device = `dev ${client.device}`;
  await run('ip', ['-batch', '-'], {
    input: [
      `addr del ${from}/24 ${device}`,
      `addr add ${to}/24 ${device}`,
      `neigh replace ${gate.ipv4} lladdr ${gate.mac} nud permanent ${device}`,
    ].join('\n'),
  });
  await run('ip', [
    '-n',
    gateNamespace,
    'neigh',
    'replace',
    to,
    'lladdr',
    client.mac,
    'nud',
    'permanent',
    'dev',
    gate.device,
  ]);
}

type End = typeof client | typeof gate | typeof gateInside | typeof inner;

/** Neighbours are fixed: a dead path must not show as an unreachable neighbour, and captures stay quiet. */
function oneEnd(own: End, other: End): string[] {
  return [
    `link set ${own.device} addrgenmode none`,
    `addr add ${own.ipv4}/24 dev ${own.device}`,
    `addr add ${own.ipv6}/64 dev ${own.device} nodad`,
    `link set ${own.device} up`,
    `neigh replace ${other.ipv4} lladdr ${other.mac} nud permanent dev ${own.device}`,
    `neigh replace ${other.ipv6} lladdr ${other.mac} nud permanent dev ${own.device}`,
  ];
}

/** Sends SIGKILL to a process of the bed; that it may have ended by itself is no error. */
export function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** The ids of all that runs in a namespace, or of the programs whose name begins so (since 9.8 sshd's has an end). */
export async function pidsAt(namespace: string, name?: string): Promise<number[]> {
  const pids = (await run('ip', ['netns', 'pids', namespace])).split('\n').filter((line) => line !== '');
  return pids.map(Number).filter((pid) => name === undefined || nameOf(pid)?.startsWith(name));
}

function nameOf(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return undefined;
  }
}
