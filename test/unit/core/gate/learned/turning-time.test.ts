import { describe, expect, it } from 'vitest';
import type { GateLore } from '../../../../../electron/core/gate/learned/gate-lore.ts';
import { type TurningTime, turnedBetween, turnedBy } from '../../../../../electron/core/gate/learned/turning-time.ts';
import { playConnect } from '../../../../support/played-cycle.ts';
import { playGate } from '../../../../support/played-gate.ts';
import { randomOf } from '../../../../support/random.ts';

const goodLine = 0.02;

/** A time that `count` dials in a row, answered as they were due, have taught. */
function afterAnswers(count: number, afterMs: number): TurningTime {
  let time = turnedBy(undefined, afterMs);
  for (let dial = 1; dial < count; dial += 1) time = turnedBy(time, time.dialMs);
  return time;
}

describe('the time of the next dial', () => {
  it('halves what lies between too early and late enough, down to where nothing is gained', () => {
    expect(turnedBy(undefined, 270).dialMs).toBe(135);
    expect(afterAnswers(40, 270).dialMs).toBe(15);
  });

  it('goes back to what was late enough when a try stayed silent, and does not try the same again', () => {
    const tried = turnedBy(undefined, 200);
    const back = turnedBetween(tried, tried.dialMs, 250, goodLine);
    expect(back.dialMs).toBe(200);
    expect(back.earlyMs).toBeGreaterThan(90);
    expect(back.earlyMs).toBeLessThan(100);
    expect(turnedBy(back, 200).dialMs).toBeGreaterThan(140);
  });

  it('does not become later because timers are late', () => {
    let time = turnedBetween({ dialMs: 50, earlyMs: 40, notLaterMs: 50 }, 50, 200, goodLine);
    const atFirst = time.dialMs;
    for (let dial = 0; dial < 100; dial += 1) time = turnedBy(time, time.dialMs + 9);
    expect(time.dialMs).toBeLessThan(atFirst);
  });

  it('is believed less to be too early the more the line loses', () => {
    const settled = { dialMs: 200, earlyMs: 150, notLaterMs: 200 };
    const laterBy = (silent: number) => turnedBetween(settled, 200, 400, silent).dialMs - 200;
    expect(laterBy(0.02)).toBeGreaterThan(3 * laterBy(0.19));
    expect(laterBy(0.36)).toBeGreaterThan(0);
    expect(laterBy(0.02)).toBeLessThan(30);
  });

  it('of a gate of which only a late dial was answered lies between, and never beyond that one', () => {
    const time = turnedBetween(undefined, 270, 2400, goodLine);
    expect(time.dialMs).toBeGreaterThan(270);
    expect(time.dialMs).toBeLessThan(2400);
    expect(turnedBetween(time, time.dialMs, 2400, goodLine).dialMs).toBe(2400);
  });

  it('stays within what can be, whatever it is told', () => {
    const random = randomOf(5);
    let time: TurningTime | undefined;
    for (let dial = 0; dial < 5000; dial += 1) {
      const fromMs = random.below(2) < 1 ? (time?.dialMs ?? 270) : random.below(3000);
      const isAnswered = random.below(1) < 0.5;
      const toMs = fromMs + 150 + random.below(1000);
      time = isAnswered ? turnedBy(time, fromMs) : turnedBetween(time, fromMs, toMs, random.below(0.9));
      expect(time.dialMs).toBeGreaterThanOrEqual(15);
      expect(time.dialMs).toBeLessThanOrEqual(5000);
      expect(time.dialMs).toBeLessThanOrEqual(time.notLaterMs);
    }
  });
});

/** Twelve gates, opened 200 times each; what the first dials of the last 150 were like. */
function firstDials(turnsMs: readonly [number, number], lossEachWay: number) {
  const random = randomOf(11);
  const all: { readonly isEarly: boolean; readonly firstDialMs: number }[] = [];
  for (let count = 0; count < 12; count += 1) {
    const gate = playGate({ lossEachWay, roundTripMs: 1, turnsMs }, random);
    let lore: GateLore | undefined;
    for (let opening = 0; opening < 200; opening += 1) {
      const connect = playConnect(gate, lore);
      lore = connect.lore && { ...connect.lore, isShut: true };
      gate.shutByHand();
      gate.rests(60_000);
      if (opening >= 50) all.push(connect);
    }
  }
  const early = all.filter(({ isEarly }) => isEarly).length / all.length;
  const times = all.map(({ firstDialMs }) => firstDialMs).toSorted((one, other) => one - other);
  return {
    early,
    median: times[Math.floor(0.5 * times.length)] ?? 0,
    late: times[Math.floor(0.95 * times.length)] ?? 0,
  };
}

describe('the first dial at a gate whose command takes', () => {
  it.each([
    [[3, 12], 0, 17, 18],
    [[10, 59], 0, 60, 70],
    [[155, 241], 0, 250, 275],
    [[1450, 1550], 0, 1650, 1750],
    [[10, 59], 0.05, 65, 150],
    [[155, 241], 0.05, 255, 330],
    [[1450, 1550], 0.05, 1700, 2600],
    [[10, 59], 0.2, 150, 1500],
    [[155, 241], 0.2, 300, 2400],
  ] as const)(
    '%j ms, with %d of the packets lost each way, comes at %d ms in the median, and at %d at most in 95 of 100',
    (turnsMs, lossEachWay, mostMedian, mostLate) => {
      const { early, median, late } = firstDials(turnsMs, lossEachWay);
      console.info(`${turnsMs} ms, ${lossEachWay} lost: median ${median}, 95 of 100 ${late}, early ${early}`);
      expect(median).toBeLessThan(mostMedian);
      expect(late).toBeLessThan(mostLate);
      expect(early).toBeLessThan(lossEachWay === 0 ? 0.1 : 0.25);
    },
  );
});
