import { expect, it } from 'vitest';
import { hasInvisible, withVisibleControls } from '../../../electron/shared/unprintable.ts';

it.each([
  ['a zero-width space', 'web\u200b'],
  ['a joiner where nothing is joined', 'we\u200db'],
  ['a variation of a letter', 'web\ufe0f'],
  ['a Hangul filler, which looks like a blank', 'web\u3164'],
  ['an empty Braille cell', '\u2800'],
  ['a blank that does not break', 'web\u00a0server'],
  ['a soft hyphen', 'web\u00adserver'],
  ['a byte order mark', '\ufeffweb'],
  ['a tag', 'web\u{e0041}'],
])('a name with %s has something that nobody sees', (_, name) => {
  expect(hasInvisible(name)).toBe(true);
});

it.each(['web server', 'Grüße', '世界　東京', 'می‌خواهم', 'क्‍ष', '🗄️ backup', '👩‍💻', '1️⃣ first'])(
  '%s has nothing of that',
  (name) => {
    expect(hasInvisible(name)).toBe(false);
  },
);

it('what would steer a terminal is shown, and lines and tabs stay', () => {
  expect(withVisibleControls('a\u001b[31m\u009b1m\u202e\r\n\tb')).toBe('a\\u001b[31m\\u009b1m\\u202e\\u000d\n\tb');
});
