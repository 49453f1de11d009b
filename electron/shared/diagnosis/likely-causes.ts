import type { CauseContext } from './cause-context.ts';
import type { CauseId } from './causes.ts';
import type { Observed } from './diagnosis.ts';

type Listed = readonly (CauseId | false)[];

/**
 * The causes that explain what was observed, the commonest first, so that the true one is among the first three. What cannot be, by
 * the profile or by what was seen, is left out.
 */
export function likelyCauses(observed: Observed, context: CauseContext): readonly CauseId[] {
  const { recentDials, openedBefore, after } = context.seen;
  const causes = listed(observed, context).filter((id) => id !== false);
  // Whose profile asks for few dials knows of a limit.
  const limitedFrom = context.facts.dials === 'few' ? 1 : leastLimit;
  // What takes every connection limits none.
  if (!mayBeLimited.has(observed) || recentDials < limitedFrom || after === 'accepted') return causes;
  // At a gate that never opened the first dials of them, which no limit had counted, have come to nothing too.
  return openedBefore === undefined ? [...causes, 'rate-limited'] : ['rate-limited', ...causes];
}

/** The strictest limits in use stand three new connections a minute. */
const leastLimit = 3;
const mayBeLimited: ReadonlySet<Observed> = new Set(['silence', 'refused', 'unreachable', 'fell-silent', 'too-slow']);

function listed(observed: Observed, context: CauseContext): Listed {
  const { facts, seen } = context;
  const { kind, opensForS } = facts;
  const mayShutByItself = kind === 'timed' || kind === 'one-connection' || opensForS !== undefined;
  switch (observed) {
    case 'silence':
    case 'refused':
    case 'unreachable':
      if (seen.after === 'accepted') return withThird(deafToKnocks(context), 'hung-up');
      return [...deafToKnocks(context), 'banned'];
    case 'fell-silent':
      // The knocks, or the dials, have made somebody hide; or the host went just then.
      return ['banned', 'host-down', ...deafToKnocks(context)];
    case 'too-slow':
      return ['too-slow', ...deafToKnocks(context)];
    case 'nothing-listens':
      // Who has knocked and seen the refusal in time says so by another failure.
      if (seen.failed?.code === 'gate-stayed-shut')
        return ['look-missed', 'sshd-down', 'wrong-port', 'listens-elsewhere'];
      return ['sshd-down', 'wrong-port', 'listens-elsewhere'];
    case 'other-family':
      return [
        'wrong-family',
        'stale-address',
        seen.openedBefore === undefined ? 'wrong-sequence' : 'changed-there',
        seen.otherFamily === 'answered' ? 'other-family-open' : 'knocks-unheard',
      ];
    case 'open-before':
      // What has opened by knocks was shut before them.
      return seen.openedBefore === undefined
        ? ['not-protected', 'allowed-anyway', 'never-shut']
        : ['never-shut', 'allowed-anyway', 'not-protected'];
    case 'not-ssh':
      if (seen.failed?.code === 'not-ssh') return ['wrong-port', 'other-service'];
      if (mayShutByItself && !seen.wasOpenBefore) return ['shut-too-soon', 'other-service', 'sshd-stuck', 'path-broke'];
      return [
        seen.wasOpenBefore && 'taken-in-between',
        'other-service',
        'sshd-stuck',
        'path-broke',
        'shut-too-soon',
        'wrong-port',
      ];
    case 'opened-then-shut': {
      if (seen.hasGreeted) return endedInLogin(seen, mayShutByItself);
      if (mayShutByItself) return ['shut-too-soon', 'hung-up', 'path-broke', 'sshd-broken'];
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
    case 'no-route': {
      const [first, ...others] = seen.addressFamily === 6 ? noIpv6 : noIpv4;
      if (seen.failed?.systemCode === blackholed) return ['route-forbidden', first, ...others];
      return [first, seen.failed?.systemCode === calledUnreachable && 'route-forbidden', ...others];
    }
    case 'name-unknown': {
      const forced = facts.family === 'ipv4' || facts.family === 'ipv6';
      const named: Listed = ['misspelt', 'private-name', forced && 'family-without-address', 'no-name-server'];
      return seen.failed?.systemCode === 'EAI_AGAIN' ? ['no-name-server', 'misspelt', 'private-name'] : named;
    }
  }
}

/** Nobody waits so long for a server that has something against an account. */
const shortLoginMs = 8000;

/** Whoever has greeted has let the connection in: no gate, no limit of connections and no ban explains what came then. */
function endedInLogin(
  { failed, hasAsked, openedAtMs = 0, failedAtMs = 0 }: CauseContext['seen'],
  mayShutByItself: boolean,
): Listed {
  const isReset = failed?.systemCode !== undefined;
  if (failed?.code === 'login-timeout' || isReset) {
    const atServer = isReset ? 'login-ended' : 'login-stuck';
    return mayShutByItself ? ['shut-too-soon', 'path-broke', atServer] : ['path-broke', atServer, 'shut-too-soon'];
  }
  // It was closed in good order, which no firewall does.
  const isLong = hasAsked || failedAtMs - openedAtMs >= shortLoginMs;
  return isLong ? ['login-too-long', 'login-ended'] : ['login-ended', 'login-too-long'];
}

function withThird(causes: Listed, third: CauseId): Listed {
  const [first = false, second = false, ...others] = causes.filter((id) => id !== false);
  return [first, second, third, ...others];
}

/** What Linux says of a blackhole route, and of one that is unreachable; of no route at all it says ENETUNREACH (measured). */
const [blackholed, calledUnreachable] = ['EINVAL', 'EHOSTUNREACH'];

const noIpv6 = ['family-not-here', 'no-network', 'vpn-down'] as const;
const noIpv4 = ['no-network', 'vpn-down', 'family-not-here'] as const;

/**
 * Why a gate takes no notice of whole sequences, along the way of a knock. Where the same profile has opened it before, what it
 * knocks was right: then something has changed.
 */
function deafToKnocks({ facts, seen }: CauseContext): Listed {
  const { kind, isOneTime, protocols } = facts;
  const usedUp = kind === 'one-connection' && 'used-up';
  if (seen.openedBefore === 'from-here') return ['knocks-unheard', usedUp, 'changed-there'];
  if (seen.openedBefore === 'from-elsewhere') return ['knocks-unheard', 'other-address', 'changed-there', usedUp];
  const misfit = isOneTime ? 'one-time-place' : 'wrong-sequence';
  if (protocols.includes('udp')) return ['knocks-unheard', misfit, usedUp, 'command-failed'];
  return [misfit, usedUp, 'knocks-unheard', 'command-failed'];
}
