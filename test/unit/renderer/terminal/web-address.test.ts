import { expect, test } from 'vitest';
import { webAddress } from '../../../../renderer/terminal/web-address.ts';

test('an address is as it was written', () => {
  expect(webAddress('https://example.org:8443/a?b=example.org#c')).toBe('https://example.org:8443/a?b=example.org#c');
});

test('letters that only look the same are written out', () => {
  expect(webAddress('https://аpple.com/')).toBe('https://xn--pple-43d.com/');
});

test('what is no web address is none', () => {
  for (const text of ['javascript:alert(1)', 'file:///etc/passwd', 'portcullis', 'data:text/html,x', 'ssh://host']) {
    expect(webAddress(text)).toBeUndefined();
  }
  expect(webAddress(`https://example.org/${'a'.repeat(5000)}`)).toBeUndefined();
});
