import { client } from './addresses.ts';
import { runOnGate } from './commands.ts';
import { startFirewalld } from './firewalld.ts';
import { nftRules, recentRules } from './knocking-firewalls.ts';
import { stepsOf } from './ports.ts';

/**
 * What stands before the gate's ports. `drop` is silent; `tcp-reset` refuses TCP with a reset; `icmp` refuses all with
 * port-unreachable; `firewalld` is the daemon with its default zone; `none` lets everything through. `recent`
 * (iptables' `-m recent`) and `nft` (sets with timeouts) need no knockd and guard port 22: the sequence buys one new
 * connection within 30 s, or as many as one likes for `opensForS`.
 */
export type Firewall =
  | 'none'
  | 'drop'
  | 'tcp-reset'
  | 'icmp'
  | 'firewalld'
  | { readonly kind: 'recent'; readonly sequence: string }
  | { readonly kind: 'nft'; readonly sequence: string; readonly opensForS: number };

/** How the doors of knockd, and those who look, deal with a firewall. */
export interface FirewallTools {
  /** The shell command that lets `%IP%` through to a port, or no longer. */
  command(action: 'open' | 'close', family: 'ipv4' | 'ipv6', port: number): string;
  /** What lets the client through to a port at present: rules, or entries of sets. */
  rules(port: number): Promise<string[]>;
  /** What its programs need in their environment. */
  readonly env: NodeJS.ProcessEnv;
}

/** Puts a firewall up at the gate; `folder` takes its files. */
export async function startFirewall(folder: string, firewall: Firewall): Promise<FirewallTools> {
  if (firewall === 'firewalld') return await startFirewalld(folder);
  if (typeof firewall === 'string') {
    await Promise.all([
      runOnGate('iptables-restore', [], { input: ruleSet(firewall, 'ipv4') }),
      runOnGate('ip6tables-restore', [], { input: ruleSet(firewall, 'ipv6') }),
    ]);
    return iptablesTools;
  }
  const steps = stepsOf(firewall.sequence);
  await runOnGate('ip6tables-restore', [], { input: ruleSet('drop', 'ipv6') });
  if (firewall.kind === 'nft') {
    await runOnGate('nft', ['-f', '-'], { input: nftRules(steps, firewall.opensForS) });
    return withoutDaemon(async () =>
      (await runOnGate('nft', ['list', 'set', 'inet', 'knocking', 'opened'])).split('\n'),
    );
  }
  await runOnGate('iptables-restore', [], { input: recentRules(steps) });
  return withoutDaemon(async () => (await runOnGate('cat', [`/proc/net/xt_recent/knock${steps.length}`])).split('\n'));
}

function withoutDaemon(entries: () => Promise<string[]>): FirewallTools {
  return {
    command: () => {
      throw new Error('This firewall needs no knockd');
    },
    rules: async () => (await entries()).map((line) => line.trim()).filter((line) => line.includes(client.ipv4)),
    env: {},
  };
}

const iptablesTools: FirewallTools = {
  command(action, family, port) {
    const program = family === 'ipv4' ? 'iptables' : 'ip6tables';
    return `${program} -${action === 'open' ? 'I' : 'D'} INPUT -s %IP% -p tcp --dport ${port} -j ACCEPT`;
  },
  async rules(port) {
    const listed = await Promise.all([runOnGate('iptables', ['-S', 'INPUT']), runOnGate('ip6tables', ['-S', 'INPUT'])]);
    const own = [` ${client.ipv4}/`, ` ${client.ipv6}/`];
    return listed
      .flatMap((text) => text.split('\n'))
      .filter((line) => own.some((source) => line.includes(source)) && line.includes(`--dport ${port} -j ACCEPT`));
  },
  env: {},
};

function ruleSet(kind: 'none' | 'drop' | 'tcp-reset' | 'icmp', family: 'ipv4' | 'ipv6'): string {
  const refusals = {
    none: [],
    drop: [],
    'tcp-reset': ['-A INPUT -p tcp -j REJECT --reject-with tcp-reset', '-A INPUT -j REJECT'],
    icmp: ['-A INPUT -j REJECT'],
  };
  return [
    '*filter',
    `:INPUT ${kind === 'none' ? 'ACCEPT' : 'DROP'} [0:0]`,
    '-A INPUT -i lo -j ACCEPT',
    '-A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT',
    ...(family === 'ipv6' ? ['-A INPUT -p ipv6-icmp -j ACCEPT'] : []),
    ...refusals[kind],
    'COMMIT\n',
  ].join('\n');
}
