import type { GatePlan } from '../../../shared/gate-plan.ts';
import { resolveHost } from '../../knock/resolve-host.ts';
import { countedDial } from '../dials/dial-book.ts';
import { type GateContext, type GateOptions, inTurn } from '../gate-context.ts';
import { livingHoldersOf } from '../journal/gate-record.ts';
import { hasShutItself, type JournalEntry } from '../journal/journal.ts';
import { readLore } from '../learned/gate-lore.ts';
import { greetingDueMs } from '../reach/host-answer.ts';

/** What a gate looks like while nothing is knocked. */
export type GateLook =
  /** `answer`: what came back, an error code such as ECONNREFUSED, or undefined for silence. */
  | { readonly kind: 'shut'; readonly answer: string | undefined }
  | { readonly kind: 'open' }
  /** Open by an earlier opening of ours, which nobody holds, until the server shuts it. */
  | { readonly kind: 'runs-out'; readonly shutsAtMs: number }
  /** Open for others of this user, of this process or another one. */
  | { readonly kind: 'held'; readonly sessions: number; readonly byHand: boolean }
  /** At a gate that lets one connection in nobody looks without having knocked. */
  | { readonly kind: 'not-looked' };

/** sshd speaks first, at once; a busy one, or one whose name server sleeps, takes its time. */
export const lateGreetingMs = 15_000;

/** Longer than the look before an opening: here somebody wants to know, also on a slow line. */
export const lookWaitMs = 800;

/**
 * `Gatekeeper.look`: dials the port behind the gate, in the address's turn, and sends nothing else. A port that is held
 * open by any profile's gate is not dialled at.
 */
export async function lookAtGate(context: GateContext, plan: GatePlan, options: GateOptions): Promise<GateLook> {
  const { signal } = options;
  const hosts = await resolveHost(plan.host, plan.family, context.reach.lookup, signal);
  const [{ allAddresses }] = hosts;
  return inTurn(context, allAddresses, options, async () => {
    const { entries } = await context.journal.readAll();
    const isThere = ({ address, port, via }: JournalEntry) =>
      allAddresses.includes(address) && port === plan.port && via?.hosts === plan.via?.hosts;
    const open = entries.filter((entry) => isThere(entry) && !hasShutItself(entry));
    const holders = open.flatMap(livingHoldersOf);
    if (holders.length > 0) {
      const sessions = holders.filter(({ as }) => as === 'session').length;
      return { kind: 'held', sessions, byHand: sessions < holders.length };
    }
    if (plan.kind === 'one-connection') return { kind: 'not-looked' };
    const greetsWithinMs = greetingDueMs((await readLore(context.ports, plan))?.shutAnswer) ?? lateGreetingMs;
    let answer: string | undefined;
    for (const { address, family } of hosts) {
      // Who takes every connection and says nothing is no open gate.
      const dialPlan = { address, family, port: plan.port, waitMs: lookWaitMs, signal, greetsWithinMs };
      const look = await countedDial(context, dialPlan);
      if (look.kind === 'answered') {
        look.socket.destroy();
        const shutsAtMs = Math.max(...open.map(({ shutsItselfAtMs = 0 }) => shutsItselfAtMs));
        return shutsAtMs > 0 ? { kind: 'runs-out', shutsAtMs } : { kind: 'open' };
      }
      answer ??= look.answer;
    }
    return { kind: 'shut', answer };
  });
}
