import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  countedDial,
  dialsAllowed,
  dialsAt,
  msUntilAllowed,
} from '../../../../../electron/core/gate/dials/dial-book.ts';
import { directReach } from '../../../../../electron/core/gate/reach/reach.ts';
import { failureOf } from '../../../../support/failure-of.ts';
import { listenTcp, shutPort } from '../../../../support/loopback.ts';
import { makePorts } from '../../../../support/made-gate.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

afterEach(() => void vi.useRealTimers());

const reach = directReach(() => Promise.resolve([]));
const planAt = (port: number) => ({ address: '127.0.0.1', family: 4, port, waitMs: 500 }) as const;

function freshBook() {
  const folder = temporaryFolder();
  const books = join(folder, 'dials');
  return {
    folder,
    books,
    context: { ports: makePorts(folder), reach },
    bookPath: () => join(books, readdirSync(books)[0] ?? ''),
  };
}

describe('the book of dials', () => {
  it('has each dial, whatever came of it, when it left', async () => {
    const { context } = freshBook();
    const listener = await listenTcp();
    const shut = await shutPort();
    const startedAt = Date.now();
    const answered = await countedDial(context, planAt(listener.port));
    if (answered.kind === 'answered') answered.socket.destroy();
    await countedDial(context, planAt(shut));
    await countedDial(context, planAt(shut));
    expect(await dialsAt(context, planAt(listener.port))).toHaveLength(1);
    const dialled = await dialsAt(context, planAt(shut));
    expect(dialled).toHaveLength(2);
    for (const atMs of dialled) {
      expect(atMs).toBeGreaterThanOrEqual(startedAt);
      expect(atMs).toBeLessThanOrEqual(Date.now());
    }
  });

  it('has those that are made side by side, and those of another process', async () => {
    const { folder, context } = freshBook();
    const plan = planAt(await shutPort());
    await Promise.all(Array.from({ length: 12 }, () => countedDial(context, plan)));
    const dialled = await dialsAt({ ports: makePorts(folder), reach }, plan);
    expect(dialled).toHaveLength(12);
    expect(dialled.toSorted((one, other) => one - other)).toEqual(dialled);
  });

  it('has a dial that was cancelled on its way, and none that never left', async () => {
    const { context } = freshBook();
    const plan = planAt(await shutPort());
    const cancel = new AbortController();
    const onDialled = () => cancel.abort();
    expect((await failureOf(countedDial(context, { ...plan, signal: cancel.signal, onDialled }))).code).toBe(
      'cancelled',
    );
    expect(await dialsAt(context, plan)).toHaveLength(1);
    expect((await failureOf(countedDial(context, { ...plan, signal: cancel.signal }))).code).toBe('cancelled');
    expect(await dialsAt(context, plan)).toHaveLength(1);
  });

  it('tells whoever asked to hear of the dial', async () => {
    const { context } = freshBook();
    let dialled = 0;
    const onDialled = () => {
      dialled += 1;
    };
    await countedDial(context, { ...planAt(await shutPort()), onDialled });
    expect(dialled).toBe(1);
  });

  it('names no address and no port', async () => {
    const { context, books } = freshBook();
    const plan = planAt(await shutPort());
    await countedDial(context, plan);
    for (const name of readdirSync(books)) {
      expect(`${name} ${readFileSync(join(books, name), 'utf8')}`).not.toMatch(
        new RegExp(`127\\.0\\.0\\.1|\\b${plan.port}\\b`),
      );
    }
  });

  it('forgets what is older than a minute, and what a clock that was set back leaves in the future', async () => {
    const { context, bookPath } = freshBook();
    const plan = planAt(await shutPort());
    await countedDial(context, plan);
    const now = Date.now();
    writeFileSync(
      bookPath(),
      JSON.stringify({ version: 1, dialledAtMs: [now - 61_000, now - 59_000, now + 3_600_000] }),
    );
    expect(await dialsAt(context, plan)).toEqual([now - 59_000]);
    await countedDial(context, plan);
    expect(await dialsAt(context, plan)).toHaveLength(2);
    expect(JSON.parse(readFileSync(bookPath(), 'utf8')).dialledAtMs).toHaveLength(2);
  });

  it.each(['', 'null', '{"version":2,"dialledAtMs":[]}', '{"version":1,"dialledAtMs":["1"]}', '\0\0'])(
    'that cannot be read (%j) is an empty one, and is written anew',
    async (text) => {
      const { context, bookPath } = freshBook();
      const plan = planAt(await shutPort());
      await countedDial(context, plan);
      writeFileSync(bookPath(), text);
      expect(await dialsAt(context, plan)).toEqual([]);
      await countedDial(context, plan);
      expect(await dialsAt(context, plan)).toHaveLength(1);
    },
  );

  it('that cannot be written keeps nobody out', async () => {
    const { context, books } = freshBook();
    mkdirSync(books, { recursive: true });
    rmSync(books, { recursive: true });
    writeFileSync(books, 'a file where the folder should be');
    const listener = await listenTcp();
    const outcome = await countedDial(context, planAt(listener.port));
    if (outcome.kind === 'answered') outcome.socket.destroy();
    expect(outcome.kind).toBe('answered');
    expect(await dialsAt(context, planAt(listener.port))).toEqual([]);
    chmodSync(books, 0o600);
  });
});

describe('a limit of five in thirty seconds', () => {
  const limit = { most: 5, withinMs: 30_000 };
  it.each([
    ['nothing was dialled', [], 1, 0],
    ['four were', [0, 1, 2, 3], 1, 0],
    ['five were', [0, 1000, 2000, 3000, 4000], 1, 20_000],
    ['five were, and two are wanted', [0, 1000, 2000, 3000, 4000], 2, 21_000],
    ['four were, and two are wanted', [0, 1000, 2000, 3000], 2, 20_000],
    ['eight were', [0, 1000, 2000, 3000, 4000, 5000, 6000, 7000], 1, 23_000],
    ['more are wanted than ever go: all of them must be forgotten', [0, 9000], 9, 29_000],
    ['those of before have gone', [-30_000, -25_000, -21_000, -20_500, -20_000, 9000], 1, 0],
  ])('where %s', (_, dialledAtMs, count, waitMs) => {
    expect(msUntilAllowed(dialledAtMs, limit, count, 10_000)).toBe(waitMs);
  });

  it('never lets more through than it says, whoever asks in whichever order', () => {
    let nowMs = 0;
    const dialled: number[] = [];
    for (const [index, count] of Array.from({ length: 200 }, (_, each) => [each, 1 + (each % 3)] as const)) {
      nowMs += (index * 7919) % 9000;
      nowMs += msUntilAllowed(dialled, limit, count, nowMs);
      for (let dial = 0; dial < count; dial += 1) dialled.push(nowMs);
    }
    for (const fromMs of dialled) {
      expect(dialled.filter((atMs) => atMs >= fromMs && atMs < fromMs + limit.withinMs).length).toBeLessThanOrEqual(5);
    }
  });

  it('says how many may be made at once', () => {
    vi.useFakeTimers({ now: 100_000, toFake: ['Date'] });
    expect(dialsAllowed([], limit)).toBe(5);
    expect(dialsAllowed([60_000, 69_999, 70_001, 99_999], limit)).toBe(3);
    expect(dialsAllowed(Array(9).fill(99_000), limit)).toBe(0);
  });
});
