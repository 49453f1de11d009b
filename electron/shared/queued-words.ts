import type { QueuedNotice } from './timeline.ts';

/** For whom somebody waits, in words: the command line's and the window's. */
export function queuedWords({ pid, isOwn, sinceMs, isStopped, doing }: QueuedNotice): string {
  if (isOwn) return 'waiting: another knock of ours at this host comes first';
  const what =
    doing === undefined ? 'is at work' : { opening: 'is opening a gate', closing: 'is shutting a gate' }[doing];
  // 24 hours, whatever the language: words are English everywhere.
  const since = sinceMs === undefined ? '' : ` since ${new Date(sinceMs).toLocaleTimeString('en-GB')}`;
  const stopped = isStopped ? '; it is stopped (Ctrl-Z?), and is passed over after 2 s' : '';
  return `waiting: Portcullis process ${pid} ${what} at this host${since}${stopped}`;
}

export const turnLostWords = 'this process was stopped between two knocks: it waits for its turn and knocks anew';
