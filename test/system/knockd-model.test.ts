import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cleanState, receiveAll } from '../../electron/core/knock/knockd-model.ts';
import { parseSequence } from '../../electron/shared/sequence.ts';
import { proof } from '../support/proof.ts';
import {
  type Conversation,
  conversationsOf,
  describeConversation,
  openingsByModel,
} from './knockd-oracle/conversations.ts';
import { type DoorPair, randomPairs } from './knockd-oracle/door-pairs.ts';
import { observeKnockd } from './knockd-oracle/observe-knockd.ts';

const { seed, size: generated, found } = proof('knockd-model', { sample: 20, whole: 200, unit: 'pairs' });
/** Daemons side by side; each mostly waits for the 50 ms of its capture. */
const daemons = 48;

const alike: readonly (readonly [string, string])[] = [
  ['1,2,3', '1,4,5'],
  ['1,4,5', '1,2,3'],
  ['1,2,3', '1,2,4'],
  ['1,2,3,4', '1,4,5'],
  ['1,1,2', '1,2,1'],
  ['1,2', '1,2,3'],
  ['1,2,3', '1,2'],
  ['1', '1,2'],
  ['1,2,3', '1,2,3'],
  ['1', '1'],
  ['1:udp,2,3', '1:udp,2:udp,3'],
];

const known: readonly (readonly [string, string])[] = [
  ['1,2,3', '4,5,6'],
  ['1,2,3', '3,2,1'],
  ['1,2,3', '2,1,3'],
  ['1,2,3', '2,4,5'],
  ['3,4', '4,3'],
  ['1,1,3', '4,5,6'],
  ['1,2,3,2', '4'],
  ['1,2,2,4', '5'],
];

function doorsOf(opening: string, closing: string): DoorPair {
  return [{ sequence: parseSequence(opening) }, { sequence: parseSequence(closing) }];
}

let folder = '';

beforeAll(() => {
  execFileSync('ip', ['link', 'set', 'lo', 'up']);
  folder = mkdtempSync(join(tmpdir(), 'knockd-model-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function disagreements(pairs: readonly DoorPair[]): Promise<readonly string[]> {
  const conversations = pairs.flatMap(conversationsOf);
  const waiting = conversations.values();
  const complained: string[] = [];
  const converse = async (_: unknown, number: number) => {
    for (const conversation of waiting) {
      const { doors, approach, word } = conversation;
      const observed = await observeKnockd(doors, [...approach, ...word], { folder, number });
      complained.push(...complaints(conversation, observed));
    }
  };
  await Promise.all(Array.from({ length: daemons }, converse));
  console.log(
    `${pairs.length} pairs, ${conversations.length} conversations with knockd, ${complained.length} disagreements`,
  );
  return complained;
}

function complaints(conversation: Conversation, observed: readonly (readonly number[])[]): readonly string[] {
  const text = describeConversation(conversation);
  const opened = observed.slice(conversation.approach.length).flat();
  const byModel = openingsByModel(conversation);
  const { opensOnce } = conversation;
  return [
    ...(JSON.stringify(observed) === JSON.stringify(byModel)
      ? []
      : [`${text}: knockd ${JSON.stringify(observed)}, model ${JSON.stringify(byModel)}`]),
    ...(opensOnce === undefined || (opened.length === 1 && opened[0] === opensOnce)
      ? []
      : [`${text}: door ${opensOnce} had to open once and alone, opened were ${JSON.stringify(opened)}`]),
  ];
}

describe('knockd 0.8 opens at each knock what the model says, from every state', () => {
  it('for the pairs that are known to be special', async () => {
    expect(await disagreements(known.map((pair) => doorsOf(...pair)))).toEqual([]);
  }, 120_000);

  it('and never hears a knock of no door', async () => {
    const doors = doorsOf('1,2,3:udp', '4,5');
    const word = parseSequence('1,9,1:udp,2,9:udp,3,4:udp,3:udp');
    expect(await observeKnockd(doors, word, { folder, number: 0 })).toEqual([[], [], [0]]);
    expect(receiveAll(doors, cleanState, word).opened).toEqual([0]);
  });

  it('for doors that begin alike', async () => {
    expect(await disagreements(alike.map((pair) => doorsOf(...pair)))).toEqual([]);
  }, 120_000);

  it(`for ${generated} generated pairs (PORTCULLIS_SEED=${seed})`, async () => {
    const complained = await disagreements(randomPairs(seed, generated));
    found(`${complained.length} disagreements`);
    expect(complained).toEqual([]);
  }, 1_200_000);
});
