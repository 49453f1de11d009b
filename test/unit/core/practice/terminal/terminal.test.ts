import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { complete } from '../../../../../electron/core/practice/shell/completion.ts';
import { cellWidth, charactersOf } from '../../../../../electron/core/practice/terminal/cell-width.ts';
import { createKeyDecoder } from '../../../../../electron/core/practice/terminal/key-decoder.ts';
import { placeAfter } from '../../../../../electron/core/practice/terminal/line-display.ts';
import { Terminal } from '../../../../../electron/core/practice/terminal/terminal.ts';
import type { ReadHelp } from '../../../../../electron/core/practice/terminal/terminal-reading.ts';
import { playShell } from '../shell/played-shell.ts';

function startTerminal(columns = 80) {
  let screen = '';
  let interrupts = 0;
  const terminal = new Terminal({
    write(text) {
      screen += text;
      return Promise.resolve();
    },
    columns: () => columns,
    onInterrupt: () => {
      interrupts += 1;
    },
  });
  return { terminal, screen: () => screen, interrupts: () => interrupts };
}

async function typed(keys: string | readonly string[], help: ReadHelp = {}): Promise<string> {
  const { terminal } = startTerminal();
  const reading = terminal.readLine('$ ', help);
  for (const piece of [keys].flat()) await terminal.feed(piece);
  const result = await reading;
  return result.kind === 'line' ? result.text : result.kind;
}

describe('the line editor', () => {
  it.each([
    ['plain text', 'abc\r', 'abc'],
    ['backspace', 'abc\u007f\u007fd\r', 'ad'],
    ['backspace over a character of several code points', 'x👩‍🚀e\u0301\u007f\u007fy\r', 'xy'],
    ['arrows', 'ac\u001b[Db\r', 'abc'],
    ['application arrows', 'ac\u001bODb\r', 'abc'],
    ['home and end', 'b\u001b[Ha\u001b[Fc\r', 'abc'],
    ['Ctrl-A and Ctrl-E', 'b\u0001a\u0005c\r', 'abc'],
    ['delete', 'abc\u001b[D\u001b[3~\r', 'ab'],
    ['Ctrl-D within a line', 'abc\u0001\u0004\r', 'bc'],
    ['Ctrl-U', 'abc def\u001b[D\u0015\r', 'f'],
    ['Ctrl-K', 'abc\u0001\u001b[C\u000b\r', 'a'],
    ['Ctrl-W', 'abc def  \u0017x\r', 'abc x'],
    ['Ctrl-Y', 'abc def\u0017\u0019\u0019\r', 'abc defdef'],
    ['words', 'abc def\u001bb\u001b[1;5Dx\u001bfy\r', 'xabcy def'],
    ['a bracketed paste', '\u001b[200~abc\u001b[201~d\r', 'abcd'],
    ['sequences without a meaning', 'a\u001b[?1;2c\u001b[99;5~\u001b[Ib\u0007\u001b]c\r', 'abc'],
    ['a sequence without an end', `a\u001b[${'1'.repeat(50)}\r`, `a[${'1'.repeat(50)}`],
    ['Ctrl-C', 'abc\u0003', 'interrupted'],
    ['Ctrl-D', '\u0004', 'end'],
    ['Ctrl-L', 'ab\u000cc\r', 'abc'],
  ])('%s', async (_name, keys, expected) => expect(await typed(keys)).toBe(expected));

  it('takes a sequence in pieces', async () => {
    expect(await typed(['ac\u001b', '[', 'D', 'b\r'])).toBe('abc');
  });

  it('goes through the history and back', async () => {
    const history = ['one', 'two'];
    expect(await typed('\u001b[A\r', { history })).toBe('two');
    expect(await typed('\u001b[A\u001b[A\u001b[A!\r', { history })).toBe('one!');
    expect(await typed('x\u001b[A\u001b[A\u001b[B\u001b[B\r', { history })).toBe('');
  });

  it('keeps a line within bounds', async () => {
    expect(await typed(`${'x'.repeat(10_000)}\r`)).toHaveLength(4096);
  });

  it('keeps what is typed ahead, and drops it at Ctrl-C', async () => {
    const { terminal, interrupts } = startTerminal();
    await terminal.feed('first\rsecond\r');
    expect(await terminal.readLine('')).toEqual({ kind: 'line', text: 'first' });
    expect(await terminal.readLine('')).toEqual({ kind: 'line', text: 'second' });
    await terminal.feed('lost\r\u0003kept\r');
    expect(interrupts()).toBe(1);
    expect(await terminal.readLine('')).toEqual({ kind: 'line', text: 'kept' });
    await terminal.feed('\r'.repeat(1_000_000));
    terminal.end();
    expect(await terminal.readLine('')).toEqual({ kind: 'end' });
  });

  it('answers what was typed before the input ended', async () => {
    const { terminal } = startTerminal();
    await terminal.feed('first\rsecond\rthird');
    await terminal.endInput();
    expect(await terminal.readLine('')).toEqual({ kind: 'line', text: 'first' });
    expect(await terminal.readLine('')).toEqual({ kind: 'line', text: 'second' });
    expect(await terminal.readLine('')).toEqual({ kind: 'end' });
    expect(await terminal.readLine('')).toEqual({ kind: 'end' });
  });

  it('draws a long line over its rows', async () => {
    const { terminal, screen } = startTerminal(10);
    void terminal.readLine('$ ');
    await terminal.feed('12345678');
    expect(screen()).toBe('$ 12345678 \r\u001b[K');
    await terminal.feed('9');
    expect(screen()).toBe('$ 12345678 \r\u001b[K9');
    await terminal.feed('\u001b[D\u001b[D');
    expect(screen().endsWith('\u001b[1A\r\u001b[J$ 123456789\u001b[1A\r\u001b[9C')).toBe(true);
  });

  it('draws once for many keys', async () => {
    const { terminal, screen } = startTerminal();
    void terminal.readLine('');
    await terminal.feed('x'.repeat(4096));
    const before = screen().length;
    await terminal.feed('\u001b[D\u001b[C'.repeat(1000) + '\u001b[D'.repeat(10));
    expect(screen().length - before).toBeLessThan(10_000);
  });

  it('lets whoever waits for a line go on before the next key', async () => {
    const { terminal, interrupts } = startTerminal();
    const reading = terminal.readLine('');
    const feeding = terminal.feed('run\r\u0003');
    await reading;
    expect(interrupts()).toBe(0);
    await feeding;
    await turn();
    expect(interrupts()).toBe(1);
  });
});

