import { expect, test } from 'vitest';
import { timelineScale } from '../../../../renderer/sessions/timeline-scale.ts';
import { dial, knock, opened, resolved } from './made-session.ts';

test('marks follow the time from left to right and end at the right', () => {
  const { marks } = timelineScale([resolved, knock(5, 1), knock(9, 2), knock(13, 3), dial(15), dial(2000)]);
  const places = marks.map(({ x }) => x);
  expect(places).toEqual(places.toSorted((one, other) => one - other));
  expect(places.at(-1)).toBeCloseTo(1);
  expect(marks.map(({ label }) => label)).toEqual([undefined, '1', '2', '3', undefined, undefined]);
});

test('a long wait is named, and the knocks beside it keep their room', () => {
  const { marks, waits } = timelineScale([resolved, knock(5, 1), knock(9, 2), dial(3009)]);
  expect(waits.map(({ label }) => label)).toEqual(['3.00 s']);
  expect((marks[2]?.x ?? 0) - (marks[1]?.x ?? 0)).toBeGreaterThan(0.03);
});

test('what was only said takes no place', () => {
  const { marks } = timelineScale([resolved, { atMs: 9, event: 'notice', notice: { kind: 'retrying' } }]);
  expect(marks.map(({ kind }) => kind)).toEqual(['resolved']);
  expect(timelineScale([]).marks).toEqual([]);
});

test('of names that would lie on each other the more telling one stays, of the same the earlier', () => {
  const asking = (atMs: number) => ({ atMs, event: 'asking', what: 'password' }) as const;
  const labels = (...timeline: Parameters<typeof timelineScale>[0]) =>
    timelineScale(timeline).marks.flatMap(({ label }) => label ?? []);
  expect(labels(resolved, knock(5, 1), { ...opened, atMs: 4000 }, asking(4001), asking(4002))).toEqual(['1', 'open']);
  expect(labels(resolved, asking(4000), asking(4001), dial(9000))).toEqual(['asked']);
  expect(labels(resolved, { ...opened, atMs: 2000 }, asking(8000), dial(16_000))).toEqual(['open', 'asked']);
});

test('the numbers of knocks in a crowd thin out', () => {
  const crowd = Array.from({ length: 64 }, (_, index) => knock(index, (index % 32) + 1));
  const numbered = timelineScale(crowd).marks.filter(({ label }) => label !== undefined);
  expect(numbered[0]?.label).toBe('1');
  expect(numbered.length).toBeLessThan(40);
});
