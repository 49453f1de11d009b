import type { stepsOf } from './ports.ts';

type Steps = ReturnType<typeof stepsOf>;

/**
 * Rules for iptables-restore that know a knocker by `-m recent`. Whoever has made n steps is in list `knockN`, and
 * every packet takes him out of it: the next right step puts him into the next list, a first step into the first again.
 */
export function recentRules(steps: Steps): string {
  const lines = ['*filter', ':INPUT DROP [0:0]', ...steps.map((_, at) => `:after${at + 1} - [0:0]`), ':first - [0:0]'];
  lines.push('-A INPUT -i lo -j ACCEPT', '-A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT');
  for (let done = steps.length; done > 0; done -= 1) {
    const seconds = done === steps.length ? 30 : 10;
    lines.push(`-A INPUT -m recent --name knock${done} --rcheck --seconds ${seconds} -j after${done}`);
  }
  lines.push('-A INPUT -j first');
  for (const [at, { port, protocol }] of steps.entries()) {
    if (at > 0) lines.push(`-A after${at} -m recent --name knock${at} --remove`);
    const chain = at === 0 ? 'first' : `after${at}`;
    lines.push(`-A ${chain} -p ${protocol} --dport ${port} -m recent --name knock${at + 1} --set -j DROP`);
    if (at > 0) lines.push(`-A after${at} -j first`);
  }
  const last = steps.length;
  lines.push(`-A after${last} -m recent --name knock${last} --remove`, `-A after${last} -p tcp --dport 22 -j ACCEPT`);
  lines.push(`-A after${last} -j first`, 'COMMIT\n');
  return lines.join('\n');
}

/** Rules for nft that know a knocker by sets with timeouts; whoever is in `opened` gets through to port 22. */
export function nftRules(steps: Steps, opensForS: number): string {
  const sets = steps.map((_, at) => (at === steps.length - 1 ? 'opened' : `after${at + 1}`));
  const definitions = sets.map((name) => {
    const timeout = name === 'opened' ? opensForS : 5;
    return `set ${name} {
      type ipv4_addr
      flags timeout
      timeout ${timeout}s
    }`;
  });
  const knocks = steps.map(({ port, protocol }, at) => {
    const known = at === 0 ? '' : `ip saddr @${sets[at - 1]} `;
    return `${protocol} dport ${port} ${known}add @${sets[at]} { ip saddr } drop`;
  });
  return `table inet knocking {
    ${definitions.join('\n')}
    chain incoming {
      type filter hook input priority filter; policy drop
      iif lo accept
      ct state established,related accept
      tcp dport 22 ip saddr @opened accept
      ${knocks.join('\n')}
    }
  }`;
}
