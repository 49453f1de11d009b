import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Runs a task. @returns by how many milliseconds this process itself was late meanwhile, at most: a busy machine's doing */
export async function latenessDuring(task: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await task();
  delay.disable();
  return Number.isNaN(delay.mean) ? 0 : delay.max / 1e6;
}
