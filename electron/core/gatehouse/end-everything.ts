/**
 * Waits until all endings have come, and no longer than `withinMs`: then `leave` is raised, which breaks off what shuts
 * gates, and nothing more is waited for.
 */
export async function endEverything(
  endings: readonly Promise<unknown>[],
  leave: AbortController,
  withinMs: number,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeIsUp = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      leave.abort();
      resolve();
    }, withinMs);
  });
  try {
    await Promise.race([Promise.allSettled(endings), timeIsUp]);
  } finally {
    clearTimeout(timer);
  }
}
