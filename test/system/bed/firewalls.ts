import { client, gateSite, type Site } from './addresses.ts';
import { runIn, runOnGate } from './commands.ts';
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
  | PlainFirewall
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

/** Firewalls that can stand at every host of the bed. */
export type PlainFirewall = 'none' | 'drop' | 'tcp-reset' | 'icmp';

/** Puts a plain firewall up at a host. */
export async function startPlainFirewall(firewall: PlainFirewall, site: Site): Promise<FirewallTools> {
  await Promise.all([
    runIn(site.namespace, 'iptables-restore', [], { input: ruleSet(firewall, 'ipv4') }),
    runIn(site.namespace, 'ip6tables-restore', [], { input: ruleSet(firewall, 'ipv6') }),
  ]);
  return iptablesTools(site);
}

/** Puts a firewall up at the gate; `folder` takes its files. */
export async function startFirewall(folder: string, firewall: Firewall): Promise<FirewallTools> {
  if (firewall === 'firewalld') return await startFirewalld(folder);
  if (typeof firewall === 'string') return await startPlainFirewall(firewall, gateSite);
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

const iptablesTools = ({ namespace, visitor }: Site): FirewallTools => ({
  command(action, family, port) {
    const program = family === 'ipv4' ? 'iptables' : 'ip6tables';
    return `${program} -${action === 'open' ? 'I' : 'D'} INPUT -s %IP% -p tcp --dport ${port} -j ACCEPT`;
  },
  async rules(port) {
    const programs = ['iptables', 'ip6tables'];
    const listed = await Promise.all(programs.map((program) => runIn(namespace, program, ['-S', 'INPUT'])));
    const own = [` ${visitor.ipv4}/`, ` ${visitor.ipv6}/`];
    return listed
      .flatMap((text) => text.split('\n'))
      .filter((line) => own.some((source) => line.includes(source)) && line.includes(`--dport ${port} -j ACCEPT`));
  },
  env: {},
});

function ruleSet(kind: PlainFirewall, family: 'ipv4' | 'ipv6'): string {
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
