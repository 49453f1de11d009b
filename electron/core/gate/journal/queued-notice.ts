import type { QueuedNotice } from '../../../shared/timeline.ts';
import type { Journal } from './journal.ts';
import type { TurnAhead } from './turn-ahead.ts';

/** For a person who waits: for whom, since when, and what the journal says that one is doing at these addresses. */
export async function queuedNotice(
  journal: Journal,
  addresses: readonly string[],
  { pid, sinceMs, isStopped }: TurnAhead,
): Promise<QueuedNotice> {
  const isOwn = pid === process.pid;
  // It is only worth a word: a journal that cannot be read now is told by whoever needs it.
  const entries = isOwn ? [] : await journal.readAt(addresses).catch(() => []);
  const phase = entries.find(({ worker }) => worker?.pid === pid)?.phase;
  const doing = phase === 'knocking' ? 'opening' : phase === 'closing' ? phase : undefined;
  return { kind: 'queued', pid, isOwn, sinceMs, isStopped, doing };
}
