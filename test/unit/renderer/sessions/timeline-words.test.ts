import { expect, test } from 'vitest';
import { presentLines, timelineLines } from '../../../../renderer/sessions/timeline-words.ts';
import { momentWords } from '../../../../renderer/text/duration-words.ts';
import { heard, madeTry } from '../../../support/made-attempt.ts';
import { dial, knock, leg, opened, resolved } from './made-session.ts';

test('an attempt is told line by line, with one line for dials that follow each other', () => {
  const lines = timelineLines([resolved, knock(5, 1), knock(9, 2), knock(13, 3), dial(15), dial(35), opened]);
  expect(lines.map(({ atMs, words }) => `${words} · ${momentWords(atMs)}`)).toEqual([
    'resolved 203.0.113.7 · 3 ms',
    'knock 1 of 3 · 5 ms',
    'knock 2 of 3 · 9 ms',
    'knock 3 of 3 · 13 ms',
    'dialling, 2 tries · 35 ms',
    'the gate has opened · 74 ms',
  ]);
});

test('each key that was offered is named, with what the server said to it', () => {
  const key = { event: 'key', kind: 'ED25519', fingerprint: 'SHA256:abc', from: 'laptop, in the agent' } as const;
  const words = timelineLines([
    { atMs: 80, ...key, isTaken: false },
    { atMs: 90, ...key, kind: 'RSA', isTaken: true },
  ]).map((line) => line.words);
  expect(words).toEqual([
    'key ED25519 SHA256:abc (laptop, in the agent) refused',
    'key RSA SHA256:abc (laptop, in the agent) taken',
  ]);
});

test('where both families were tried it is said which one opened', () => {
  const words = timelineLines([
    resolved,
    { atMs: 74, event: 'open', address: 'fd00::7', port: 22, found: false, over: 'IPv6' },
  ]).map((line) => line.words);
  expect(words.at(-1)).toBe('the gate has opened, over IPv6');
});

test('ports are named only for the opening, and only where they were asked for', () => {
  const steps = [
    { port: 7000, protocol: 'tcp' },
    { port: 8000, protocol: 'udp' },
  ] as const;
  const words = timelineLines([knock(1, 1), knock(2, 2), knock(3, 1, 'flush'), knock(4, 1, 'close')], steps).map(
    (line) => line.words,
  );
  expect(words).toEqual(['7000 tcp', '8000 udp', 'clearing half an attempt, 1 of 3', 'closing knock 1 of 3']);
});

test('dials after a second knocking are counted anew', () => {
  const words = timelineLines([dial(1), dial(2), knock(3, 1), dial(4)]).map((line) => line.words);
  expect(words).toEqual(['dialling, 2 tries', 'knock 1 of 3', 'dialling']);
});

test('while it goes on, tries that came to nothing are a line each, with what was heard', () => {
  const retrying = { atMs: 1700, event: 'notice', notice: { kind: 'retrying' } } as const;
  const first = [resolved, heard('look', 'silence'), ...madeTry({ answers: ['ECONNREFUSED', 'silence'] }), retrying];
  const words = presentLines([...first, knock(1800, 1)]).map((line) => line.words);
  expect(words).toEqual([
    'resolved 203.0.113.7',
    'before the knocks: silence',
    '1st try: refused, silence',
    'knock 1 of 3',
  ]);
});

test('an answer that comes between two dials leaves them one line', () => {
  const lines = timelineLines([knock(1, 1), dial(2), dial(3), heard('dials', 'ECONNREFUSED', 4), dial(12)]);
  expect(lines.map(({ atMs, words }) => [atMs, words])).toEqual([
    [1, 'knock 1 of 3'],
    [3, 'dialling, 3 tries'],
    [4, 'refused'],
  ]);
});

test('on a way by jump hosts it says whose gate is meant, and names ports of the last one alone', () => {
  const steps = [{ port: 7000, protocol: 'tcp' }] as const;
  const timeline = [leg(1, 'bastion'), knock(1, 1), leg(2, 'db'), knock(2, 1), leg(2, 'db', 'closing')];
  const words = timelineLines(timeline, steps).map((line) => line.words);
  expect(words).toEqual(['first to bastion', 'knock 1 of 3', 'from there to db', '7000 tcp', 'leaving db']);
});
