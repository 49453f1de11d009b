import type { OwedGate, RecoveredGate } from '../core/gate/endings/recover-gates.ts';
import { asFailure } from '../shared/failure.ts';
import type { Observer } from '../shared/timeline.ts';
import { type Reporter, wordsOfEnding } from './reporter.ts';
import type { Runtime } from './runtime.ts';

const addressesAtOnce = 8;
/** How long the gates of earlier runs may hold a command up that is done. */
const beyondOwnEndMs = 3000;

const silent: Observer = { happened: () => undefined, noticed: () => undefined };

/**
 * Does a command's work, and beside it shuts what killed processes left open (rule 8 of the gate): at the command's own host
 * before, elsewhere meanwhile and up to 3 s beyond the work's end. What came of it is told when the work is done, so that it
 * gets into no terminal; what is left then the journal keeps.
 * @param host the command's own, where it has one
 */
export async function besideRecovery<T>(
  { services: { gatekeeper }, interrupts: { cancel } }: Runtime,
  reporter: Reporter,
  host: string | undefined,
  work: () => Promise<T>,
): Promise<T> {
  const isOwn = (gate: OwedGate) => host !== undefined && (gate.host === host || gate.allAddresses.includes(host));
  const options = { observer: silent, signal: cancel, addressesAtOnce };
  for (const gate of await gatekeeper.recover({ ...options, shutSignal: cancel, isMeant: isOwn })) tell(gate, reporter);

  const late = new AbortController();
  const found: RecoveredGate[] = [];
  const shutSignal = AbortSignal.any([cancel, late.signal]);
  const isMeant = (gate: OwedGate) => !isOwn(gate);
  const onDidRecover = (gate: RecoveredGate) => void found.push(gate);
  const rest = gatekeeper.recover({ ...options, shutSignal, isMeant, onDidRecover }).then(() => undefined, asFailure);
  try {
    return await work();
  } finally {
    const timer = setTimeout(() => late.abort(), beyondOwnEndMs);
    const failure = await rest;
    clearTimeout(timer);
    for (const gate of found) tell(gate, reporter);
    if (failure !== undefined && failure.code !== 'cancelled') reporter.say(`portcullis: ${failure.message}`);
    if (late.signal.aborted) {
      reporter.say('gates of earlier runs are still owed a look: the next command goes on with them');
    }
  }
}

function tell({ name, ending }: RecoveredGate, reporter: Reporter): void {
  const stays = ending.kind === 'open' || ending.kind === 'unknown';
  const mine = ending.kind === 'open' && ending.mayBeShared ? ', with --mine if nobody else opens it from here' : '';
  const way = stays
    ? ` (Shut it again: portcullis close PROFILE${mine}. If you know that it is shut: portcullis close --forget PROFILE)`
    : '';
  reporter.say(`from an earlier run, ${name}: ${wordsOfEnding(ending)}${way}`);
}
