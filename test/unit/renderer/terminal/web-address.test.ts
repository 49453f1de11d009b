import { expect, test } from 'vitest';
import { webAddress } from '../../../../renderer/terminal/web-address.ts';

test('the host is set apart', () => {
  expect(webAddress('https://example.org:8443/a?b=example.org#c')).toEqual({
    href: 'https://example.org:8443/a?b=example.org#c',
    before: 'https://',
    host: 'example.org:8443',
    after: '/a?b=example.org#c',
  });
});

test('a name before the host is not taken for it', () => {
  const address = webAddress('https://bank.example@evil.example/bank.example');
  expect(address?.host).toBe('evil.example');
  expect(address?.before).toBe('https://bank.example@');
  expect(webAddress('https://evil.example:pass@evil.example')?.before).toBe('https://evil.example:pass@');
});

test('letters that only look the same are written out', () => {
  expect(webAddress('https://аpple.com/')?.host).toBe('xn--pple-43d.com');
});

test('what is no web address is none', () => {
  for (const text of ['javascript:alert(1)', 'file:///etc/passwd', 'portcullis', 'data:text/html,x', 'ssh://host']) {
    expect(webAddress(text)).toBeUndefined();
  }
  expect(webAddress(`https://example.org/${'a'.repeat(5000)}`)).toBeUndefined();
});
