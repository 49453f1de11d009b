import { type Knock, sameKnock } from '../../shared/sequence.ts';

/** A door of knockd: the sequence that runs its command. */
export interface Door {
  readonly sequence: readonly Knock[];
}

/** One attempt of one visitor: how many steps of which door are done; a 'dead' one, failed or finished, awaits removal. */
interface DoorAttempt {
  readonly door: number;
  readonly stage: number | 'dead';
}

/** What the daemon remembers of one visitor, oldest attempt first. */
export type DaemonState = readonly DoorAttempt[];

export const cleanState: DaemonState = [];

/** What a knock does: the daemon's next state, and the doors (by index) whose command ran, in the daemon's order. */
export interface Reception {
  readonly state: DaemonState;
  readonly opened: readonly number[];
}

/**
 * Plays one knock of one visitor (knockd 0.8, sniff() and process_attempt(), compared with the running daemon).
 * Time is not in it, so it holds within Seq_Timeout; after that much silence the state is `cleanState`. It holds where a
 * knock is one packet that every door's TCPFlags let through.
 * @param doors in the order of knockd.conf, which matters where two begin with the same step
 */
export function receive(doors: readonly Door[], state: DaemonState, knock: Knock): Reception {
  // The capture filter passes the steps of doors only, so any other packet does not even clean up.
  if (!doors.some((door) => door.sequence.some((step) => sameKnock(step, knock)))) return { state, opened: [] };
  const running = cleanUp(state);
  // A first step starts an attempt only where none is running, hence the knock that kills one is never a first step.
  const matched =
    running.length > 0 ? running : doors.flatMap((door, index) => (startsWith(door, knock) ? [fresh(index)] : []));
  return advance(doors, matched, knock);
}

/** Plays several knocks, one after the other; `opened` has a door as often as its command ran, in order. */
export function receiveAll(doors: readonly Door[], from: DaemonState, knocks: readonly Knock[]): Reception {
  let state = from;
  const opened: number[] = [];
  for (const knock of knocks) {
    const reception = receive(doors, state, knock);
    state = reception.state;
    opened.push(...reception.opened);
  }
  return { state, opened };
}

/**
 * Drops the dead attempts, as the daemon does at each captured packet before it looks at it (knockd 0.8, sniff()): a
 * later one is spliced out, the oldest takes the whole list with it. Nothing happens in between, so a state and its
 * cleaned-up one cannot be told apart by knocking.
 */
export function cleanUp(state: DaemonState): DaemonState {
  if (state[0]?.stage === 'dead') return cleanState;
  return state.filter((attempt) => attempt.stage !== 'dead');
}

/** A text that is equal for equal states and for no others. */
export function stateKey(state: DaemonState): string {
  return state.map(({ door, stage }) => `${door}:${stage}`).join(' ');
}

/** The different knocks of the doors, in order of first appearance: all that the daemon can tell apart. */
export function alphabetOf(doors: readonly Door[]): readonly Knock[] {
  const alphabet: Knock[] = [];
  for (const { port, protocol } of doors.flatMap((door) => door.sequence)) {
    if (!alphabet.some((known) => sameKnock(known, { port, protocol }))) alphabet.push({ port, protocol });
  }
  return alphabet;
}

/** Every state that knocking can bring the daemon to, `cleanState` first, then by the number of knocks it takes. */
export function reachableStates(doors: readonly Door[]): readonly DaemonState[] {
  const alphabet = alphabetOf(doors);
  const states = new Map([[stateKey(cleanState), cleanState]]);
  // A Map's iteration also visits what is added on the way.
  for (const state of states.values()) {
    for (const knock of alphabet) {
      const next = receive(doors, state, knock).state;
      if (!states.has(stateKey(next))) states.set(stateKey(next), next);
    }
  }
  return [...states.values()];
}

function startsWith(door: Door, knock: Knock): boolean {
  const [first] = door.sequence;
  return first !== undefined && sameKnock(first, knock);
}

function fresh(door: number): DoorAttempt {
  return { door, stage: 0 };
}

function advance(doors: readonly Door[], attempts: DaemonState, knock: Knock): Reception {
  const opened: number[] = [];
  const state = attempts.map((attempt): DoorAttempt => {
    const { door, stage } = attempt;
    const sequence = doors[door]?.sequence ?? [];
    const expected = stage === 'dead' ? undefined : sequence[stage];
    if (stage === 'dead' || expected === undefined || !sameKnock(expected, knock)) return { door, stage: 'dead' };
    if (stage + 1 < sequence.length) return { door, stage: stage + 1 };
    opened.push(door);
    return { door, stage: 'dead' };
  });
  return { state, opened };
}
