import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { takeTurn } from '../../../../../electron/core/gate/journal/turns.ts';
import { failureOf } from '../../../../support/failure-of.ts';
import { deadProcess, startMarkedProcess } from '../../../../support/marked-process.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

/** Stands in line, and settles once it has to wait there. */
async function standInLine(folder: string, signal?: AbortSignal) {
  let turn = Promise.resolve(() => Promise.resolve());
  await new Promise<void>((resolve) => {
    turn = takeTurn(folder, { signal, onWaiting: resolve });
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
      const end = await takeTurn(folder);
      inside += 1;
      seen.push(inside);
      await turnOfTheLoop();
      inside -= 1;
      await end();
    };
    await Promise.all(Array.from({ length: 16 }, work));
    expect(seen).toEqual(Array(16).fill(1));
    expect(readdirSync(folder)).toEqual([]);
  });

  it('get it in the order in which they came', async () => {
    const folder = temporaryFolder();
    const order: string[] = [];
    const end = await takeTurn(folder);
    const turns: Promise<void>[] = [];
    for (const name of ['first', 'second', 'third', 'fourth']) {
      const { turn } = await standInLine(folder);
      turns.push(
        turn.then(async (over) => {
          order.push(name);
          await over();
        }),
      );
    }
    expect(order).toEqual([]);
    await end();
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
    const end = await takeTurn(folder, say);
    expect(said).toBe(0);
    const second = takeTurn(folder, say);
    const { turn: third } = await standInLine(folder);
    await end();
    await Promise.all([second, third].map(async (turn) => (await turn)()));
    expect(said).toBe(1);
  });

  it('may end a turn twice', async () => {
    const folder = temporaryFolder();
    const end = await takeTurn(folder);
    await end();
    const again = await takeTurn(folder);
    await end();
    expect(readdirSync(folder)).toHaveLength(1);
    await again();
  });
});

describe('a task that is cancelled while it waits', () => {
  it('leaves no ticket, and those behind it go on', async () => {
    const folder = temporaryFolder();
    const end = await takeTurn(folder);
    const cancel = new AbortController();
    const { turn: cancelledTurn } = await standInLine(folder, cancel.signal);
    const { turn: next } = await standInLine(folder);
    expect(readdirSync(folder)).toHaveLength(3);
    cancel.abort();
    expect((await failureOf(cancelledTurn)).code).toBe('cancelled');
    expect(readdirSync(folder)).toHaveLength(2);
    await end();
    await (await next)();
    expect(readdirSync(folder)).toEqual([]);
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
    await (await takeTurn(folder))();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('whose process has died is thrown away, at whatever it was', async () => {
    const folder = temporaryFolder();
    const mark = await deadProcess();
    putTicket(folder, 7, mark);
    putTicket(folder, 'choosing', mark);
    await (await takeTurn(folder))();
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([1, 'choosing'] as const)('whose process lives is waited for until it dies (%s)', async (number) => {
    const folder = temporaryFolder();
    const other = await startMarkedProcess();
    putTicket(folder, number, other.mark);
    let isOurs = false;
    const turn = takeTurn(folder).then((end) => {
      isOurs = true;
      return end;
    });
    // Others come and go while it waits: it has had the time to be wrong.
    await expect.poll(() => readdirSync(folder).some((name) => name.startsWith('000000000002'))).toBe(number === 1);
    for (let i = 0; i < 5; i += 1) await (await takeTurn(join(folder, 'elsewhere')))();
    expect(isOurs).toBe(false);
    await other.kill();
    await (await turn)();
    expect(isOurs).toBe(true);
  });

  it('is left alone where it is no ticket at all', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'README'), 'kept');
    await (await takeTurn(folder))();
    expect(readdirSync(folder)).toEqual(['README']);
  });
});
