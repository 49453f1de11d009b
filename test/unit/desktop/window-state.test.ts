import { expect, test } from 'vitest';
import { firstSize, parseWindowState, startBounds } from '../../../electron/desktop/window-state.ts';

const laptop = { x: 0, y: 25, width: 1440, height: 875 };
const screen = { x: 1440, y: 0, width: 2560, height: 1440 };
const stateWith = (bounds: object) => parseWindowState(JSON.stringify({ bounds }));

test('what was kept is read again', () => {
  const state = { bounds: { x: 10, y: 40, width: 900, height: 600 }, isMaximised: true, knowsTray: true };
  expect(parseWindowState(JSON.stringify(state))).toEqual(state);
});

test.each([undefined, '', '{', '[]', '{"bounds":{"x":"left"}}', '{"isMaximised":1}'])(
  '%j is as if nothing was kept',
  (text) => {
    expect(parseWindowState(text)).toEqual({ isMaximised: false, knowsTray: false });
  },
);

test('the first window has its size, and a place that the system chooses', () => {
  expect(startBounds(parseWindowState(undefined), [laptop])).toEqual(firstSize);
});

test('a window comes back where it was', () => {
  const bounds = { x: 1500, y: 100, width: 1200, height: 800 };
  expect(startBounds(stateWith(bounds), [laptop, screen])).toEqual(bounds);
});

test('a window on a display that is gone keeps its size only', () => {
  const state = stateWith({ x: 1500, y: 100, width: 1200, height: 800 });
  expect(startBounds(state, [laptop])).toEqual({ width: 1200, height: 800 });
});

test('a window whose top cannot be seen keeps its size only', () => {
  expect(startBounds(stateWith({ x: 100, y: 880, width: 900, height: 600 }), [laptop])).toEqual({
    width: 900,
    height: 600,
  });
  expect(startBounds(stateWith({ x: 100, y: -300, width: 900, height: 600 }), [laptop])).toEqual({
    width: 900,
    height: 600,
  });
  expect(startBounds(stateWith({ x: -850, y: 100, width: 900, height: 600 }), [laptop])).toEqual({
    width: 900,
    height: 600,
  });
});

test('a window is neither larger than its display nor smaller than it can be used', () => {
  const large = startBounds(stateWith({ x: 0, y: 25, width: 5000, height: 5000 }), [laptop]);
  expect(large).toEqual({ x: 0, y: 25, width: 1440, height: 875 });
  const small = startBounds(stateWith({ x: 0, y: 25, width: 200, height: 50 }), [laptop]);
  expect(small).toEqual({ x: 0, y: 25, width: 720, height: 480 });
});
