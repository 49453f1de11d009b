/**
 * Runs a task that only computes. @returns what it gave, and how long it computed, in milliseconds of the processor: on a
 * busy machine the clock goes on while nothing happens here
 */
export function computingTime<Value>(task: () => Value): { readonly value: Value; readonly tookMs: number } {
  const before = process.cpuUsage();
  const value = task();
  const { user, system } = process.cpuUsage(before);
  return { value, tookMs: (user + system) / 1000 };
}
