import type { CauseContext } from './cause-context.ts';
import type { CauseId } from './causes.ts';
import { isTooSlow } from './classify.ts';
import type { Observed } from './diagnosis.ts';

type Listed = readonly (CauseId | false)[];

/**
 * The causes that explain what was observed, the commonest first. What cannot be with this profile is left out.
 * The order is that of what people ask about knocking, where an attempt has nothing that speaks for another one.
 */
export function likelyCauses(observed: Observed, context: CauseContext): readonly CauseId[] {
  const causes = listed(observed, context).filter((id) => id !== false);
  const isLimited = mayBeLimited.has(observed) && context.seen.recentDials >= limitedFrom;
  return isLimited ? ['rate-limited', ...causes] : causes;
}

/** The strictest limits in use stand three new connections a minute. */
const limitedFrom = 3;
const mayBeLimited: ReadonlySet<Observed> = new Set(['silence', 'refused', 'unreachable', 'fell-silent']);

function listed(observed: Observed, context: CauseContext): Listed {
  const { facts, seen } = context;
  const { kind, opensForS } = facts;
  switch (observed) {
    case 'silence':
      return [...deafToKnocks(context), 'wrong-port', 'host-down'];
    case 'refused':
      return [...deafToKnocks(context), 'sshd-down', 'wrong-port'];
    case 'unreachable':
      return [...deafToKnocks(context), 'host-down', 'wrong-port'];
    case 'fell-silent':
      return ['banned', 'host-down', ...deafToKnocks(context)];
    case 'too-slow':
      return ['too-slow', ...deafToKnocks(context).filter((id) => id !== 'too-slow')];
    case 'nothing-listens':
      return ['sshd-down', 'wrong-port', 'listens-elsewhere', seen.knockings > 0 && 'look-missed'];
    case 'other-family':
      return seen.otherFamily === 'answered'
        ? ['other-family-open', 'wrong-family', 'stale-address', 'wrong-sequence']
        : ['wrong-family', 'stale-address', 'wrong-sequence', 'daemon-down'];
    case 'open-before':
      return ['not-protected', 'never-shut', 'opened-by-other', 'allowed-anyway'];
    case 'not-ssh':
      if (seen.failed?.code === 'not-ssh') return ['wrong-port', 'other-service'];
      return [
        seen.wasOpenBefore && 'taken-in-between',
        'other-service',
        'wrong-port',
        'shut-too-soon',
        'sshd-stuck',
        'path-broke',
      ];
    case 'opened-then-shut': {
      const mayShutByItself = kind === 'timed' || kind === 'one-connection' || opensForS !== undefined;
      if (mayShutByItself) return ['shut-too-soon', 'hung-up', 'path-broke', !seen.hasGreeted && 'sshd-broken'];
      if (seen.hasGreeted) return ['hung-up', 'path-broke', 'shut-too-soon'];
      return [
        'hung-up',
        seen.wasOpenBefore && 'taken-in-between',
        'sshd-broken',
        'other-service',
        'shut-too-soon',
        'path-broke',
      ];
    }
    case 'local-firewall':
      return ['own-firewall', 'own-security-software', 'route-forbidden'];
    case 'no-route':
      return [
        seen.failed?.systemCode === blackholed && 'route-forbidden',
        ...(seen.addressFamily === 6 ? noIpv6 : noIpv4),
        seen.failed?.systemCode === calledUnreachable && 'route-forbidden',
      ];
    case 'name-unknown': {
      const forced = facts.family === 'ipv4' || facts.family === 'ipv6';
      const named: Listed = ['misspelt', 'private-name', forced && 'family-without-address', 'no-name-server'];
      return seen.failed?.systemCode === 'EAI_AGAIN' ? ['no-name-server', 'misspelt', 'private-name'] : named;
    }
  }
}

/** What Linux says of a blackhole route, and of one that is unreachable; of no route at all it says ENETUNREACH (measured). */
const [blackholed, calledUnreachable] = ['EINVAL', 'EHOSTUNREACH'];

const noIpv6 = ['family-not-here', 'no-network', 'vpn-down'] as const;
const noIpv4 = ['no-network', 'vpn-down', 'family-not-here'] as const;

/** A sequence as slow as this is suspicious, whatever timeout the profile names. */
const suspiciouslySlowMs = 3000;
/** A quicker one passes even where the daemon waits a second, most of the time. */
const perhapsSlowMs = 250;

/** Why a gate takes no notice of whole sequences. */
function deafToKnocks({ facts, seen }: CauseContext): Listed {
  const quickestMs = seen.quickestMs ?? facts.durationMs;
  const isSuspicious = quickestMs >= suspiciouslySlowMs || isTooSlow(seen, facts);
  const isPerhapsSlow = !isSuspicious && quickestMs >= perhapsSlowMs;
  // Only where the name has an address of the other family is that one asked.
  const hasOtherFamily = seen.otherFamily !== undefined;
  if (facts.kind === 'one-connection') {
    return [
      'wrong-sequence',
      'used-up',
      isSuspicious && 'too-slow',
      'knocks-filtered',
      'other-address',
      'wrong-protocol',
      (hasOtherFamily || seen.addressFamily === 6) && 'wrong-family',
      isPerhapsSlow && 'too-slow',
    ];
  }
  return [
    facts.isOneTime && 'one-time-place',
    'wrong-sequence',
    'daemon-down',
    isSuspicious && 'too-slow',
    hasOtherFamily && 'wrong-family',
    'knocks-filtered',
    'other-address',
    'wrong-protocol',
    facts.protocols.includes('tcp') && 'tcp-flags',
    'command-failed',
    !hasOtherFamily && seen.addressFamily === 6 && 'wrong-family',
    isPerhapsSlow && 'too-slow',
  ];
}
