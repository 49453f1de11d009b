import { type Knock, sameKnock } from '../../shared/sequence.ts';
import type { DaemonState, Door, Reception } from './knockd-model.ts';
import { alphabetOf, cleanState, cleanUp, reachableStates, receive, receiveAll, stateKey } from './knockd-model.ts';

/** Where the search gives up: knocks in front of the sequence, and different sets of states that were looked at. */
export interface SearchLimits {
  readonly maximumLength: number;
  readonly maximumVisited: number;
}

/**
 * Searched without limits, 40,000 random pairs of doors of 1 to 5 steps needed at most 6 knocks (all but 4 % of those
 * with a prefix at most 3), and 300 sets were enough for every prefix found of doors of 32 steps.
 */
const defaultLimits: SearchLimits = { maximumLength: 6, maximumVisited: 1000 };
/** Doors that begin alike are tried in every order, and four have 24. */
const maximumOrdered = 4;

/** A state of the daemon, its attempts cleaned up, with one order of the doors; the index counts over all orders. */
interface Place {
  readonly index: number;
  readonly isClean: boolean;
  /** Whether the sequence alone, sent from here, opens the target once and nothing else. */
  readonly isGood: boolean;
  /** Where each knock of the alphabet leads to, undefined where it opens a door. */
  readonly next: (Place | undefined)[];
}

/** Knocks, as indices of the alphabet, and where the daemon may be after them, in ascending order. */
interface Candidate {
  readonly prefix: readonly number[];
  readonly places: readonly Place[];
}

/**
 * Finds the shortest knocks to send before a door's sequence, so that the whole opens that door exactly once and no
 * other, whatever the daemon remembers of the visitor, and also when that expires on the way (`receive` has the rules).
 *
 * Nothing may open within the prefix. Once in all could be had that way for a few more pairs, but the sequence would
 * then have to fail, which leaves half an attempt behind, and one lost packet would make it two openings.
 *
 * A client does not know the order of the doors in knockd.conf, so where it matters the prefix holds for every order.
 * @param doors all doors of the server that are known, each once
 * @param target the index of the door to open
 * @returns no knock at all where the sequence alone does it; undefined where nothing does, or not within the limits
 */
export function findPrefix(
  doors: readonly Door[],
  target: number,
  limits: Partial<SearchLimits> = {},
): readonly Knock[] | undefined {
  const { maximumLength, maximumVisited } = { ...defaultLimits, ...limits };
  const alphabet = searchAlphabet(doors, target);
  const start = everyPlace(doors, target, alphabet);
  if (start.length === 0) return undefined;
  const clean = start.filter((place) => place.isClean);
  const visited = new Set<string>();
  let level: readonly Candidate[] = [{ prefix: [], places: start }];
  for (let length = 0; length <= maximumLength; length += 1) {
    const found = level.find(({ places }) => places.every((place) => place.isGood));
    if (found !== undefined) return found.prefix.flatMap((knock) => alphabet[knock] ?? []);
    const longer: Candidate[] = [];
    for (const { prefix, places } of length < maximumLength ? level : []) {
      for (const knock of alphabet.keys()) {
        const after = placesAfter(places, knock, clean);
        const key = after?.map((place) => place.index).join();
        if (after === undefined || key === undefined || visited.has(key)) continue;
        if (visited.size === maximumVisited) return undefined;
        visited.add(key);
        longer.push({ prefix: [...prefix, knock], places: after });
      }
    }
    level = longer;
  }
  return undefined;
}

function placesAfter(places: readonly Place[], knock: number, clean: readonly Place[]): readonly Place[] | undefined {
  // What is remembered may expire between any two knocks, and the daemon is clean from there on.
  const after = new Set(clean);
  for (const { next } of places) {
    const following = next[knock];
    if (following === undefined) return undefined;
    after.add(following);
  }
  return [...after].sort((one, other) => one.index - other.index);
}

/**
 * The target's knocks come before the others, and first steps last: of equally short prefixes that prefers one which
 * begins no attempt in a clean daemon, so that it may even lose a packet there.
 */
function searchAlphabet(doors: readonly Door[], target: number): readonly Knock[] {
  const alphabet = alphabetOf([...doors.slice(target, target + 1), ...doors]);
  const begins = (knock: Knock) =>
    doors.some(({ sequence: [first] }) => first !== undefined && sameKnock(first, knock));
  return [...alphabet.filter((knock) => !begins(knock)), ...alphabet.filter(begins)];
}

function everyPlace(doors: readonly Door[], target: number, alphabet: readonly Knock[]): readonly Place[] {
  const places: Place[] = [];
  for (const order of ordersOf(doors)) {
    const ordered = order.flatMap((index) => doors[index] ?? []);
    const states = new Map(reachableStates(ordered).map((state) => [stateKey(cleanUp(state)), cleanUp(state)]));
    const known = new Map<string, Place>();
    for (const [key, state] of states) {
      const isGood = opensOnce(ordered, order.indexOf(target), state);
      known.set(key, { index: places.length + known.size, isClean: state.length === 0, isGood, next: [] });
    }
    for (const [key, state] of states) {
      for (const knock of alphabet) {
        const { state: after, opened } = receive(ordered, state, knock);
        known.get(key)?.next.push(opened.length > 0 ? undefined : known.get(stateKey(cleanUp(after))));
      }
    }
    places.push(...known.values());
  }
  return places;
}

function opensOnce(doors: readonly Door[], target: number, from: DaemonState): boolean {
  const sequence = doors[target]?.sequence ?? [];
  const isOnce = (opened: readonly number[]) => opened.length === 1 && opened[0] === target;
  let before: Reception = { state: from, opened: [] };
  for (const [step, knock] of sequence.entries()) {
    if (cleanUp(before.state).length === 0) {
      return isOnce([...before.opened, ...receiveAll(doors, before.state, sequence.slice(step)).opened]);
    }
    // What was remembered lives on into the sequence, so it may expire here too.
    if (!isOnce([...before.opened, ...receiveAll(doors, cleanState, sequence.slice(step)).opened])) return false;
    const { state, opened } = receive(doors, before.state, knock);
    before = { state, opened: [...before.opened, ...opened] };
  }
  return isOnce(before.opened);
}

/** The orders of the doors' indices that a client cannot tell apart; none where they are too many. */
function ordersOf(doors: readonly Door[]): readonly (readonly number[])[] {
  const listed = [...doors.keys()];
  const firsts = alphabetOf(doors.map(({ sequence }) => ({ sequence: sequence.slice(0, 1) })));
  // Of doors that begin differently only one can have an attempt at a time.
  if (firsts.length === doors.length) return [listed];
  return doors.length > maximumOrdered ? [] : permutations(listed);
}

function permutations(items: readonly number[]): readonly (readonly number[])[] {
  if (items.length < 2) return [items];
  return items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
}
