import type { DialLimit } from '../../electron/core/gate/dials/dial-book.ts';
import { msUntilAllowed } from '../../electron/core/gate/dials/dial-book.ts';
import { cleanState, type DaemonState, receive } from '../../electron/core/knock/knockd-model.ts';
import { findPrefix } from '../../electron/core/knock/prefix-search.ts';
import { type Knock, parseSequence } from '../../electron/shared/sequence.ts';
import type { Random } from './random.ts';

export interface PlayedLine {
  /** Of our packets, and of the answers: 0 to 1 each. */
  readonly lossEachWay: number;
  readonly roundTripMs: number;
  /** How long the daemon and its commands take, drawn anew each time. */
  readonly turnsMs: readonly [number, number];
}

/** The opening and the closing, and what clears half an attempt out of the daemon before either. */
const doors = ['1001,1002,1003', '2001,2002,2003'].map((text) => ({ sequence: parseSequence(text) }));
const prefixes = [findPrefix(doors, 0) ?? [], findPrefix(doors, 1) ?? []];

/** A gate behind a line that loses packets, with knockd's model as its daemon, on a clock of its own. */
export function playGate({ lossEachWay, roundTripMs, turnsMs }: PlayedLine, random: Random) {
  let nowMs = 1e9;
  let state: DaemonState = cleanState;
  let due: { readonly atMs: number; readonly door: number }[] = [];
  let rules = 0;
  let dialledAtMs: number[] = [];
  const isLost = () => random.below(1) < lossEachWay;
  const receiveKnock = (knock: Knock) => {
    const reception = receive(doors, state, knock);
    state = reception.state;
    const [from, to] = turnsMs;
    due.push(...reception.opened.map((door) => ({ atMs: nowMs + from + random.below(to - from), door })));
  };
  const turn = () => {
    for (const { door } of due.filter(({ atMs }) => atMs <= nowMs).toSorted((one, other) => one.atMs - other.atMs)) {
      rules = door === 0 ? rules + 1 : Math.max(0, rules - 1);
    }
    due = due.filter(({ atMs }) => atMs > nowMs);
  };
  return {
    now: () => nowMs,
    dials: () => dialledAtMs.length,
    steps: doors[0]?.sequence ?? [],
    waitUntil(atMs: number) {
      // A timer is late as a rule, and a dial goes nowhere before its time.
      nowMs = Math.max(nowMs, atMs + random.below(1.5));
      turn();
    },
    isOpen() {
      turn();
      return rules > 0;
    },
    /** An opening is on its way. */
    willOpen: () => due.some(({ door }) => door === 0),
    /** Everything that was sent has taken effect, and nobody has come for a long time. */
    rests(ms: number) {
      nowMs += ms;
      turn();
      state = cleanState;
      dialledAtMs = dialledAtMs.filter((atMs) => atMs > nowMs - 60_000);
    },
    /** Somebody who shuts it for good, so that the next cycle begins as the first did. */
    shutByHand() {
      rules = 0;
      due = [];
    },
    knock(door: 0 | 1, paceMs: number, isFlushed: boolean) {
      const knocks = [...(isFlushed ? (prefixes[door] ?? []) : []), ...(doors[door]?.sequence ?? [])];
      for (const [index, knock] of knocks.entries()) {
        if (index > 0) nowMs += paceMs;
        if (!isLost()) receiveKnock(knock);
      }
      return nowMs;
    },
    /** One dial; whoever hears nothing has waited for `waitMs`. */
    dial(waitMs: number) {
      turn();
      dialledAtMs.push(nowMs);
      const isOpen = rules > 0;
      const isAnswered = isOpen && !isLost() && !isLost();
      nowMs += isAnswered ? roundTripMs : waitMs;
      return { isAnswered, isOpen };
    },
    /** After how long `count` dials keep within a limit. */
    holdsBackMs: (limit: DialLimit | undefined, count: number) =>
      limit === undefined ? 0 : msUntilAllowed(dialledAtMs, limit, count, nowMs),
  };
}

export type PlayedGate = ReturnType<typeof playGate>;
