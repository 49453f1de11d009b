import { pause } from '../../core/cancel.ts';
import type { GateHold } from '../../core/gate/holding/hold-once.ts';
import type { GateEnding } from '../../shared/timeline.ts';
import type { Reporter } from '../reporter.ts';
import type { Runtime } from '../runtime.ts';

/**
 * Tells what became of a session's gate. One that is shut after a delay is waited for, as long as no signal has ended the
 * work; one that stays open by hand is told with the way to shut it.
 * @param name how a person names the profile on the command line
 * @returns the last word on it
 */
export async function seeGateOut(
  { hold, ending }: { readonly hold: GateHold | undefined; readonly ending: GateEnding },
  name: string | undefined,
  { interrupts }: Runtime,
  reporter: Reporter,
): Promise<GateEnding> {
  reporter.tell(ending);
  if (ending.kind === 'by-hand') reporter.say(`shut it with: portcullis close ${name ?? 'PROFILE'}`);
  if (ending.kind === 'open') reporter.say(closeAgainWords(ending, name));
  if (ending.kind !== 'delayed' || hold === undefined) return ending;
  // Whoever has ended the work does not want to wait.
  await pause(ending.shutsAtMs - Date.now(), interrupts.cancel).catch(() => undefined);
  const last = await hold.release({ observer: reporter, shutSignal: interrupts.leave });
  reporter.tell(last);
  return last;
}

/**
 * How a gate that is still open is shut again, a command to copy a line; where others may use it, with what lifts the limit of its
 * closings.
 */
export function closeAgainWords({ mayBeShared }: { readonly mayBeShared: boolean }, name = 'PROFILE'): string {
  const again = `shut it again with: portcullis close ${name}`;
  return mayBeShared ? `${again}\nif nobody else opens it from here: portcullis close --mine ${name}` : again;
}
