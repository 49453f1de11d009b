import { expect, it } from 'vitest';
import { tryWay } from '../bench/try-way.ts';
import { withPortcullis } from '../bench/ways.ts';
import { mustNotLeak } from '../support/leftovers.ts';
import { proof } from '../support/proof.ts';
import { onLanes } from './bed/on-lanes.ts';
import { stepsOf } from './bed/ports.ts';

const { size, isWhole, found } = proof('bad-lines', {
  sample: 32,
  whole: 2000,
  unit: 'connects over a line that loses 5 %',
});
const lanes = isWhole ? 8 : 4;

/** Connects so often over a line that loses so much each way, and counts in the firewall what they leave behind. */
async function connectOver(lossPercent: number, count: number) {
  const counts = await onLanes(lanes, { lossPercent, latePercent: 0, lateMs: 0 }, (lane) => {
    for (const sequence of [lane.open, lane.close]) mustNotLeak({ ports: stepsOf(sequence).map(({ port }) => port) });
    const way = withPortcullis({ host: lane.address, open: lane.open, close: lane.close }, undefined);
    return tryWay(way, count / lanes, lane);
  });
  const sum = (key: 'leftOpen' | 'unsaid') => counts.reduce((total, of) => total + of[key], 0);
  const reached = counts.flatMap(({ timesMs }) => timesMs).filter((ms) => ms !== undefined).length;
  found(
    `${lossPercent} %: ${reached} of ${count} reached a banner, ${sum('leftOpen')} left open, ${sum('unsaid')} unsaid`,
  );
  return { reached, unsaid: sum('unsaid') };
}

it(`over a line that loses 5 % each way ${size} connects reach an SSH banner, and no door is left open unsaid`, {
  timeout: 120_000 + size * 1000,
}, async () => {
  const { reached, unsaid } = await connectOver(5, size);
  expect(reached).toBeGreaterThanOrEqual(Math.floor(size * 0.995));
  expect(unsaid).toBe(0);
});

// A sample of them says nothing: one in fifty may fail.
it.runIf(isWhole)('and 400 over one that loses 20 %', { timeout: 1_200_000 }, async () => {
  const { reached, unsaid } = await connectOver(20, 400);
  expect(reached).toBeGreaterThanOrEqual(400 * 0.97);
  expect(unsaid).toBe(0);
});
