import type { AttemptFacts } from './attempt-facts.ts';
import { otherFamilyName, secondsText } from './cause-context.ts';
import { surelyWaitedMs } from './classify.ts';
import type { Observed } from './diagnosis.ts';
import type { Observation } from './observation.ts';

/** What was seen, in a sentence or two, without a judgement. */
export function seenSentence(observed: Observed, seen: Observation, facts: AttemptFacts): string {
  const place = `Port ${facts.port} of ${seen.address ?? facts.host}`;
  const lowerPlace = `port ${facts.port} of ${seen.address ?? facts.host}`;
  const times = seen.knockings > 1 ? `each of ${seen.knockings} tries` : undefined;
  const after = `after ${times ?? 'the knocks'}`;
  const beforeAndAfter = `before the knocks and after ${times ?? 'them'}`;
  const opened = seen.wasOpenBefore ? 'The gate was open' : 'The gate opened';
  const isAboutGate = observed === 'silence' || observed === 'not-ssh' || observed === 'opened-then-shut';
  if (seen.after === 'accepted' && isAboutGate)
    return `${place} takes every connection, and no SSH server speaks, ${beforeAndAfter}: something in front may answer in the gate’s place.`;
  switch (observed) {
    case 'silence':
      // Where a look would shut the gate nobody has looked.
      return `${place} stayed silent, ${seen.before === undefined ? after : beforeAndAfter}.`;
    case 'refused':
      return `${place} refused, ${seen.before === 'refused' ? beforeAndAfter : after}.`;
    case 'unreachable':
      return `A firewall or router said that ${lowerPlace} cannot be reached, ${seen.before === 'unreachable' ? beforeAndAfter : after}.`;
    case 'fell-silent': {
      const said = seen.before === 'refused' ? 'refused' : 'was called unreachable by a firewall or router';
      return `${place} ${said} before the knocks, and has been silent since.`;
    }
    case 'too-slow': {
      const tookMs = seen.quickestMs ?? facts.durationMs;
      return `The sequence took ${secondsText(tookMs)}, and a daemon that forgets after ${facts.seqTimeoutS} s surely waits ${secondsText(surelyWaitedMs(facts))} only. The gate stayed shut.`;
    }
    case 'other-family': {
      const said = seen.otherFamily === 'answered' ? 'the port is open without a knock' : 'it answers';
      return `${place} stayed shut, and at the host’s ${otherFamilyName(seen.addressFamily)} address ${said}.`;
    }
    case 'nothing-listens':
      if (seen.knockings === 0) return `The gate is held open, and ${lowerPlace} refuses.`;
      return `Before the knocks ${lowerPlace} ${seen.before === 'unreachable' ? 'could not be reached' : 'was silent'}; after them it refused: the firewall let the connection through, and nothing took it.`;
    case 'open-before':
      return `${place} answered before anything was knocked.`;
    case 'not-ssh':
      if (seen.failed?.code === 'not-ssh') return seen.failed.message;
      return `${opened} and ${lowerPlace} took the connection, and no first line of an SSH server came.`;
    case 'opened-then-shut': {
      const lastedMs = Math.max((seen.failedAtMs ?? 0) - (seen.openedAtMs ?? 0), 0);
      const when = seen.hasGreeted ? 'during the login' : 'before the SSH server had said a word';
      return `${opened}, and ${lastedMs < 1000 ? 'at once' : `${secondsText(lastedMs)} later`} the connection was over, ${when}. ${seen.failed?.message ?? ''}`.trimEnd();
    }
    case 'local-firewall':
      if (seen.failed?.code === 'local-network') return seen.failed.message;
      return `The knocks left this computer, and a connection to ${lowerPlace} was not allowed to.`;
    case 'no-route':
    case 'name-unknown':
      return seen.failed?.message ?? '';
  }
}
