import type { QueuedNotice } from './timeline.ts';

/** For whom somebody waits, in words: the command line's and the window's. */
export function queuedWords({ pid, isOwn, sinceMs, isStopped, doing }: QueuedNotice): string {
  if (isOwn) return 'waiting: another knock of ours at this host comes first';
  const doings = { opening: 'opening a gate', closing: 'shutting a gate' };
  const what = `${doing === undefined ? 'at work' : doings[doing]} at this host`;
  // 24 hours, whatever the language: words are English everywhere.
  const since = sinceMs === undefined ? undefined : new Date(sinceMs).toLocaleTimeString('en-GB');
  const stopped = isStopped ? '; it is stopped (Ctrl-Z?), and is passed over after 2 s' : '';
  const who = since === undefined ? `is ${what}` : `has been ${what} since ${since}`;
  return `waiting: Portcullis process ${pid} ${who}${stopped}`;
}

export const turnLostWords = 'this process was stopped between two knocks: it waits for its turn and knocks anew';
