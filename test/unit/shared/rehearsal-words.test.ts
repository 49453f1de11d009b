import { describe, expect, it } from 'vitest';
import type { Rehearsal, SeenOfServer } from '../../../electron/shared/rehearsal.ts';
import { rehearsalAnswer } from '../../../electron/shared/rehearsal-words.ts';
import { atMs, before, opening } from '../../support/made-rehearsal.ts';

describe('the answers', () => {
  it('say what was seen', () => {
    const words = (question: 'before' | 'opening' | 'closing', rehearsal: Rehearsal) =>
      rehearsalAnswer(question, rehearsal)?.words;
    expect(words('before', { before })).toBe('Yes, the port stays silent');
    expect(words('before', { before: { kind: 'held', sessions: 2, byHand: true, atMs } })).toBe(
      'No, 2 sessions and your hand hold it open',
    );
    expect(words('opening', { opening })).toBe('Yes, 62 ms after the last knock; “SSH-2.0-x” answers');
    expect(words('opening', { opening: { ...opening, tries: 2 } })).toContain('at try 2');
    expect(words('closing', { closing: { kind: 'left', why: 'closes-itself', opensForS: 30, atMs } })).toBe(
      'By itself, after 30 s; not waited for',
    );
    expect(words('closing', {})).toBeUndefined();
  });
});

describe('what a server did to a gate that nobody shuts', () => {
  const left = (seen: SeenOfServer, why: 'no-closing' | 'closes-itself' = 'no-closing') =>
    rehearsalAnswer('closing', { closing: { kind: 'left', why, seen, atMs } });

  it('is said as it was seen, and is good only where the profile says so', () => {
    const shut = { kind: 'shuts-itself', fromS: 5, toS: 10 } as const;
    expect(left(shut)).toEqual({ isGood: false, words: 'By itself, 5 to 10 s after the knocks' });
    expect(left(shut, 'closes-itself')?.isGood).toBe(true);
    expect(left({ kind: 'lets-one-in' })?.words).toBe('By itself: it let one connection in');
    expect(left({ kind: 'stays-open', forS: 60 })?.words).toBe('No; it was open still 60 s after the knocks');
    // Nothing is wrong with a gate because nobody wanted to wait.
    const cut = { kind: 'stays-open', forS: 0, isCutShort: true } as const;
    expect(left(cut)).toEqual({ isGood: undefined, words: 'Not seen: the wait was ended' });
    expect(left({ kind: 'counts-connections', connections: 4 })?.isGood).toBe(false);
  });
});
