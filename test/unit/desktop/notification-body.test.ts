import { expect, it } from 'vitest';
import { notificationBody } from '../../../electron/desktop/notification-body.ts';

it('a name is no markup where a notification may be read as some', () => {
  const text = 'By way of <a href="https://evil.example">bastion</a> &amp; home.';
  expect(notificationBody(text, 'linux')).not.toMatch(/[<>&]/);
  expect(notificationBody(text, 'darwin')).toBe(text);
  expect(notificationBody(text, 'win32')).toBe(text);
});
