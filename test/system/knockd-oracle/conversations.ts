import {
  alphabetOf,
  cleanState,
  type DaemonState,
  type Door,
  receive,
  stateKey,
} from '../../../electron/core/knock/knockd-model.ts';
import { findPrefix } from '../../../electron/core/knock/prefix-search.ts';
import { formatSequence, type Knock } from '../../../electron/shared/sequence.ts';
import type { DoorPair } from './door-pairs.ts';

/** A word for a daemon: knocks that bring it from clean to a state, then knocks to look at. */
export interface Conversation {
  readonly doors: DoorPair;
  readonly approach: readonly Knock[];
  readonly word: readonly Knock[];
  /** The door that the word must open exactly once, and no other; undefined where that is not claimed. */
  readonly opensOnce: number | undefined;
}

/** From every state of the pair: each door's sequence alone, and where a prefix is found also with it. */
export function conversationsOf(doors: DoorPair): readonly Conversation[] {
  const words = [...doors.keys()].flatMap((target) => {
    const sequence = doors[target]?.sequence ?? [];
    const prefix = findPrefix(doors, target);
    const alone = { word: sequence, opensOnce: prefix?.length === 0 ? target : undefined };
    if (prefix === undefined || prefix.length === 0) return [alone];
    return [alone, { word: [...prefix, ...sequence], opensOnce: target }];
  });
  return approachesOf(doors).flatMap((approach) => words.map((word) => ({ doors, approach, ...word })));
}

/** The shortest knocks from clean to each state that the model can reach. */
export function approachesOf(doors: readonly Door[]): readonly (readonly Knock[])[] {
  const reached = new Map<string, readonly [DaemonState, readonly Knock[]]>([[stateKey(cleanState), [cleanState, []]]]);
  // A Map's iteration also visits what is added on the way, nearest first.
  for (const [state, approach] of reached.values()) {
    for (const knock of alphabetOf(doors)) {
      const { state: next } = receive(doors, state, knock);
      if (!reached.has(stateKey(next))) reached.set(stateKey(next), [next, [...approach, knock]]);
    }
  }
  return [...reached.values()].map(([, approach]) => approach);
}

/** What each knock of a conversation opens by the model. */
export function openingsByModel({ doors, approach, word }: Conversation): readonly (readonly number[])[] {
  let state = cleanState;
  return [...approach, ...word].map((knock) => {
    const reception = receive(doors, state, knock);
    state = reception.state;
    return reception.opened;
  });
}

/** A conversation as a line of a failure's text. */
export function describeConversation({ doors, approach, word }: Conversation): string {
  const [opening, closing] = doors.map(({ sequence }) => formatSequence(sequence));
  return `opening ${opening}, closing ${closing}: after "${formatSequence(approach)}" sent ${formatSequence(word)}`;
}
