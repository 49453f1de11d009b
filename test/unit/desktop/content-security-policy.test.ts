import { expect, test } from 'vitest';
import { contentSecurityPolicy } from '../../../electron/desktop/content-security-policy.ts';

test('the built page may reach nothing by script, and run nothing but its files', () => {
  const policy = contentSecurityPolicy({ forDevelopment: false });
  expect(policy.split('; ')).toEqual([
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self'",
    "img-src 'self'",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ]);
});

test('in development the page may listen to its server on this machine, and to nobody else', () => {
  const policy = contentSecurityPolicy({ forDevelopment: true });
  expect(policy).toContain("connect-src 'self' ws://localhost:*;");
});
