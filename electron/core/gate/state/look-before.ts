import type { GatePlan } from '../../../shared/gate-plan.ts';
import type { ResolvedHost } from '../../knock/resolve-host.ts';
import type { GateLore } from '../learned/gate-lore.ts';
import { type DialOutcome, dial } from '../reach/dialler.ts';
import type { Reach } from '../reach/reach.ts';

/** How long a look may hold up the first knock. Whoever answers later than this is knocked at although it is open. */
const unknownLineMs = 80;
const shortestLookMs = 15;
const longestLookMs = 95;
/** A gate that somebody of ours holds is open: it is given the time of a slow line, and of a lost SYN. */
const heldLooksForMs = 1500;

/**
 * Looks whether the gate is open before anything is knocked: a gate that is open is not knocked, and what it answers now is
 * what it must answer again when it is shut (rules 6 and 7 of the gate). The dial that is answered is the one SSH uses.
 * At a gate that lets one connection in nothing but a paid dial may look.
 */
export function lookBefore(
  plan: GatePlan,
  host: ResolvedHost,
  { lore, isHeld, signal }: { lore: GateLore | undefined; isHeld: boolean; signal: AbortSignal | undefined },
  dialAt: Reach['dial'] = dial,
): Promise<DialOutcome> {
  if (plan.kind === 'one-connection') return Promise.resolve({ kind: 'not-answered', answer: undefined });
  const forMs = isHeld ? heldLooksForMs : 0;
  const lingerMs = isHeld ? unknownLineMs : lookMs(lore);
  return dialAt({ address: host.address, family: host.family, port: plan.port, forMs, lingerMs, signal });
}

/** Three times the line's round trip, so that a look costs little where answers come quickly, and never 100 ms. */
export function lookMs(lore: Pick<GateLore, 'roundTripMs'> | undefined): number {
  if (lore === undefined) return unknownLineMs;
  return Math.min(longestLookMs, Math.max(shortestLookMs, 3 * lore.roundTripMs + 10));
}
