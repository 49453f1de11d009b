import { describe, expect, it } from 'vitest';
import {
  areLostLikely,
  isLostLikely,
  lineAfter,
  silentLooks,
  silentShare,
} from '../../../../../electron/core/gate/learned/line-loss.ts';
import { randomOf } from '../../../../support/random.ts';

/** What is known after so many openings, each of three knocks and two dials, on a line that loses so much each way. */
function learnedLine(lossEachWay: number, openings = 200, seed = 3) {
  const random = randomOf(seed);
  const passes = () => random.below(1) >= lossEachWay;
  let line: ReturnType<typeof lineAfter> | undefined;
  for (let opening = 0; opening < openings; opening += 1) {
    const isOpen = [passes(), passes(), passes()].every(Boolean);
    const isAnswered = [passes(), passes()].every(Boolean) || [passes(), passes()].every(Boolean);
    line = lineAfter(line, isOpen && isAnswered);
  }
  return line;
}

/** A line on which a dial stays silent so often, known for sure. */
const lineOf = (silent: number) => ({ attempts: 1000, failedAttempts: 1000 * (1 - (1 - silent) ** (1 / 0.55)) });

describe('the looks that must stay silent', () => {
  it.each([
    [0, 2],
    [0.01, 2],
    [0.05, 3],
    [0.2, 7],
    [0.6, 12],
    [1, 12],
  ])('where %d is lost each way are %i', (lossEachWay, looks) => {
    expect(silentLooks(lineOf(1 - (1 - lossEachWay) ** 2))).toBe(looks);
  });

  it('are as for 5 % where nothing is known', () => {
    expect(silentLooks(undefined)).toBe(3);
  });

  it.each([
    [0, 2, 2],
    [0.05, 3, 4],
    [0.2, 5, 9],
  ])('are learned where %d is lost each way: %i to %i', (lossEachWay, least, most) => {
    for (let seed = 1; seed < 8; seed += 1) {
      const looks = silentLooks(learnedLine(lossEachWay, 200, seed));
      expect(looks).toBeGreaterThanOrEqual(least);
      expect(looks).toBeLessThanOrEqual(most);
    }
  });

  it('are fewer after a dozen openings without a loss, and many never make a line better than 1 %', () => {
    expect(silentLooks(learnedLine(0, 12))).toBe(2);
    expect(silentShare(learnedLine(0, 10_000))).toBeCloseTo(0.0199, 3);
  });

  it('are learned anew in a hundred openings when the line becomes another one', () => {
    let line = learnedLine(0.3);
    for (let opening = 0; opening < 150; opening += 1) line = lineAfter(line, true);
    expect(silentLooks(line)).toBe(2);
  });
});

describe('what the loss explains', () => {
  const good = learnedLine(0);
  const lossy = learnedLine(0.2);
  it.each([
    ['one opening that was not seen at first, on a good line', good, 1, true],
    ['two in a row, on a good line', good, 2, true],
    ['three in a row, on a good line', good, 3, false],
    ['three in a row, on a lossy line', lossy, 3, true],
    ['fifteen in a row, on a lossy line', lossy, 15, false],
  ] as const)('%s', (_, before, doubtful, isLikely) => {
    let line = before;
    for (let opening = 0; opening < doubtful; opening += 1) line = lineAfter(line, false);
    if (line === undefined) throw new Error('nothing was learned');
    expect(isLostLikely({ ...line, doubtful })).toBe(isLikely);
  });

  it('eight closings without effect only where much is lost', () => {
    expect(areLostLikely(good, 8)).toBe(false);
    expect(areLostLikely(undefined, 8)).toBe(false);
    expect(areLostLikely(lossy, 8)).toBe(true);
    expect(areLostLikely(good, 1)).toBe(true);
  });
});
