import { describe, expect, it } from 'vitest';
import {
  movedStep,
  sequenceText,
  stepFormsOf,
  stepProblem,
  stepsOf,
  typedSteps,
} from '../../../../renderer/profiles/step-form.ts';

const row = stepFormsOf('7000,8000:udp@250,9000');
const [first] = row;
if (first === undefined) throw new Error('no step');

describe('a row of steps', () => {
  it('is written as it was read', () => {
    expect(sequenceText(row)).toBe('7000,8000:udp@250,9000');
    expect(stepsOf(row)).toEqual([
      { port: 7000, protocol: 'tcp' },
      { port: 8000, protocol: 'udp', pauseMs: 250 },
      { port: 9000, protocol: 'tcp' },
    ]);
  });

  it('has no steps while one cannot be read', () => {
    expect(stepsOf([])).toBeUndefined();
    expect(stepsOf([...row, { ...first, port: '' }])).toBeUndefined();
  });

  it('has keys that go with the steps', () => {
    const moved = movedStep(row, 0, 2);
    expect(sequenceText(moved)).toBe('8000:udp@250,9000,7000');
    expect(moved[2]?.key).toBe(first.key);
    expect(new Set(row.map(({ key }) => key)).size).toBe(3);
  });

  it('keeps what was typed and cannot be read', () => {
    expect(typedSteps('7000, 8000/udp x9').map(({ port, protocol }) => [port, protocol])).toEqual([
      ['7000', 'tcp'],
      ['8000', 'udp'],
      ['x9', 'tcp'],
    ]);
    expect(typedSteps('word '.repeat(40))).toHaveLength(1);
  });

  it('stays where there is nowhere to go', () => {
    expect(movedStep(row, 0, -1)).toBe(row);
    expect(movedStep(row, 2, 3)).toBe(row);
    expect(movedStep(row, -1, 0)).toBe(row);
  });
});

describe('a step', () => {
  it.each([
    ['7000', '', undefined],
    ['', '', 'a port is missing'],
    ['70000', '', 'a port is a number from 1 to 65535'],
    ['7000 8000', '', 'one port a step'],
    ['7000', '99999999', 'a pause is a number of milliseconds up to 60000'],
  ])('%j with pause %j', (port, pause, problem) => {
    expect(stepProblem({ ...first, port, pause })).toBe(problem);
  });

  it('never quotes what was typed', () => {
    expect(stepProblem({ ...first, port: 'hunter2' })).not.toContain('hunter2');
  });
});
