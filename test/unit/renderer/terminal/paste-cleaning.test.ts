import { expect, test } from 'vitest';
import { cleanPaste, linesToConfirm } from '../../../../renderer/terminal/paste-cleaning.ts';

test('nothing that a terminal could take for a key or a command is left of a paste', () => {
  expect(cleanPaste('echo a\u001b[201~\r\nrm -rf ~\u0003\u009b31m\u007f')).toBe('echo a[201~\nrm -rf ~31m');
});

test('tabs, line breaks and every letter stay', () => {
  expect(cleanPaste('a\tb\nc\rd\r\ne größer → 日本語 👍')).toBe('a\tb\nc\nd\ne größer → 日本語 👍');
});

test('only what sends a line is asked about, and its lines are counted', () => {
  expect(linesToConfirm('ls -la')).toBeUndefined();
  expect(linesToConfirm('ls -la\n')).toBe(1);
  expect(linesToConfirm('cd /srv\n./deploy\n')).toBe(2);
  expect(linesToConfirm('cd /srv\n\n./deploy')).toBe(3);
});
