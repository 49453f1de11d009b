import type { AttemptFacts } from './attempt-facts.ts';
import type { Observed } from './diagnosis.ts';
import type { Observation } from './observation.ts';

/** What of an attempt's failure the system itself says: packets that may not leave, and sockets that ran out. */
const deniedHere: readonly (string | undefined)[] = ['EPERM', 'EACCES'];
const outOfSockets: readonly (string | undefined)[] = ['EMFILE', 'ENFILE', 'ENOBUFS', 'ENOMEM'];

/** The class of what was observed; undefined where the attempt's failure says it all, or nothing went wrong. */
export function classify(seen: Observation, facts: AttemptFacts): Observed | undefined {
  const { failed } = seen;
  switch (failed?.code) {
    case undefined:
      return seen.wasOpenBefore ? 'open-before' : undefined;
    case 'name-unknown':
      return 'name-unknown';
    case 'local-network':
      if (outOfSockets.includes(failed.systemCode)) return undefined;
      return deniedHere.includes(failed.systemCode) ? 'local-firewall' : 'no-route';
    case 'nothing-listens':
      return 'nothing-listens';
    case 'not-ssh':
      return 'not-ssh';
    case 'gate-stayed-shut':
      return classifyShut(seen, facts);
    case 'login-timeout':
      // An SSH server speaks first. One that says nothing is none, or none that can be reached any more.
      return seen.hasGreeted ? 'opened-then-shut' : 'not-ssh';
    case 'connection-lost':
      return seen.hasLoggedIn ? undefined : 'opened-then-shut';
    default:
      return undefined;
  }
}

function classifyShut(seen: Observation, facts: AttemptFacts): Observed {
  const { before, after = 'silence', heardAfter, otherFamily } = seen;
  if (otherFamily === 'answered') return 'other-family';
  if (heardAfter.includes('denied') || before === 'denied') return 'local-firewall';
  const hasBegunToRefuse = after === 'refused' && (before === 'silence' || before === 'unreachable');
  if (hasBegunToRefuse) return 'nothing-listens';
  // Somebody who refuses is there. Where this address gave no sign of life, the host may live at the other one only.
  const isDead = [before, ...heardAfter].every((answer) => answer !== 'refused' && answer !== 'answered');
  if (isDead && otherFamily === 'refused') return 'other-family';
  if (isTooSlow(seen, facts)) return 'too-slow';
  // Whoever takes every connection in front of it says no more of the gate than silence does.
  if (after === 'accepted') return 'silence';
  if (after !== 'silence') return after === 'refused' ? 'refused' : 'unreachable';
  return before === 'refused' || before === 'unreachable' ? 'fell-silent' : 'silence';
}

/** Bad luck that is rarer than that explains nothing. */
const rareLuck = 0.2;

/**
 * Whether the daemon has most likely forgotten the sequence before its end. knockd counts whole seconds: only what ends within its
 * time less one second is surely in time, and what ends in that last second is by luck, each time anew.
 */
export function isTooSlow(
  { quickestMs, knockings }: Pick<Observation, 'quickestMs' | 'knockings'>,
  facts: AttemptFacts,
): boolean {
  const overS = ((quickestMs ?? facts.durationMs) - surelyWaitedMs(facts)) / 1000;
  return overS > 0 && Math.min(1, overS) ** Math.max(1, knockings) > rareLuck;
}

export function surelyWaitedMs({ seqTimeoutS }: AttemptFacts): number {
  return (seqTimeoutS - 1) * 1000;
}
