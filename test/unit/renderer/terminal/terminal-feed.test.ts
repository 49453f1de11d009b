import { expect, test } from 'vitest';
import { createTerminalFeed } from '../../../../renderer/terminal/terminal-feed.ts';

/** A terminal that draws when it is told to. */
function slowTerminal() {
  const written: number[] = [];
  const waiting: (() => void)[] = [];
  return {
    written,
    write: (bytes: Uint8Array, onDrawn?: () => void) => {
      written.push(...bytes.slice(0, 1));
      if (onDrawn !== undefined) waiting.push(onDrawn);
    },
    drawOne: () => waiting.shift()?.(),
    waits: () => waiting.length,
  };
}

const chunk = (first: number, length: number) => new Uint8Array(length).fill(first);

test('what comes before the kept output is in it, and is not drawn twice', () => {
  const terminal = slowTerminal();
  const feed = createTerminalFeed(terminal.write, () => {});
  feed.receive(chunk(1, 10));
  feed.begin(chunk(2, 20));
  feed.receive(chunk(3, 10));
  expect(terminal.written).toEqual([2, 3]);
});

test('the app is told of each 128 KB while there is more to draw', () => {
  const told: number[] = [];
  const terminal = slowTerminal();
  const feed = createTerminalFeed(terminal.write, (bytes) => told.push(bytes));
  feed.begin(new Uint8Array());
  for (let count = 0; count < 6; count += 1) feed.receive(chunk(1, 65_536));
  terminal.drawOne();
  expect(told).toEqual([]);
  terminal.drawOne();
  expect(told).toEqual([131_072]);
  for (let count = 0; count < 3; count += 1) terminal.drawOne();
  expect(told).toEqual([131_072, 131_072]);
  terminal.drawOne();
  expect(told).toEqual([131_072, 131_072, 131_072]);
});

test('a rest is told as soon as nothing is left to draw', () => {
  const told: number[] = [];
  const terminal = slowTerminal();
  const feed = createTerminalFeed(terminal.write, (bytes) => told.push(bytes));
  feed.begin(new Uint8Array());
  feed.receive(chunk(1, 7));
  feed.receive(chunk(1, 5));
  terminal.drawOne();
  expect(told).toEqual([]);
  terminal.drawOne();
  expect(told).toEqual([12]);
});

test('every byte that is received is told exactly once, and none of those kept', () => {
  let told = 0;
  let received = 0;
  const terminal = slowTerminal();
  const feed = createTerminalFeed(terminal.write, (bytes) => {
    told += bytes;
  });
  feed.begin(chunk(9, 300_000));
  for (const length of [1, 65_536, 131_072, 3, 0, 200_000, 17]) {
    feed.receive(chunk(1, length));
    received += length;
    if (length % 2 === 1) terminal.drawOne();
  }
  while (terminal.waits() > 0) terminal.drawOne();
  expect(told).toBe(received);
});
