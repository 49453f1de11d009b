import { describe, expect, test } from 'vitest';
import {
  type GateShape,
  gateBars,
  gateBox,
  gateDrawing,
  gateOpening,
  gateSvg,
} from '../../../electron/shared/gate-drawing.ts';

const details = ['small', 'large', 'grand'] as const;
const heights = Array.from({ length: 21 }, (_, index) => index / 20);

describe.each(details)('the %s mark', (detail) => {
  test('has five bars at every height, stuck or not', () => {
    for (const raised of heights) {
      for (const isStuck of [false, true]) {
        const bars = barsOf(gateDrawing({ raised, isStuck, detail }));
        expect(bars).toHaveLength(gateBars);
        expect(new Set(bars.map(({ path }) => path)).size).toBe(gateBars);
      }
    }
  });

  test('rises with every step, all bars alike', () => {
    const tips = heights.map((raised) => barsOf(gateDrawing({ raised, isStuck: false, detail })).map(lowest));
    for (const [index, row] of tips.entries()) {
      expect(new Set(row).size).toBe(1);
      const before = tips[index - 1];
      if (before !== undefined) expect(row[0]).toBeLessThan(before[0] ?? 0);
    }
  });

  test('shows its points when it is raised, and a free way under them', () => {
    for (const bar of barsOf(gateDrawing({ raised: 1, isStuck: false, detail }))) {
      expect(lowest(bar)).toBeGreaterThan(highest(bar));
      expect(lowest(bar)).toBeLessThan(gateBox * 0.4);
    }
  });

  test('bends one bar, and only that', () => {
    for (const raised of heights) {
      const straight = barsOf(gateDrawing({ raised, isStuck: false, detail }));
      const stuck = barsOf(gateDrawing({ raised, isStuck: true, detail }));
      expect(stuck.filter((bar, index) => bar.path !== straight[index]?.path)).toHaveLength(1);
    }
  });

  test('keeps its shapes and their commands, so that one position can turn into another', () => {
    const commands = (shapes: readonly GateShape[]) =>
      shapes.map(({ part, path }) => `${part} ${path.replace(/[-\d. ]+/g, '')}`);
    const lowered = commands(gateDrawing({ raised: 0, isStuck: false, detail }));
    for (const raised of heights) {
      expect(commands(gateDrawing({ raised, isStuck: true, detail }))).toEqual(lowered);
    }
  });

  test('stays within its box, and every number in it is one', () => {
    for (const raised of heights) {
      for (const { path } of gateDrawing({ raised, isStuck: true, detail })) {
        expect(path).not.toMatch(/NaN|Infinity|undefined/);
        for (const number of path.match(/-?\d+(\.\d+)?/g) ?? []) {
          expect(Number(number)).toBeGreaterThanOrEqual(0);
          expect(Number(number)).toBeLessThanOrEqual(gateBox);
        }
      }
    }
  });

  test('lights as many bars as it is told, from the left', () => {
    for (const lit of [0, 2, 5]) {
      const bars = barsOf(gateDrawing({ raised: 0, isStuck: false, detail, lit }));
      expect(bars.map(({ isLit }) => isLit)).toEqual(bars.map((_, index) => index < lit));
    }
  });

  test('has an opening that reaches the ground', () => {
    expect(gateOpening(detail)).toMatch(/^M[\d.]+ [\d.]+V[\d.]+A[\d. ]+V[\d.]+Z$/);
  });
});

test('a height outside of 0 to 1 is the nearest inside', () => {
  expect(gateDrawing({ raised: 7, isStuck: false })).toEqual(gateDrawing({ raised: 1, isStuck: false }));
  expect(gateDrawing({ raised: -1, isStuck: false })).toEqual(gateDrawing({ raised: 0, isStuck: false }));
});

test('as a file it is one well-formed svg in the colours asked for', () => {
  const svg = gateSvg({
    raised: 0.4,
    isStuck: true,
    lit: 2,
    size: 32,
    colours: { arch: '#111', bars: '#222', lit: '#333' },
  });
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="32" height="32" viewBox="0 0 24 24">/);
  expect(svg.replace(/^<svg [^<>]*>/, '').replace(/<path fill="#\d{3}" d="[MLHVAZ\d. -]+"\/>/g, '')).toBe('</svg>');
  expect(svg.match(/#333/g)).toHaveLength(2);
});

function barsOf(shapes: readonly GateShape[]): readonly GateShape[] {
  return shapes.filter(({ part }) => part === 'bar');
}

/** The lowest point of a bar; its path is made of absolute lines only. */
function lowest({ path }: GateShape): number {
  return Math.max(...ordinates(path));
}

function highest({ path }: GateShape): number {
  return Math.min(...ordinates(path));
}

function ordinates(path: string): readonly number[] {
  return [...path.matchAll(/[ML][-\d.]+ ([-\d.]+)/g)].map((match) => Number(match[1]));
}
