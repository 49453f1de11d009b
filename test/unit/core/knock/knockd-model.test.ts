import { describe, expect, it } from 'vitest';
import {
  alphabetOf,
  cleanState,
  cleanUp,
  type Door,
  reachableStates,
  receive,
  receiveAll,
  stateKey,
} from '../../../../electron/core/knock/knockd-model.ts';
import { type Knock, parseSequence } from '../../../../electron/shared/sequence.ts';

function knocks(text: string): readonly Knock[] {
  return text === '' ? [] : parseSequence(text);
}

function doorsOf(...sequences: readonly string[]): readonly Door[] {
  return sequences.map((sequence) => ({ sequence: knocks(sequence) }));
}

function openings(doors: readonly Door[], word: string): readonly number[] {
  return receiveAll(doors, cleanState, knocks(word)).opened;
}

const doors = doorsOf('3333,4444,5555', '6666,7777,8888');

describe('what reaches the server (measured with knockd 0.8)', () => {
  it.each([
    ['the sequence', '3333,4444,5555', [0]],
    ['its first knock twice', '3333,3333,4444,5555', []],
    ['its second knock twice', '3333,4444,4444,5555', []],
    ['its last knock twice', '3333,4444,5555,5555', [0]],
    ['reordered', '3333,5555,4444', []],
    ['a port of no door in between', '3333,9999,4444,5555', [0]],
    ['the same port by another protocol in between', '3333,4444:udp,4444,5555', [0]],
    ['a port of another door in between', '3333,6666,4444,5555', []],
    ['both sequences interleaved', '3333,6666,4444,7777,5555,8888', []],
    ['two parallel knocks', '3333,3333,4444,4444,5555,5555', []],
    ['the last knock lost, then all again', '3333,4444,3333,4444,5555', []],
    ['and a second time', '3333,4444,3333,4444,5555,3333,4444,5555', [0]],
    ['the second knock lost, then all again', '3333,5555,3333,4444,5555', [0]],
    ['half the opening, then the closing', '3333,6666,7777,8888', []],
    [
      'the whole three times more, as a held socket repeats it',
      `${'3333,4444,5555,'.repeat(3)}3333,4444,5555`,
      [0, 0, 0, 0],
    ],
  ])('%s', (_, word, opened) => {
    expect(openings(doors, word)).toEqual(opened);
  });
});

describe('times that the door opened, from eight states (measured with knockd 0.8)', () => {
  const states = ['', '3333', '3333,4444', '3333,5555', '3333,3333', '6666', '6666,7777', '6666,8888'];
  it.each([
    ['the whole sequence', '3333,4444,5555', [1, 0, 0, 1, 1, 0, 0, 1]],
    ['second step twice, whole sequence', '4444,4444,3333,4444,5555', [1, 1, 1, 1, 1, 1, 1, 1]],
    ['last step, whole sequence', '5555,3333,4444,5555', [1, 1, 2, 1, 1, 1, 1, 1]],
  ])('%s', (_, word, times) => {
    const counted = states.map((state) => openings(doors, `${state},${word}`.replace(/^,/, '')).length);
    expect(counted).toEqual(times);
  });
});

describe('the other pairs that were measured with knockd 0.8', () => {
  it.each([
    ['3333,3333,5555 with its second step twice opens nothing', ['3333,3333,5555'], '3333,3333,3333,3333,5555', []],
    ['a,b,c,b stuck at 3 opens twice', ['1,2,3,2'], '1,2,3,2,2,1,2,3,2', [0, 0]],
    ['a,b,b,d stuck at 1 opens nothing', ['1,2,2,4'], '1,2,2,1,2,2,4', []],
    ['two steps stuck at 1 open twice', ['1,2'], '1,2,2,1,2', [0, 0]],
    ['a closing that begins with the second step', ['1,2,3', '2,4,5'], '2,2,2,1,2,3', []],
    ['the classic pair never recovers', ['7,8,9', '9,8,7'], '7,7,8,9,7,8,9,7,8,9,7,8,9', []],
    ['a repeated first step is a sequence like any other', ['1,1,2'], '1,1,2', [0]],
    ['one port by two protocols', ['1:udp,1,1:udp'], '1:udp,1,1:udp', [0]],
    ['one step', ['1'], '1,1,1', [0, 0, 0]],
  ])('%s', (_, sequences, word, opened) => {
    expect(openings(doorsOf(...sequences), word)).toEqual(opened);
  });
});

describe('doors that begin alike', () => {
  it.each([
    ['the first one opens', ['1,2,3', '1,4,5'], '1,2,3', [0]],
    ['the second is forgotten with the first', ['1,2,3', '1,4,5'], '1,4,5', []],
    ['the second opens where they part at the last step', ['1,2,3', '1,2,4'], '1,2,4', [1]],
    ['a dead second one is spliced out', ['1,2,3,4', '1,4,5'], '1,2,3,4', [0]],
    ['the protocol parts them', ['1,2,3', '1,2:udp,3'], '1,2,3', [0]],
    ['equal ones both open', ['1,2', '1,2'], '1,2', [0, 1]],
    ['a shorter one ahead ends the longer one', ['1,2', '1,2,3'], '1,2,3', [0]],
    ['a shorter one behind does not', ['1,2,3', '1,2'], '1,2,3', [1, 0]],
  ])('%s', (_, sequences, word, opened) => {
    expect(openings(doorsOf(...sequences), word)).toEqual(opened);
  });
});

describe('the states', () => {
  it('are those of one attempt, running or dead, for doors that begin differently', () => {
    const keys = reachableStates(doors).map(stateKey);
    expect(keys).toEqual(['', '0:1', '1:1', '0:dead', '0:2', '1:dead', '1:2']);
  });

  it('are closed under every knock and differ from each other', () => {
    const pair = doorsOf('1,2:udp,1,3', '1,2:udp,4');
    const keys = reachableStates(pair).map(stateKey);
    const after = reachableStates(pair).flatMap((state) =>
      alphabetOf(pair).map((knock) => stateKey(receive(pair, state, knock).state)),
    );
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toEqual(expect.arrayContaining(after));
  });

  it('stay what they are when a knock of no door comes', () => {
    for (const state of reachableStates(doors)) {
      expect(receive(doors, state, { port: 9, protocol: 'tcp' })).toEqual({ state, opened: [] });
    }
  });

  it('answer every knock as their cleaned-up ones do', () => {
    const pair = doorsOf('1,2,3', '1,2,1');
    for (const state of reachableStates(pair)) {
      for (const knock of alphabetOf(pair)) {
        expect(receive(pair, cleanUp(state), knock)).toEqual(receive(pair, state, knock));
      }
    }
  });

  it('has an alphabet without repeats or pauses', () => {
    expect(alphabetOf(doorsOf('1@50,2:udp,1', '2,1'))).toEqual([
      { port: 1, protocol: 'tcp' },
      { port: 2, protocol: 'udp' },
      { port: 2, protocol: 'tcp' },
    ]);
  });
});
