import { expect, test } from 'vitest';
import { fingerprintGroups } from '../../../../renderer/prompts/fingerprint-groups.ts';

test('a fingerprint is grouped by four and loses nothing', () => {
  const fingerprint = 'SHA256:p2QAMXNIC1TJYWeIOttrVc98/R1BUFWu3/LiyKgUfQM';
  const { kind, groups } = fingerprintGroups(fingerprint);
  expect(kind).toBe('SHA256');
  expect(groups).toHaveLength(11);
  expect(`${kind}:${groups.join('')}`).toBe(fingerprint);
});

test('one without a kind is grouped all the same', () => {
  expect(fingerprintGroups('abcdef')).toEqual({ kind: undefined, groups: ['abcd', 'ef'] });
});
