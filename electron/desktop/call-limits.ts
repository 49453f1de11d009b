import type { CallName, Handlers } from '../shared/contract/contract.ts';
import { Failure } from '../shared/failure.ts';
import { createCallRate } from './call-rate.ts';

const withinMs = 60_000;

/** More than a person does in a minute, a whole group connected at once included. */
const limits: readonly { readonly calls: readonly CallName[]; readonly most: number }[] = [
  // They send packets to where a profile says.
  { calls: ['sessions.start', 'sessions.restart', 'gates.open', 'gates.close', 'gates.rehearse'], most: 120 },
  // They decide where that is.
  { calls: ['profiles.save', 'profiles.duplicate', 'profiles.import', 'profiles.restore'], most: 120 },
  // It comes up under the pointer.
  { calls: ['terminal.menu'], most: 60 },
];

/**
 * Bounds how often a page may have something sent, or changed that is sent, or put under the person's pointer.
 * @param nowMs a clock that only goes on
 */
export function limitCalls(handlers: Handlers, nowMs: () => number): Handlers {
  const limited: Record<string, (argument: never) => unknown> = { ...handlers };
  for (const { calls, most } of limits) {
    const rate = createCallRate(most, withinMs, nowMs);
    for (const name of calls) {
      const handler = handlers[name] as (argument: never) => unknown;
      limited[name] = (argument) => {
        if (rate.mayCall()) return handler(argument);
        throw new Failure('usage', `That was asked for more than ${most} times within a minute.`, {
          remedy: 'Wait a minute.',
        });
      };
    }
  }
  return limited as Handlers;
}
