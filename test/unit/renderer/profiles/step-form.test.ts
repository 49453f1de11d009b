import { describe, expect, it } from 'vitest';
import {
  sequenceText,
  settledStep,
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

  it('has a key for each step', () => {
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

  it.each([
    ['8000/udp', { port: '8000', protocol: 'udp', pause: '5' }],
    ['8000@250', { port: '8000', protocol: 'tcp', pause: '250' }],
    [' 8000 ', { port: '8000', protocol: 'tcp', pause: '5' }],
    ['8000 9000', { port: '8000 9000' }],
    ['8000/sctp', { port: '8000/sctp' }],
  ])('in whose field %j was typed is settled when it is left', (port, expected) => {
    expect(settledStep({ ...first, port, pause: '5' })).toMatchObject(expected);
  });

  it('stays the same one where nothing is to be settled', () => {
    for (const step of [first, { ...first, port: '' }, { ...first, port: 'x' }]) expect(settledStep(step)).toBe(step);
  });

  it('never quotes what was typed', () => {
    expect(stepProblem({ ...first, port: 'hunter2' })).not.toContain('hunter2');
  });
});
