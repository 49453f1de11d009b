import { describe, expect, it } from 'vitest';
import { createOutputFlow } from '../../../../../electron/core/gatehouse/sessions/output-flow.ts';

const mostInFlight = 524_288;

/** A flow whose moments pass when the test says so. */
function startFlow() {
  const sent: Uint8Array[] = [];
  let sentBytes = 0;
  let tasks: (() => void)[] = [];
  const source = { isPaused: false, pauses: 0 };
  const flow = createOutputFlow({
    send: (bytes) => {
      sent.push(bytes);
      sentBytes += bytes.length;
    },
    pause: () => {
      source.isPaused = true;
      source.pauses += 1;
    },
    resume: () => {
      source.isPaused = false;
    },
    schedule: (task) => void tasks.push(task),
  });
  return {
    flow,
    source,
    sent,
    sentBytes: () => sentBytes,
    pass: () => {
      const due = tasks;
      tasks = [];
      for (const task of due) task();
    },
    isIdle: () => tasks.length === 0,
  };
}

const bytes = (count: number, value = 0) => new Uint8Array(count).fill(value);

describe('output', () => {
  it('is sent at once after a pause, and gathered within a burst', () => {
    const { flow, sent, pass, isIdle } = startFlow();
    flow.push(bytes(1, 1));
    expect(sent).toEqual([bytes(1, 1)]);
    flow.push(bytes(2, 2));
    flow.push(bytes(3, 3));
    flow.push(bytes(0));
    expect(sent).toHaveLength(1);
    pass();
    expect(sent.slice(1)).toEqual([Uint8Array.of(2, 2, 3, 3, 3)]);
    pass();
    expect(isIdle()).toBe(true);
    flow.push(bytes(1, 4));
    expect(sent).toHaveLength(3);
  });

  it('goes in chunks of 64 KB at most, without waiting for the end of a burst', () => {
    const { flow, sent } = startFlow();
    flow.push(bytes(1));
    flow.push(bytes(150_000));
    expect(sent.map(({ length }) => length)).toEqual([1, 65_536, 65_536, 18_928]);
  });

  it('does not drag the buffer along that it came in', () => {
    const { flow, sent } = startFlow();
    flow.push(bytes(100_000).subarray(10, 20));
    expect(sent[0]?.buffer.byteLength).toBe(10);
  });

  it('that nobody draws stops at 512 KB, and its source with it', () => {
    const { flow, source, sentBytes, isIdle, pass } = startFlow();
    flow.push(bytes(mostInFlight - 1));
    expect(source.isPaused).toBe(false);
    flow.push(bytes(100_000));
    pass();
    pass();
    expect(source.isPaused).toBe(true);
    expect(sentBytes()).toBe(mostInFlight);
    // Nothing ticks while the terminal is awaited.
    expect(isIdle()).toBe(true);
    flow.drawn(100_000);
    expect(sentBytes()).toBe(mostInFlight + 99_999);
    expect(source.isPaused).toBe(true);
    flow.drawn(262_144);
    expect(source.isPaused).toBe(false);
    expect(source.pauses).toBe(1);
  });

  it('counts as drawn when somebody begins anew, and what waits is dropped', () => {
    const { flow, source, sent, sentBytes, pass } = startFlow();
    flow.push(bytes(mostInFlight + 5));
    expect(source.isPaused).toBe(true);
    flow.restart();
    expect(source.isPaused).toBe(false);
    pass();
    expect(sentBytes()).toBe(mostInFlight);
    flow.push(bytes(3, 9));
    expect(sent.at(-1)).toEqual(bytes(3, 9));
    // The old window's last word must not open the flood.
    flow.drawn(10 * mostInFlight);
    flow.push(bytes(2 * mostInFlight));
    pass();
    expect(sentBytes()).toBeLessThanOrEqual(mostInFlight + 3 + mostInFlight);
  });
});

describe('any order of arriving, drawing and passing time', () => {
  it.each(Array.from({ length: 20 }, (_, index) => index + 1))(
    'keeps the bytes, their order and the bound, and never stalls (seed %i)',
    (seed) => {
      let state = seed;
      const random = (below: number) => {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        return Math.floor((state / 2 ** 32) * below);
      };
      const { flow, source, sent, sentBytes, pass, isIdle } = startFlow();
      const total = 2_000_000;
      const whole = Uint8Array.from({ length: total }, (_, index) => index % 251);
      let pushed = 0;
      let drawn = 0;
      for (let steps = 0; drawn < total; steps += 1) {
        if (steps > 100_000) expect.fail('it has stalled');
        const what = random(4);
        if (what < 2 && !source.isPaused && pushed < total) {
          const count = Math.min(total - pushed, 1 + random(what === 0 ? 20 : 120_000));
          flow.push(whole.subarray(pushed, pushed + count));
          pushed += count;
        } else if (what === 2) {
          pass();
        } else {
          // A terminal acknowledges in parts, each 128 KB or the rest.
          const count = Math.min(sentBytes() - drawn, 1 + random(131_072));
          drawn += count;
          if (count > 0) flow.drawn(count);
        }
        if (sentBytes() - drawn > mostInFlight) expect.fail('more is in flight than may be');
        const waitsForTerminal = source.isPaused || (isIdle() && sentBytes() < pushed);
        if (waitsForTerminal && sentBytes() === drawn) expect.fail('it waits for a terminal that has nothing to draw');
      }
      expect(Buffer.concat(sent).equals(whole)).toBe(true);
    },
  );
});
