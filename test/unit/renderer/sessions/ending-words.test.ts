import { expect, test } from 'vitest';
import { endingAhead, endingWords, endingWordsNow, endWords } from '../../../../renderer/sessions/ending-words.ts';
import { gateView } from '../../../support/gate-view.ts';

test('a shell’s end is told with what it ended with', () => {
  expect(endWords({ kind: 'exited', exitCode: 0 })).toEqual({ text: 'The session has ended.', isBad: false });
  expect(endWords({ kind: 'exited', exitCode: 3 }).text).toBe('The session has ended with exit status 3.');
  expect(endWords({ kind: 'exited', signal: 'TERM' })).toEqual({
    text: 'The session was ended by TERM.',
    isBad: true,
  });
});

test('a gate that is open or unknown is said loudly, with what to do', () => {
  const unknown = endingWords({ kind: 'unknown', message: 'Nobody can say.' });
  expect([unknown.tone, unknown.text]).toEqual(['stuck', 'Nobody can say.']);
  const open = endingWords({ kind: 'open', message: 'It is open. Cause after cause.', mayBeShared: false });
  // The causes are the notice's: a bar has no room for them.
  expect([open.tone, open.text]).toEqual(['stuck', 'The gate is still open.']);
  for (const { remedy } of [unknown, open]) expect(remedy).toBeDefined();
});

test('of a gate that was opened for another address it is said that it cannot be shut from here', () => {
  const { text, tone } = endingWords({ kind: 'unknown', message: 'Elsewhere.', openedFor: '192.168.1.5' });
  expect(text).toBe('The gate may still be open for 192.168.1.5: from here it cannot be shut.');
  expect(tone).toBe('stuck');
});

test('a gate that others hold is named with its holders', () => {
  expect(endingWords({ kind: 'held', sessions: 2, byHand: true }).text).toBe(
    'The gate stays open: held by 2 other sessions and your hand.',
  );
  expect(endingWords({ kind: 'held', sessions: 0, byHand: false }).text).toBe(
    'The gate stays open: held by the delay after an earlier session.',
  );
});

test('a gate that stays open by its policy is told with who shuts it', () => {
  expect(endingWords({ kind: 'delayed', delayS: 60, shutsAtMs: 1 })).toMatchObject({
    text: 'The gate shuts 60 s after the last session.',
    tone: 'shut',
  });
  expect(endingWords({ kind: 'by-hand' })).toMatchObject({
    text: 'The gate stays open until you shut it.',
    tone: 'open',
  });
});

test('a gate that stayed open for a while is told as shut once it is', () => {
  const endings = [
    { kind: 'held', sessions: 1, byHand: false },
    { kind: 'delayed', delayS: 60, shutsAtMs: 1 },
    { kind: 'by-hand' },
  ] as const;
  for (const ending of endings) {
    expect(endingWordsNow(ending, 'shut')).toEqual(endingWords({ kind: 'shut' }));
    expect(endingWordsNow(ending, 'open')).toEqual(endingWords(ending));
    expect(endingWordsNow(ending, undefined)).toEqual(endingWords(ending));
  }
  const owed = { kind: 'awaited', lookAtMs: 0, message: 'It is looked at again.' } as const;
  expect(endingWordsNow({ ...owed, why: 'few-dials' }, 'shut')).toEqual(endingWords({ kind: 'shut' }));
  expect(endingWordsNow({ ...owed, why: 'few-dials' }, 'unknown').text).toBe(owed.message);
  expect(endingWordsNow({ ...owed, why: 'late-opening' }, 'shut').text).toBe(owed.message);
  const left = { kind: 'left', why: 'found-open' } as const;
  expect(endingWordsNow(left, 'shut')).toEqual(endingWords(left));
});

test('what the end of a session brings follows the profile, and what is known of the gate', () => {
  const gate = gateView();
  expect(endingAhead({ end: 'shut' }, gate)).toBe('The gate is shut when no other session needs it.');
  expect(endingAhead({ end: 'delayed', delayS: 55 }, gate)).toBe('The gate shuts 55 s after the last session.');
  expect(endingAhead({ end: 'by-hand' }, gate)).toBe('The gate stays open until you shut it.');
  expect(endingAhead({ end: 'left', why: 'closes-itself' }, gate)).toBe('The server shuts the gate by itself.');
  expect(endingAhead({ end: 'shut' }, { ...gate, isHeldByHand: true })).toBe('The gate stays open until you shut it.');
  expect(endingAhead({ end: 'shut' }, { ...gate, isFound: true })).toMatch(/left as it was found/);
});
