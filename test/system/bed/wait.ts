import { setTimeout as pause } from 'node:timers/promises';

/**
 * Polls until `predicate` gives something that is neither false nor undefined, and gives that back.
 * @param what names what is waited for, for the error
 * @throws Error after `withinMs` (15 s unless told)
 */
export async function waitFor<T>(
  what: string,
  predicate: () => T | Promise<T>,
  { withinMs = 15_000, everyMs = 10 }: { readonly withinMs?: number; readonly everyMs?: number } = {},
): Promise<Exclude<T, false | undefined>> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const value = await predicate();
    if (value !== false && value !== undefined) return value as Exclude<T, false | undefined>;
    if (performance.now() > deadline) throw new Error(`Waited ${withinMs} ms in vain for ${what}`);
    await pause(everyMs);
  }
}
