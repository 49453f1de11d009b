import { describe, expect, it } from 'vitest';
import {
  cleanState,
  cleanUp,
  type DaemonState,
  type Door,
  reachableStates,
  receive,
  receiveAll,
} from '../../../../electron/core/knock/knockd-model.ts';
import { findPrefix } from '../../../../electron/core/knock/prefix-search.ts';
import { formatSequence, type Knock, parseSequence } from '../../../../electron/shared/sequence.ts';
import { computingTime } from '../../../support/computing-time.ts';
import { randomPairs } from '../../../system/knockd-oracle/door-pairs.ts';

function doorsOf(...sequences: readonly string[]): readonly Door[] {
  return sequences.map((sequence) => ({ sequence: parseSequence(sequence) }));
}

function found(sequences: readonly string[], target: number): string {
  const prefix = findPrefix(doorsOf(...sequences), target);
  return prefix === undefined ? 'none' : formatSequence(prefix);
}

function steps(count: number, portOf: (index: number) => number): Door {
  return { sequence: Array.from({ length: count }, (_, index) => ({ port: portOf(index), protocol: 'tcp' })) };
}

describe('the prefix of known pairs, for the opening and for the closing', () => {
  it.each([
    [['3333,4444,5555', '6666,7777,8888'], '4444,4444', '7777,7777'],
    [['7000,8000,9000', '9000,8000,7000'], '8000,8000', '8000,8000'],
    [['7000,8000,9000', '8000,7000,9000'], '7000,7000,9000', '8000,8000,9000'],
    [['1,2,3', '2,4,5'], '4,3', '4,4'],
    [['3,4', '5,6'], '3,6', '5,4'],
    [['3,4', '4,3'], 'none', 'none'],
    [['1', '2'], '', ''],
    [['1', '2,3,4'], '3,3', '3,3'],
    [['1,2,3', '1,2,3'], 'none', 'none'],
    [['1:udp,2,3:udp', '1,2:udp,3'], '2,2', '2:udp,2:udp'],
  ])('%j', (sequences, opening, closing) => {
    expect([found(sequences, 0), found(sequences, 1)]).toEqual([opening, closing]);
  });

  it.each([
    ['1,2,3', '2,2'],
    ['1', ''],
    ['3,4', 'none'],
    ['3333,3333,5555', 'none'],
    ['1,2,3,2', '3,3'],
    ['1,2,2,4', '1,4'],
  ])('of %s without a closing', (sequence, prefix) => {
    expect(found([sequence], 0)).toBe(prefix);
  });

  it('holds for every order of doors that begin alike', () => {
    expect(found(['1,2', '1,2,3'], 0)).toBe(found(['1,2,3', '1,2'], 1));
    expect(found(['1,2,3', '1,4,5'], 0)).toBe('none');
    expect(found(['1,4,5', '1,2,3'], 1)).toBe('none');
  });

  it('spares the other known doors', () => {
    expect(found(['1,2,3', '4,5,6'], 0)).toBe('2,2');
    expect(found(['1,2,3', '4,5,6', '2'], 0)).toBe('5,3');
  });
});

describe('the prefix of 2000 random pairs', () => {
  it('makes the door open once and no other, from every state, wherever what was remembered expires', () => {
    const wrong: string[] = [];
    let prefixes = 0;
    for (const doors of randomPairs(1, 2000)) {
      for (const target of doors.keys()) {
        const prefix = findPrefix(doors, target);
        if (prefix === undefined) continue;
        prefixes += 1;
        const word = [...prefix, ...(doors[target]?.sequence ?? [])];
        const right = reachableStates(doors).every((state) =>
          expiries(doors, state, word).every((opened) => opened.length === 1 && opened[0] === target),
        );
        if (!right) wrong.push(doors.map(({ sequence }) => formatSequence(sequence)).join(' / '));
      }
    }
    expect(wrong).toEqual([]);
    expect(prefixes).toBeGreaterThan(1000);
  });
});

/** What opens when the state is kept throughout, and when its attempts expire before each knock that they live to see. */
function expiries(doors: readonly Door[], from: DaemonState, word: readonly Knock[]): readonly (readonly number[])[] {
  const all = [receiveAll(doors, from, word).opened];
  let state = from;
  let opened: readonly number[] = [];
  for (const [step, knock] of word.entries()) {
    if (cleanUp(state).length === 0) break;
    all.push([...opened, ...receiveAll(doors, cleanState, word.slice(step)).opened]);
    const reception = receive(doors, state, knock);
    state = reception.state;
    opened = [...opened, ...reception.opened];
  }
  return all;
}

describe('the search is bounded', () => {
  it.each([
    ['distinct', steps(32, (index) => index + 1), steps(32, (index) => index + 101)],
    ['reversed', steps(32, (index) => index + 1), steps(32, (index) => 32 - index)],
    ['shuffled', steps(32, (index) => index + 1), steps(32, (index) => ((index * 7 + 5) % 32) + 1)],
    ['of two ports', steps(32, (index) => (index % 3 === 0 ? 1 : 2)), steps(32, (index) => (index % 5 === 0 ? 2 : 1))],
    ['parted by their last step', steps(32, (index) => index + 1), steps(32, (index) => (index < 31 ? index : 98) + 1)],
  ])('for two doors of 32 steps, %s', (_, one, other) => {
    // Measured 2 to 20 ms; the rest is for a slow machine.
    expect(computingTime(() => findPrefix([one, other], 0)).tookMs).toBeLessThan(200);
  });

  it('gives up beyond its limits', () => {
    const doors = doorsOf('7000,8000,9000', '8000,7000,9000');
    expect(findPrefix(doors, 0, { maximumLength: 3 })).toHaveLength(3);
    expect(findPrefix(doors, 0, { maximumLength: 2 })).toBeUndefined();
    expect(findPrefix(doors, 0, { maximumVisited: 2 })).toBeUndefined();
  });

  it('knows nothing of a door that is not there', () => {
    expect(findPrefix([], 0)).toBeUndefined();
    expect(findPrefix(doorsOf('1,2,3'), 1)).toBeUndefined();
  });
});
