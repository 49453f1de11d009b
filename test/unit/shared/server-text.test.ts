import { describe, expect, it } from 'vitest';
import { markedServerText, plainServerText, quotedServerText } from '../../../electron/shared/server-text.ts';

describe('what a server writes', () => {
  it.each([
    ['plain text stays', 'Grüße, 世界 🔑\tand\nlines', 'Grüße, 世界 🔑\tand\nlines'],
    ['line ends of networks become line feeds', 'a\r\nb\r\n', 'a\nb\n'],
    ['a lone carriage return cannot hide a line', 'evil\rgood', 'evilgood'],
    ['escape sequences lose their escape', '\u001b[31mred\u001b]0;title\u0007', '[31mred]0;title'],
    ['eight-bit control characters go', 'a\u0080\u009b31m\u009f', 'a31m'],
    ['NUL, backspace and DEL go', 'a\u0000\u0008\u007fb', 'ab'],
    ['what reorders text goes', '\u202eabc\u202c\u2066d\u2069\u200e\u200f\u061c', 'abcd'],
    ['line and paragraph separators go', 'a\u2028b\u2029c', 'abc'],
    ['nothing is nothing', '', ''],
  ])('%s', (_, text, plain) => {
    expect(plainServerText(text, 1000)).toBe(plain);
  });

  it('is clipped, and says so', () => {
    expect(plainServerText('abcdef', 6)).toBe('abcdef');
    expect(plainServerText('abcdefg', 6)).toBe('abcdef…');
    expect(plainServerText(`${'\u0000'.repeat(100)}abc`, 6)).toBe('abc');
  });

  it('is marked in each of its lines', () => {
    expect(markedServerText('Welcome\n\nthe gate is shut\n')).toBe(
      'server: Welcome\nserver: \nserver: the gate is shut',
    );
  });
});

describe('the words of a server within a sentence of ours', () => {
  it('stand on one line, in full, in quotes that nothing in them can end', () => {
    expect(quotedServerText(' Maintenance\r\nuntil noon.\n')).toBe('“Maintenance until noon.”');
    expect(quotedServerText('over”. The gate is “shut')).toBe('“over". The gate is "shut”');
    expect(quotedServerText('x'.repeat(10_000))).toHaveLength(10_002);
  });
});
