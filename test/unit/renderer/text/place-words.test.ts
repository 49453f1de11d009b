import { expect, it } from 'vitest';
import { placeWords } from '../../../../renderer/text/place-words.ts';

it.each([
  ['web.example.net', 22, 'web.example.net'],
  ['web.example.net', 2222, 'web.example.net:2222'],
  ['2001:db8::1', 22, '2001:db8::1'],
  ['2001:db8::1', 2222, '[2001:db8::1]:2222'],
])('says where %s with port %i is', (host, port, words) => {
  expect(placeWords({ host, port })).toBe(words);
});
