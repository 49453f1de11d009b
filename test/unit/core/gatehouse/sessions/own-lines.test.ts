import { beforeAll, describe, expect, it, vi } from 'vitest';
import { reconnectedLine } from '../../../../../electron/core/gatehouse/sessions/own-lines.ts';

const at = new Date(2026, 0, 2, 14, 3);

/** What xterm.js itself shows of bytes, line by line. */
let shown: (...writes: readonly (string | Uint8Array)[]) => Promise<readonly string[]>;

beforeAll(async () => {
  // It asks for them when it is loaded, and needs them only to be drawn.
  vi.stubGlobal('window', globalThis);
  vi.stubGlobal('document', {});
  const { Terminal } = await import('@xterm/xterm');
  shown = async (...writes) => {
    const terminal = new Terminal({ allowProposedApi: true, cols: 40, rows: 8 });
    for (const bytes of writes) await new Promise<void>((resolve) => terminal.write(bytes, resolve));
    const { active } = terminal.buffer;
    expect(active.type).toBe('normal');
    expect(terminal.modes).toMatchObject({ bracketedPasteMode: false, mouseTrackingMode: 'none' });
    const lines = Array.from({ length: active.length }, (_, row) => active.getLine(row)?.translateToString(true) ?? '');
    return lines.filter((line) => line !== '');
  };
});

describe('the line between two sessions of a tab', () => {
  it.each([
    ['at a prompt', 'one\r\ntwo\r\n$ '],
    ['in a program that had the whole screen', 'one\r\ntwo\r\n$ \u001b[?1049h\u001b[2J\u001b[5;5Hediting'],
    ['in one that had the mouse and pastes', 'one\r\ntwo\r\n$ \u001b[?1000h\u001b[?2004h'],
  ])('leaves what was written where the last one ended %s', async (_, before) => {
    expect(await shown(before, reconnectedLine(at), 'new\r\n')).toEqual([
      'one',
      'two',
      expect.stringMatching(/^\$\s*$/),
      '── reconnected 14:03 ──',
      'new',
    ]);
  });
});
