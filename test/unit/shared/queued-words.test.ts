import { expect, it } from 'vitest';
import { queuedWords } from '../../../electron/shared/queued-words.ts';
import type { QueuedNotice } from '../../../electron/shared/timeline.ts';

const sinceMs = new Date(2026, 10, 28, 14, 2, 10).getTime();
const notice: QueuedNotice = { kind: 'queued', pid: 4711, isOwn: false, sinceMs, isStopped: false, doing: 'opening' };

it.each([
  [{}, 'waiting: Portcullis process 4711 has been opening a gate at this host since 14:02:10'],
  [{ doing: 'closing' }, 'waiting: Portcullis process 4711 has been shutting a gate at this host since 14:02:10'],
  [{ doing: undefined, sinceMs: undefined }, 'waiting: Portcullis process 4711 is at work at this host'],
  [
    { doing: undefined, isStopped: true },
    'waiting: Portcullis process 4711 has been at work at this host since 14:02:10; it is stopped (Ctrl-Z?), and is passed over after 2 s',
  ],
  [{ isOwn: true }, 'waiting: another knock of ours at this host comes first'],
] as const)('of %o', (more, words) => {
  expect(queuedWords({ ...notice, ...more })).toBe(words);
});
