import type { Line } from '../system/bed/lane.ts';
import { onLanes } from '../system/bed/on-lanes.ts';
import { median } from './median.ts';
import { summed, tryWay } from './try-way.ts';
import {
  knockInLoop,
  knockThenConnect,
  type Target,
  type Way,
  waitForAnswers,
  withNewPortcullis,
  withPortcullis,
} from './ways.ts';

/**
 * Who reaches an SSH banner within 15 s over a bad line: a knockd, an sshd and a line for each lane, three TCP knocks under
 * DROP. Each way runs in every lane, one after the other. What ours promises is proven by
 * `npm run test:long -- lossy-lines bad-lines first-visits`.
 */
const lanes = 8;
/** So often somebody was at a gate before the tries that count. */
const warmUps = 10;
/** A shorter run: so many of the tries, and only the lines whose names begin so. */
const share = Number(process.env['PORTCULLIS_SHARE'] ?? 1);
const only = process.env['PORTCULLIS_LINES'] ?? '';

interface Trial {
  readonly name: string;
  readonly line: Line;
  /** How often ours is tried, and each of the others. */
  readonly ours: number;
  readonly others: number;
}

const loss = (lossPercent: number): Line => ({ lossPercent, latePercent: 0, lateMs: 0 });
const trials: readonly Trial[] = [
  { name: '1 % lost each way', line: loss(1), ours: 400, others: 80 },
  { name: '5 % lost each way', line: loss(5), ours: 400, others: 80 },
  { name: '10 % lost each way', line: loss(10), ours: 400, others: 80 },
  { name: '20 % lost each way', line: loss(20), ours: 400, others: 80 },
  { name: '5 % 150 ms late', line: { lossPercent: 0, latePercent: 5, lateMs: 150 }, ours: 400, others: 80 },
];
const kinds: readonly ((target: Target) => Way)[] = [
  (target) => withPortcullis(target, undefined),
  withNewPortcullis,
  (target) => knockThenConnect(target, 100),
  (target) => knockInLoop(target, 100),
  (target) => waitForAnswers(target, 1000),
];

for (const { name, line, ours, others } of trials.filter((trial) => trial.name.startsWith(only))) {
  console.log(
    `\n### ${name}\n\n| way | reached a banner | at least (95 %) | median ms | dials | knocks | left open | unsaid |`,
  );
  console.log('|---|---|---|---|---|---|---|---|');
  for (const [index, kind] of kinds.entries()) {
    const times = Math.ceil(((index < 2 ? ours : others) * share) / lanes);
    const counts = await onLanes(lanes, line, async (lane) => {
      const way = kind({ host: lane.address, open: lane.open, close: lane.close });
      // What somebody knows who has been there before.
      if (index === 0) await tryWay(way, warmUps, lane);
      return { name: way.name, ...(await tryWay(way, times, lane)) };
    });
    const { outcomes, dials, knocks } = summed(counts);
    const reached = outcomes.flatMap(({ ms }) => ms ?? []);
    const part = reached.length / outcomes.length;
    const least = wilsonLeast(reached.length, outcomes.length);
    const isOurs = index < 2;
    const figures = [
      `${reached.length} of ${outcomes.length} (${percent(part)})`,
      percent(least),
      median(reached).toFixed(0),
      (dials / outcomes.length).toFixed(1),
      (knocks / outcomes.length).toFixed(1),
      outcomes.filter(({ isLeftOpen }) => isLeftOpen).length,
      isOurs ? outcomes.filter(({ isLeftOpen, isOwed }) => isLeftOpen && isOwed === false).length : '-',
    ];
    console.log(`| ${counts[0]?.name} | ${figures.join(' | ')} |`);
  }
}

/** The lower end of Wilson's interval for a share, one-sided, 95 %. */
function wilsonLeast(hits: number, all: number): number {
  const z = 1.645;
  const part = hits / all;
  const middle = part + (z * z) / (2 * all);
  const spread = z * Math.sqrt((part * (1 - part)) / all + (z * z) / (4 * all * all));
  return (middle - spread) / (1 + (z * z) / all);
}

function percent(part: number): string {
  return `${(part * 100).toFixed(1)} %`;
}
