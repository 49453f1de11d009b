import { expect, it } from 'vitest';
import { tryWay } from '../bench/try-way.ts';
import { withPortcullis } from '../bench/ways.ts';
import { mustNotLeak } from '../support/leftovers.ts';
import { onLanes } from './bed/on-lanes.ts';
import { stepsOf } from './bed/ports.ts';

/** `npm run bench -- lines` tries it 2,000 times, and three other ways beside it. */
it('over a line that loses 5 % each way 40 connects reach an SSH banner, and no door is left open unsaid', {
  timeout: 180_000,
}, async () => {
  const line = { lossPercent: 5, latePercent: 0, lateMs: 0 };
  const counts = await onLanes(4, line, (lane) => {
    for (const sequence of [lane.open, lane.close]) mustNotLeak({ ports: stepsOf(sequence).map(({ port }) => port) });
    return tryWay(withPortcullis({ host: lane.address, open: lane.open, close: lane.close }, undefined), 10, lane);
  });
  const reached = counts.flatMap(({ timesMs }) => timesMs).filter((ms) => ms !== undefined);
  const sum = (key: 'leftOpen' | 'unsaid') => counts.reduce((total, count) => total + count[key], 0);
  console.log(`${reached.length} of 40 reached a banner; left open and said: ${sum('leftOpen')}`);
  expect(reached.length).toBeGreaterThanOrEqual(39);
  expect(sum('unsaid')).toBe(0);
});
