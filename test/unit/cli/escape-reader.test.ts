import { describe, expect, it } from 'vitest';
import { EscapeReader } from '../../../electron/cli/escape-reader.ts';

/** Types chunks, and gives what went to the server until the end was typed. */
function type(...chunks: readonly string[]) {
  const reader = new EscapeReader();
  let sent = '';
  for (const chunk of chunks) {
    const { bytes, isEnd } = reader.read(Buffer.from(chunk));
    sent += bytes.toString();
    if (isEnd) return { sent, isEnd };
  }
  return { sent, isEnd: false };
}

describe('what is typed', () => {
  it.each([
    ['~. at the beginning ends', ['~.'], '', true],
    ['~. after a line ends', ['ls\r~.'], 'ls\r', true],
    ['~. after a line feed ends', ['ls\n~.'], 'ls\n', true],
    ['~. in two parts ends', ['ls\r', '~', '.'], 'ls\r', true],
    ['what follows the end is dropped', ['~.rest'], '', true],
    ['~~ is one tilde', ['~~'], '~', false],
    ['~~ in two parts is one tilde', ['~', '~'], '~', false],
    ['~~. is a tilde and a dot', ['~~.'], '~.', false],
    ['~ and another key are both sent', ['~a'], '~a', false],
    ['~ and a line end are both sent, and a new line begins', ['~\r~.'], '~\r', true],
    ['~. in a line is text', ['ls ~.'], 'ls ~.', false],
    ['~. in a line is text in parts too', ['l', '~', '.'], 'l~.', false],
    ['~~ in a line is text', ['a~~b'], 'a~~b', false],
    ['a tilde alone waits for the next key', ['\r', '~'], '\r', false],
    ['UTF-8 goes through as it is', ['ä€\r~~ü'], 'ä€\r~ü', false],
  ])('%s', (_, chunks, sent, isEnd) => {
    expect(type(...chunks)).toEqual({ sent, isEnd });
  });

  it('goes through byte by byte whatever it is', () => {
    const all = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => byte !== 0x7e));
    expect(new EscapeReader().read(all)).toEqual({ bytes: all, isEnd: false });
    expect(new EscapeReader().read(Buffer.alloc(0))).toEqual({ bytes: Buffer.alloc(0), isEnd: false });
  });
});
