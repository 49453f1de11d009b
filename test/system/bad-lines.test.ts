import { expect, it } from 'vitest';
import type { GateEnding } from '../../electron/shared/timeline.ts';
import { summed, tryWay } from '../bench/try-way.ts';
import { type Target, type Way, withNewPortcullis, withPortcullis } from '../bench/ways.ts';
import { mustNotLeak } from '../support/leftovers.ts';
import { proof } from '../support/proof.ts';
import { onLanes } from './bed/on-lanes.ts';
import { stepsOf } from './bed/ports.ts';

const unit = 'connects';
const lossy = proof('lossy-lines', { sample: 32, whole: 2000, unit: `${unit}, 5 % lost each way` });
const bad = proof('bad-lines', { sample: 0, whole: 400, unit: `${unit}, 20 % lost each way` });
const first = proof('first-visits', { sample: 0, whole: 400, unit: `${unit} for the first time, 20 % lost each way` });

/**
 * Connects so often over a line that loses so much each way, and lets go at once.
 * @param visits how often somebody was at the gate before those that count
 */
async function connectOver(
  lossPercent: number,
  count: number,
  { lanes, visits, shutWithinMs }: { readonly lanes: number; readonly visits: number; readonly shutWithinMs: number },
  wayAt: (target: Target) => Way,
) {
  const counts = await onLanes(lanes, { lossPercent, latePercent: 0, lateMs: 0 }, async (lane) => {
    for (const sequence of [lane.open, lane.close]) mustNotLeak({ ports: stepsOf(sequence).map(({ port }) => port) });
    const way = wayAt({ host: lane.address, open: lane.open, close: lane.close });
    if (visits > 0) await tryWay(way, visits, lane);
    return tryWay(way, count / lanes, lane);
  });
  const { outcomes, dials, knocks } = summed(counts);
  const countOf = (is: (outcome: (typeof outcomes)[number]) => boolean) => outcomes.filter(is).length;
  const times = outcomes.flatMap(({ ms }) => ms ?? []).toSorted((a, b) => a - b);
  const result = {
    reached: times.length,
    seenShut: countOf(({ ms, ending, shutMs = 0 }) => ms !== undefined && isSeenShut(ending) && shutMs <= shutWithinMs),
    openButCalledShut: countOf(({ ending, isLeftOpen }) => isLeftOpen && ending?.kind === 'shut'),
    leftOpen: countOf(({ isLeftOpen }) => isLeftOpen),
    unsaid: countOf(({ isLeftOpen, isOwed, ending }) => isLeftOpen && !isOwed && ending?.kind !== 'shut'),
    openAfterNext: countOf(({ isOpenAfterNext, ending }) => isOpenAfterNext && ending?.kind !== 'shut'),
  };
  const said = [
    `${result.reached} of ${count} in, median ${Math.round(times[Math.floor(times.length / 2)] ?? Number.NaN)} ms`,
    `${result.seenShut} seen shut within ${shutWithinMs / 1000} s, ${result.openButCalledShut} open but called shut`,
    `${result.leftOpen} left open, ${result.unsaid} unsaid, ${result.openAfterNext} open after the next command`,
    `${(dials / count).toFixed(1)} dials and ${(knocks / count).toFixed(1)} knocks each`,
  ].join('; ');
  return { ...result, said };
}

/** Another opening may come late, which is said too. */
function isSeenShut(ending: GateEnding | undefined): boolean {
  return ending?.kind === 'shut' || (ending?.kind === 'awaited' && ending.why === 'late-opening');
}

const known = (target: Target) => withPortcullis(target, undefined);

it(`over a line that loses 5 % each way ${lossy.size} connects get in, and the gate is shut or it is said`, {
  timeout: 120_000 + lossy.size * 1000,
}, async () => {
  const { lanes, visits } = lossy.isWhole ? { lanes: 10, visits: 20 } : { lanes: 4, visits: 2 };
  const seen = await connectOver(5, lossy.size, { lanes, visits, shutWithinMs: 10_000 }, known);
  lossy.found(seen.said);
  expect(seen.reached).toBeGreaterThanOrEqual(Math.floor(lossy.size * 0.999));
  expect(seen.seenShut).toBeGreaterThanOrEqual(Math.floor(seen.reached * 0.998));
  expect(seen.openButCalledShut).toBeLessThanOrEqual(2);
  expect(seen).toMatchObject({ unsaid: 0, openAfterNext: 0 });
});

// A sample of these says nothing: one in fifty may fail.
it.runIf(bad.isWhole)('over one that loses 20 % too', { timeout: 1_200_000 }, async () => {
  const seen = await connectOver(20, bad.size, { lanes: 10, visits: 20, shutWithinMs: 30_000 }, known);
  bad.found(seen.said);
  expect(seen.reached).toBeGreaterThanOrEqual(bad.size * 0.985);
  expect(seen.seenShut).toBeGreaterThanOrEqual(seen.reached * 0.96);
  expect(seen.openButCalledShut).toBeLessThanOrEqual(2);
  expect(seen).toMatchObject({ unsaid: 0, openAfterNext: 0 });
});

it.runIf(first.isWhole)('for the first time, with five dials in 30 s at most', { timeout: 1_200_000 }, async () => {
  const seen = await connectOver(20, first.size, { lanes: 20, visits: 0, shutWithinMs: 30_000 }, withNewPortcullis);
  first.found(seen.said);
  expect(seen.reached).toBeGreaterThanOrEqual(first.size * 0.84);
  expect(seen.openButCalledShut).toBeLessThanOrEqual(first.size * 0.1);
  expect(seen).toMatchObject({ unsaid: 0, openAfterNext: 0 });
});
