import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { TurnAhead } from '../../../../../electron/core/gate/journal/turn-ahead.ts';
import { type Turn, takeTurn } from '../../../../../electron/core/gate/journal/turns.ts';
import { failureOf } from '../../../../support/failure-of.ts';
import { deadProcess, startMarkedProcess } from '../../../../support/marked-process.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

/** Stands in line, and settles once it has to wait there. */
async function standInLine(folder: string, signal?: AbortSignal) {
  let turn: Promise<Turn> = Promise.reject(new Error('nobody waits'));
  turn.catch(() => undefined);
  await new Promise<void>((resolve) => {
    turn = takeTurn(folder, { signal, onWaiting: () => resolve() });
    turn.catch(() => undefined);
  });
  return { turn };
}

function putTicket(folder: string, number: number | 'choosing', content: unknown): string {
  mkdirSync(folder, { recursive: true });
  const name = `${number === 'choosing' ? number : String(number).padStart(12, '0')}-${randomUUID()}`;
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  return name;
}

describe('tasks of one process', () => {
  it('get the turn one at a time', async () => {
    const folder = join(temporaryFolder(), 'not', 'there');
    let inside = 0;
    const seen: number[] = [];
    const work = async () => {
      const turn = await takeTurn(folder);
      inside += 1;
      seen.push(inside);
      await turnOfTheLoop();
      inside -= 1;
      await turn.end();
    };
    await Promise.all(Array.from({ length: 16 }, work));
    expect(seen).toEqual(Array(16).fill(1));
    expect(existsSync(folder)).toBe(false);
  });

  it('get it in the order in which they came', async () => {
    const folder = temporaryFolder();
    const order: string[] = [];
    const first = await takeTurn(folder);
    const turns: Promise<void>[] = [];
    for (const name of ['first', 'second', 'third', 'fourth']) {
      const { turn } = await standInLine(folder);
      turns.push(
        turn.then(async ({ end }) => {
          order.push(name);
          await end();
        }),
      );
    }
    expect(order).toEqual([]);
    await first.end();
    await Promise.all(turns);
    expect(order).toEqual(['first', 'second', 'third', 'fourth']);
  });

  it('hear once that they wait, and nothing where they need not', async () => {
    const folder = temporaryFolder();
    let said = 0;
    const say = {
      onWaiting: () => {
        said += 1;
      },
    };
    const first = await takeTurn(folder, say);
    expect(said).toBe(0);
    const second = takeTurn(folder, say);
    const { turn: third } = await standInLine(folder);
    await first.end();
    await Promise.all([second, third].map(async (turn) => (await turn).end()));
    expect(said).toBe(1);
  });

  it('have one ticket between them, however many wait', async () => {
    const folder = temporaryFolder();
    const first = await takeTurn(folder);
    const waiting = await Promise.all(Array.from({ length: 20 }, () => standInLine(folder)));
    expect(readdirSync(folder)).toHaveLength(1);
    await first.end();
    for (const { turn } of waiting) await (await turn).end();
  });

  it('may end a turn twice', async () => {
    const folder = temporaryFolder();
    const first = await takeTurn(folder);
    await first.end();
    const again = await takeTurn(folder);
    await first.end();
    expect(readdirSync(folder)).toHaveLength(1);
    await again.end();
  });
});

describe('a task that is cancelled while it waits', () => {
  it('leaves no ticket, and those behind it go on', async () => {
    const folder = temporaryFolder();
    const first = await takeTurn(folder);
    const cancel = new AbortController();
    const { turn: cancelledTurn } = await standInLine(folder, cancel.signal);
    const { turn: next } = await standInLine(folder);
    cancel.abort();
    expect((await failureOf(cancelledTurn)).code).toBe('cancelled');
    await first.end();
    await (await next).end();
    expect(existsSync(folder)).toBe(false);
  });
});

