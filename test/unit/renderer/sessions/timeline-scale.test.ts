import { expect, test } from 'vitest';
import { timelineScale } from '../../../../renderer/sessions/timeline-scale.ts';
import { dial, knock, resolved } from './made-session.ts';

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
