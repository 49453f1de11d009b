import { describe, expect, it } from 'vitest';
import { whyTooSlow } from '../../../../renderer/profiles/sequence-time.ts';

describe('a sequence', () => {
  it('has a second less than the daemon remembers', () => {
    expect(whyTooSlow(4000, 5)).toBeUndefined();
    expect(whyTooSlow(4001, 5)).toContain('after 5 s');
  });
});
