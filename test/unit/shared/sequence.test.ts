import { describe, expect, test } from 'vitest';
import {
  formatSequence,
  maximumSteps,
  parseSequence,
  SequenceFailure,
  sameKnock,
} from '../../../electron/shared/sequence.ts';

const tcp = (port: number) => ({ port, protocol: 'tcp' as const });
const udp = (port: number) => ({ port, protocol: 'udp' as const });

describe('a sequence is read', () => {
  test.each([
    ['7000,8000,9000', [tcp(7000), tcp(8000), tcp(9000)]],
    ['7000 8000  9000', [tcp(7000), tcp(8000), tcp(9000)]],
    [' 7000:udp , 8000/TCP\n9000 ', [udp(7000), tcp(8000), tcp(9000)]],
    ['1,65535', [tcp(1), tcp(65_535)]],
    [
      '7000@0,8000:udp@60000',
      [
        { ...tcp(7000), pauseMs: 0 },
        { ...udp(8000), pauseMs: 60_000 },
      ],
    ],
  ])('%j', (text, steps) => {
    expect(parseSequence(text)).toEqual(steps);
    expect(parseSequence(formatSequence(steps))).toEqual(steps);
  });

  test('with the protocol that is meant where a step names none', () => {
    expect(parseSequence('7000,8000:tcp', 'udp')).toEqual([udp(7000), tcp(8000)]);
  });

  test('up to the limit of knockd', () => {
    const text = (steps: number) => Array.from({ length: steps }, () => '7000').join();
    expect(parseSequence(text(maximumSteps))).toHaveLength(maximumSteps);
    expect(() => parseSequence(text(maximumSteps + 1))).toThrow('more than 32 steps');
  });
});

test('steps are written in one notation', () => {
  expect(formatSequence([tcp(7000), { ...udp(8000), pauseMs: 250 }, { ...tcp(9000), pauseMs: 0 }])).toBe(
    '7000,8000:udp@250,9000@0',
  );
});

describe('a sequence is refused at the character that is wrong', () => {
  test.each([
    ['', 1, 'there is no step'],
    [' \t', 1, 'there is no step'],
    [',7000', 1, 'a port is missing before the comma'],
    ['7000,,8000', 6, 'a port is missing before the comma'],
    ['7000, ', 5, 'a port is missing after the comma'],
    ['0', 1, 'a port is a number from 1 to 65535'],
    ['7000,65536', 6, 'a port is a number from 1 to 65535'],
    ['7000,99999999999999999999999', 6, 'a port is a number from 1 to 65535'],
    ['07000', 1, 'a port starts with no zero'],
    ['7000,-8000', 6, 'a port is not negative'],
    ['7000-7005', 5, 'ranges of ports are not possible, write each port'],
    ['7000:sctp', 6, 'a protocol is tcp or udp'],
    ['7000,8000:icmp@5', 11, 'a protocol is tcp or udp'],
    ['7000:udp@60001', 10, 'a pause is a number of milliseconds up to 60000'],
    ['7000@05', 6, 'a pause is a number of milliseconds up to 60000'],
    ['7000@', 5, 'a step is PORT, PORT:tcp or PORT:udp, with @MILLISECONDS for a pause after it'],
    ['7000 x', 6, 'a step is PORT, PORT:tcp or PORT:udp, with @MILLISECONDS for a pause after it'],
    ['7000;8000', 5, 'a step is PORT, PORT:tcp or PORT:udp, with @MILLISECONDS for a pause after it'],
    ['７０００', 1, 'a step is PORT, PORT:tcp or PORT:udp, with @MILLISECONDS for a pause after it'],
    ['7e3', 2, 'a step is PORT, PORT:tcp or PORT:udp, with @MILLISECONDS for a pause after it'],
  ])('%j', (text, position, why) => {
    let thrown: unknown;
    try {
      parseSequence(text);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(SequenceFailure);
    expect(thrown).toMatchObject({
      code: 'sequence-invalid',
      position,
      message: `The sequence cannot be read at character ${position}: ${why}.`,
    });
  });
});

test('two knocks are the same when port and protocol are', () => {
  expect(sameKnock(tcp(7000), { ...tcp(7000), pauseMs: 5 } as never)).toBe(true);
  expect(sameKnock(tcp(7000), udp(7000))).toBe(false);
  expect(sameKnock(tcp(7000), tcp(7001))).toBe(false);
});