describe('a ticket of somebody else', () => {
  it.each([
    ['no JSON', 'nonsense'],
    ['empty', ''],
    ['of another shape', { pid: 1 }],
  ])('that cannot be read (%s) is thrown away', async (_, content) => {
    const folder = temporaryFolder();
    putTicket(folder, 1, content);
    putTicket(folder, 'choosing', content);
    await (await takeTurn(folder)).end();
    expect(existsSync(folder)).toBe(false);
  });

  it('whose process has died is thrown away, at whatever it was', async () => {
    const folder = temporaryFolder();
    const mark = await deadProcess();
    putTicket(folder, 7, mark);
    putTicket(folder, 'choosing', mark);
    await (await takeTurn(folder)).end();
    expect(existsSync(folder)).toBe(false);
  });

  it.each([1, 'choosing'] as const)('whose process lives is waited for until it dies (%s)', async (number) => {
    const folder = temporaryFolder();
    const other = await startMarkedProcess();
    putTicket(folder, number, other.mark);
    let isOurs = false;
    const turn = takeTurn(folder).then((ours) => {
      isOurs = true;
      return ours;
    });
    // Others come and go while it waits: it has had the time to be wrong.
    await expect.poll(() => readdirSync(folder).some((name) => name.startsWith('000000000002'))).toBe(number === 1);
    for (let i = 0; i < 5; i += 1) await (await takeTurn(join(folder, 'elsewhere'))).end();
    expect(isOurs).toBe(false);
    await other.kill();
    await (await turn).end();
    expect(isOurs).toBe(true);
  });

  it.skipIf(process.platform === 'win32')('whose process is stopped is told, and passed over after 2 s', async () => {
    const folder = temporaryFolder();
    const { mark } = await startMarkedProcess();
    const sinceMs = Date.now() - 60_000;
    putTicket(folder, 1, { ...mark, sinceMs });
    const heard: TurnAhead[] = [];
    const turn = takeTurn(folder, { onWaiting: (ahead) => void heard.push(ahead) });
    await expect.poll(() => heard).toEqual([{ pid: mark.pid, sinceMs, isStopped: false }]);
    process.kill(mark.pid, 'SIGSTOP');
    const stoppedAt = performance.now();
    const ours = await turn;
    expect(performance.now() - stoppedAt).toBeGreaterThan(2000);
    expect(heard.at(-1)).toEqual({ pid: mark.pid, sinceMs, isStopped: true });
    expect(readdirSync(folder)).toHaveLength(1);
    await ours.end();
  });

  it('of a stopped process keeps nobody who cancels', async () => {
    const folder = temporaryFolder();
    const { mark } = await startMarkedProcess();
    process.kill(mark.pid, 'SIGSTOP');
    putTicket(folder, 1, mark);
    const cancel = new AbortController();
    const { turn } = await standInLine(folder, cancel.signal);
    cancel.abort();
    expect((await failureOf(turn)).code).toBe('cancelled');
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it('is left alone where it is no ticket at all', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'README'), 'kept');
    await (await takeTurn(folder)).end();
    expect(readdirSync(folder)).toEqual(['README']);
  });
});

describe('a process that was stopped and passed over', () => {
  it('learns that its turn is lost, until it has ended it', async () => {
    const folder = temporaryFolder();
    const turn = await takeTurn(folder);
    expect(await turn.isLost()).toBe(false);
    for (const file of readdirSync(folder)) rmSync(join(folder, file));
    expect(await turn.isLost()).toBe(true);
    await turn.end();
    expect(await turn.isLost()).toBe(false);
  });

  it('while it waited stands in line anew, behind the others', async () => {
    const folder = temporaryFolder();
    const [first, later] = [await startMarkedProcess(), await startMarkedProcess()];
    putTicket(folder, 1, first.mark);
    const turn = takeTurn(folder);
    const own = () => readdirSync(folder).filter((name) => /^0{11}[2-9]-/.test(name));
    await expect.poll(own).toHaveLength(1);
    const laterTicket = putTicket(folder, 3, later.mark);
    rmSync(join(folder, own().find((name) => name !== laterTicket) ?? ''));
    await expect.poll(own).toContainEqual(expect.stringMatching(/^0{11}4-/));
    await later.kill();
    await first.kill();
    await (await turn).end();
  });
});
