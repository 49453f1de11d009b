import { describe, expect, it } from 'vitest';
import { drawPassword, sameSecret } from '../../../../electron/core/practice/practice-password.ts';

describe('the password', () => {
  it('is drawn anew, in four readable groups', () => {
    const drawn = new Set(Array.from({ length: 500 }, drawPassword));
    expect(drawn.size).toBe(500);
    for (const password of drawn)
      expect(password).toMatch(/^[abcdefghjkmnpqrstvwxyz]{4}(-[abcdefghjkmnpqrstvwxyz]{4}){3}$/);
  });

  it('is compared as a whole', () => {
    expect(sameSecret('abcd', 'abcd')).toBe(true);
    for (const other of ['', 'abc', 'abcde', 'abcD']) expect(sameSecret(other, 'abcd')).toBe(false);
  });
});
