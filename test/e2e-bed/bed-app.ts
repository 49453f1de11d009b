import { type App, type AppOptions, startApp } from '../e2e/driver/app.ts';
import { importProfiles } from '../e2e/driver/import-profiles.ts';
import { createPerson } from '../support/command-line.ts';
import { mustNotLeak } from '../support/leftovers.ts';
import type { Bed } from '../system/bed/bed.ts';
import { waitFor } from '../system/bed/wait.ts';
import type { GateBed } from '../system/gate-bed.ts';
import { gateProfile } from '../system/gate-profile.ts';

/** Starts the app for somebody who has one profile, `web`, for the bed's gate. */
export async function startAppAt(
  bed: GateBed,
  more: { readonly [field: string]: unknown } = {},
  options: AppOptions = {},
  knock: { readonly [field: string]: unknown } = {},
): Promise<App> {
  const person = options.person ?? createPerson();
  const profile = gateProfile(person, bed, { ...bed.knock, ...knock }, more);
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
