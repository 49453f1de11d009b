import { asFailure } from '../../../shared/failure.ts';
import type { GateEnding } from '../../../shared/timeline.ts';

/** What became of a gate whose shutting was itself cut short, or could not be written down. */
export function notShut(thrown: unknown): GateEnding {
  const { code, message } = asFailure(thrown);
  if (code !== 'cancelled') return { kind: 'unknown', message };
  return { kind: 'unknown', message: 'The shutting was cut short; the journal keeps the gate for the next start.' };
}