describe('the width of characters', () => {
  it.each([
    ['a', 1],
    ['ä', 1],
    ['a\u0308', 1],
    ['東', 2],
    ['한', 2],
    ['🚪', 2],
    ['👩‍🚀', 2],
    ['\u200b', 0],
  ])('%s', (text, width) => {
    expect(charactersOf(text)).toHaveLength(1);
    expect(cellWidth(text)).toBe(width);
  });

  it('moves a wide character that does not fit to the next row', () => {
    expect(placeAfter([...'abc東'], 4)).toEqual({ row: 1, column: 2 });
    expect(placeAfter([...'ab東'], 4)).toEqual({ row: 1, column: 0 });
  });
});

describe('completion', () => {
  it.each([
    ['wh', 'oami ', []],
    ['cat wel', 'come.txt ', []],
    ['cat no', 'tes/', []],
    ['cat notes/k', 'nocking.txt ', []],
    ['cat ~/w', 'elcome.txt ', []],
    ['ls | gr', 'ep ', []],
    ['cat < w', 'elcome.txt ', []],
    ['h', '', ['head', 'help', 'history', 'hostname']],
    ['cat x', '', []],
    ['cat notes/', '', ['knocking.txt', 'letters.txt', 'mistakes.txt', 'terminal.txt']],
  ])('%s', (text, added, choices) => expect(complete(text, playShell().shell)).toEqual({ added, choices }));

  it('quotes blanks, and knows them when they are quoted', async () => {
    const { shell, run } = playShell();
    await run('echo > "a b c"');
    expect(complete('cat a', shell).added).toBe('\\ b\\ c ');
    expect(complete('cat a\\ b', shell).added).toBe('\\ c ');
  });
});

describe('the key decoder', () => {
  it('takes CR LF as one line end', () => {
    const decode = createKeyDecoder();
    expect([...decode('a\r'), ...decode('\nb\n\r')].filter(({ kind }) => kind === 'enter')).toHaveLength(3);
  });
});
