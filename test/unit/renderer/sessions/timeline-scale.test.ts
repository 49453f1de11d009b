import { expect, test } from 'vitest';
import type { TimelineEntry } from '../../../../electron/shared/views/session-view.ts';
import { timelinePicture } from '../../../../renderer/sessions/timeline-scale.ts';
import { failure, heard, madeTry, resolvedTo } from '../../../support/made-attempt.ts';
import { dial, knock, opened, resolved } from './made-session.ts';

const textsIn = (row: string, timeline: readonly TimelineEntry[]) =>
  timelinePicture(timeline)
    .labels.filter((label) => label.row === row)
    .map(({ text }) => text);

test('marks follow the time from left to right and end at the right', () => {
  const { marks } = timelinePicture([resolved, knock(5, 1), knock(9, 2), knock(13, 3), dial(15), dial(2000)]);
  const places = marks.map(({ x }) => x);
  expect(places).toEqual(places.toSorted((one, other) => one - other));
  expect(places.at(-1)).toBeCloseTo(1);
});

test('the knocks beside a long row of dials keep their room', () => {
  const { marks } = timelinePicture([resolved, knock(5, 1), knock(9, 2), dial(10), dial(3009)]);
  const [, first, second] = marks.map(({ x }) => x);
  expect((second ?? 0) - (first ?? 0)).toBeGreaterThan(0.03);
});

test('one try is told by what was done in it, several by their number', () => {
  const looked = [resolvedTo(), heard('look', 'silence')];
  expect(textsIn('top', [...looked, ...madeTry(), failure('gate-stayed-shut')])).toEqual([
    'look',
    'knock',
    'dial',
    'given up',
  ]);
  const twice = [resolvedTo(), ...madeTry(), ...madeTry({ atMs: 2000 }), failure('gate-stayed-shut', { atMs: 3500 })];
  expect(textsIn('top', twice)).toEqual(['1st try', '2nd try', 'given up']);
});

test('silence is an empty stretch that says so, an answer a mark where it came', () => {
  const timeline = [resolvedTo(), heard('look', 'silence'), ...madeTry({ answers: ['ECONNREFUSED'] })];
  const { spans, marks } = timelinePicture(timeline);
  expect(spans.map(({ kind }) => kind)).toEqual(['silence']);
  expect(marks.filter(({ kind }) => kind === 'answer')).toHaveLength(1);
  expect(textsIn('below', timeline)).toEqual(['silence', 'refused']);
});

test('of many tries the first two and the last are drawn, and how many were between', () => {
  const tries = Array.from({ length: 8 }, (_, index) => madeTry({ atMs: 100 + index * 2000 })).flat();
  const timeline = [resolvedTo(), ...tries, failure('gate-stayed-shut', { atMs: 16_000 })];
  const { marks, spans } = timelinePicture(timeline);
  expect(textsIn('top', timeline)).toEqual(['1st try', '2nd try', '5 more tries', '8th try', 'given up']);
  expect(marks.filter(({ kind }) => kind === 'knock')).toHaveLength(9);
  expect(spans.filter(({ kind }) => kind === 'folded')).toHaveLength(1);
});

test('the other family is named by its name', () => {
  const timeline = [resolvedTo(), ...madeTry(), heard('other-family', 'ECONNREFUSED', 1500)];
  expect(textsIn('top', timeline)).toContain('IPv6');
});

test('a wait of minutes leaves the rest its room', () => {
  const timeline = [resolvedTo(), ...madeTry(), ...madeTry({ atMs: 120_000 })];
  const { marks } = timelinePicture(timeline);
  expect(textsIn('wait', timeline)).toEqual(['118.7 s']);
  const [, first, , third] = marks.map(({ x }) => x);
  expect((third ?? 0) - (first ?? 0)).toBeGreaterThan(0.05);
});

test('what was only said takes no place', () => {
  const { marks } = timelinePicture([resolved, { atMs: 9, event: 'notice', notice: { kind: 'retrying' } }]);
  expect(marks.map(({ kind }) => kind)).toEqual(['resolved']);
  expect(timelinePicture([]).marks).toEqual([]);
});

test('of names that would lie on each other the more telling one stays, of the same the earlier', () => {
  const asking = (atMs: number) => ({ atMs, event: 'asking', what: 'password' }) as const;
  expect(textsIn('below', [resolved, knock(5, 1), { ...opened, atMs: 4000 }, asking(4001), asking(4002)])).toEqual([
    'open',
  ]);
  expect(textsIn('below', [resolved, asking(4000), asking(4001), dial(9000)])).toEqual(['asked']);
  expect(textsIn('below', [resolved, { ...opened, atMs: 2000 }, asking(8000)])).toEqual(['open', 'asked']);
});

test('the numbers of knocks in a crowd thin out', () => {
  const crowd = Array.from({ length: 64 }, (_, index) => knock(index, (index % 32) + 1));
  const numbers = textsIn('knock', crowd);
  expect(numbers[0]).toBe('1');
  expect(numbers.length).toBeLessThan(45);
});
