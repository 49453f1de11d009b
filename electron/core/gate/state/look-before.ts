import type { GatePlan } from '../../../shared/gate-plan.ts';
import { pause } from '../../cancel.ts';
import type { ResolvedHost } from '../../knock/resolve-host.ts';
import { countedDial, type DialContext } from '../dials/dial-book.ts';
import { dialsFew } from '../learned/counting-firewall.ts';
import type { GateLore } from '../learned/gate-lore.ts';
import type { DialOutcome } from '../reach/dialler.ts';
import { greetingDueMs } from '../reach/host-answer.ts';

/** How long a look may hold up the first knock. Whoever answers later than this is knocked at although it is open. */
const unknownLineMs = 80;
const shortestLookMs = 15;
const longestLookMs = 95;
/** A gate that somebody of ours holds is open: it is given the time of a slow line, and of lost SYNs. */
const heldLooksMs = [300, 400, 800];

export interface BeforeKnocking {
  readonly lore: GateLore | undefined;
  /** Somebody of ours holds it open. */
  readonly isHeld: boolean;
  /** An opening of ours may be open. */
  readonly mayBeOpen: boolean;
  /** What it answers while it is shut, where that is known. */
  readonly shutAnswer?: string | undefined;
  readonly signal: AbortSignal | undefined;
}

/** What the gate looks like before anything is knocked; `waitedMs` is how long silence was waited for. */
export type LookBefore =
  | Extract<DialOutcome, { readonly kind: 'answered' }>
  | { readonly kind: 'not-answered'; readonly answer: string | undefined; readonly waitedMs: number }
  /** A look would use something up, or tells nothing new; `answer` is what the shut gate has always answered. */
  | { readonly kind: 'spared'; readonly answer: string | undefined; readonly isKnown: boolean };

/**
 * Looks whether the gate is open before anything is knocked: a gate that is open is not knocked, and what it answers now is
 * what it must answer again when it is shut (rules 6 and 7 of the gate). The dial that is answered is the one SSH uses.
 */
export async function lookBefore(
  context: DialContext,
  plan: GatePlan,
  { address, family }: ResolvedHost,
  before: BeforeKnocking,
): Promise<LookBefore> {
  const { lore, isHeld, shutAnswer, signal } = before;
  // At a gate that lets one connection in nothing but a paid dial may look.
  if (plan.kind === 'one-connection') return { kind: 'spared', answer: undefined, isKnown: false };
  const greetsWithinMs = greetingDueMs(shutAnswer);
  const dial = (waitMs: number) =>
    countedDial(context, { address, family, port: plan.port, waitMs, signal, greetsWithinMs });
  if (isHeld) {
    let look: LookBefore | undefined;
    for (const waitMs of heldLooksMs) {
      const dialledAt = performance.now();
      const outcome = await dial(waitMs);
      if (outcome.kind === 'answered') return outcome;
      look = { ...outcome, waitedMs: waitMs };
      // Who refuses may be a server that is just starting again.
      await pause(dialledAt + waitMs - performance.now(), signal);
    }
    if (look !== undefined) return look;
  }
  if (sparesLook(plan, before)) {
    return { kind: 'spared', answer: answerOf(lore?.shutAnswer), isKnown: lore?.shutAnswer !== undefined };
  }
  const waitMs = lookMs(lore);
  const look = await dial(waitMs);
  return look.kind === 'answered' ? look : { ...look, waitedMs: waitMs };
}

/** Whether it counts as seen shut without a look (rule 6 of the gate). */
function sparesLook(plan: GatePlan, { lore, mayBeOpen }: BeforeKnocking): boolean {
  const { shared, oneTime } = plan;
  if (dialsFew(plan, lore)) return true;
  // A one-time sequence is worth a look.
  return lore?.isShut === true && !mayBeOpen && !shared && lore.sharing !== 'perhaps' && oneTime === undefined;
}

/** What is learned of a shut gate's answer, as a dial tells it. */
function answerOf(shutAnswer: string | undefined): string | undefined {
  return shutAnswer === 'silence' ? undefined : shutAnswer;
}

/** Three times the line's round trip, so that a look costs little where answers come quickly, and never 100 ms. */
export function lookMs(lore: Pick<GateLore, 'roundTripMs'> | undefined): number {
  if (lore === undefined) return unknownLineMs;
  return Math.min(longestLookMs, Math.max(shortestLookMs, 3 * lore.roundTripMs + 10));
}
