import { type Bed, type BedOptions, startBed } from './bed/bed.ts';
import { doorPair } from './bed/doors.ts';
import { drawSecretSequence, watched } from './gate-profile.ts';

/** A real gate with an opening and a closing. */
export interface GateBed extends Bed {
  /** Its sequences, as a profile names them. */
  readonly knock: { readonly open: string; readonly close: string };
}

/** Starts a real knockd and sshd behind a firewall that drops, or as the options say. */
export async function startGateBed(options: BedOptions = {}): Promise<GateBed> {
  const [open, close] = [drawSecretSequence(), drawSecretSequence()];
  const bed = watched(await startBed({ doors: doorPair(open, close), ...options }));
  // Not by spreading: the bed's own properties are read when they are asked for.
  return Object.assign(Object.create(bed, {}) as Bed, { knock: { open, close } });
}
