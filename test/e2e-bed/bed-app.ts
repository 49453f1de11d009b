import { type App, type AppOptions, startApp } from '../e2e/driver/app.ts';
import { importProfiles } from '../e2e/driver/import-profiles.ts';
import { createPerson } from '../support/command-line.ts';
import { mustNotLeak } from '../support/leftovers.ts';
import { type Bed, type BedOptions, startBed } from '../system/bed/bed.ts';
import { doorPair } from '../system/bed/doors.ts';
import { waitFor } from '../system/bed/wait.ts';
import { drawSecretSequence, gateProfile, watched } from '../system/gate-profile.ts';

/** A real gate with an opening and a closing. */
export interface GateBed extends Bed {
  readonly open: string;
  readonly close: string;
}

/** Starts a real knockd and sshd behind a firewall that drops, or as the options say. */
export async function startGateBed(options: BedOptions = {}): Promise<GateBed> {
  const [open, close] = [drawSecretSequence(), drawSecretSequence()];
  const bed = watched(await startBed({ doors: doorPair(open, close), ...options }));
  // Not by spreading: the bed's own properties are read when they are asked for.
  return Object.assign(Object.create(bed, {}) as Bed, { open, close });
}

/** Starts the app for somebody who has one profile, `web`, for the bed's gate. */
export async function startAppAt(
  bed: GateBed,
  more: { readonly [field: string]: unknown } = {},
  options: AppOptions = {},
  knock: { readonly [field: string]: unknown } = {},
): Promise<App> {
  const person = options.person ?? createPerson();
  const profile = gateProfile(person, bed, { open: bed.open, close: bed.close, ...knock }, more);
  const app = await startApp({ ...options, person });
  await importProfiles(app, profile);
  return app;
}

/** Waits until the firewall lets the client in, or until it does not any more. */
export async function rulesAre(bed: Bed, count: number): Promise<void> {
  await waitFor(`${count} rules`, async () => (await bed.rules()).length === count, { withinMs: 10_000, everyMs: 50 });
}

/** A password that is not one, and must not be found anywhere afterwards either. */
export function wrongPassword(): string {
  const text = `not-the-password-${Math.random().toString(36).slice(2)}`;
  mustNotLeak({ text });
  return text;
}
