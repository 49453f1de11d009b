import { performance } from 'node:perf_hooks';
import type { Knock } from '../../shared/sequence.ts';
import { cleanState, cleanUp, type DaemonState, type Door, receive } from '../knock/knockd-model.ts';

/** What a visitor's knock, or silence, has led to. `door` is an index of the doors, `step` counts from 1. */
export type KnockOutcome =
  | { readonly kind: 'stage-reached'; readonly door: number; readonly step: number; readonly of: number }
  | { readonly kind: 'completed'; readonly door: number }
  | { readonly kind: 'wrong'; readonly door: number }
  | { readonly kind: 'timed-out'; readonly door: number };

export interface KnockMemory {
  receive(visitor: string, knock: Knock): void;
  /** Forgets every visitor and ends the timers. */
  forgetAll(): void;
}

interface Visitor {
  readonly state: DaemonState;
  /** When the attempt's first knock came. */
  readonly startedAtMs: number;
  readonly timer: NodeJS.Timeout | undefined;
}

/** Beyond so many visitors the one that came first is forgotten. */
const maximumVisitors = 64;

/**
 * Remembers, for each visitor, how much of which sequence has been knocked, and matches as knockd does. An attempt
 * older than `seqTimeoutMs` is forgotten.
 */
export function createKnockMemory(
  doors: readonly Door[],
  seqTimeoutMs: number,
  tell: (outcome: KnockOutcome) => void,
  now: () => number = () => performance.now(),
): KnockMemory {
  const visitors = new Map<string, Visitor>();

  function forget(address: string): void {
    clearTimeout(visitors.get(address)?.timer);
    visitors.delete(address);
  }

  function timeOut(address: string): void {
    const state = visitors.get(address)?.state ?? cleanState;
    forget(address);
    for (const { door, stage } of state) if (stage !== 'dead') tell({ kind: 'timed-out', door });
  }

  function remember(address: string, state: DaemonState, startedAtMs: number): void {
    forget(address);
    const [oldest] = visitors.keys();
    if (visitors.size >= maximumVisitors && oldest !== undefined) forget(oldest);
    const timer = setTimeout(() => timeOut(address), Math.max(0, startedAtMs + seqTimeoutMs - now()));
    visitors.set(address, { state, startedAtMs, timer });
  }

  return {
    receive(address, knock) {
      const at = now();
      // A busy event loop may be late with the timer.
      const known = visitors.get(address);
      if (known !== undefined && at - known.startedAtMs >= seqTimeoutMs) timeOut(address);
      const before = visitors.get(address)?.state ?? cleanState;
      const { state, opened } = receive(doors, before, knock);
      if (state === before) return;
      const isFirst = cleanUp(before).length === 0;
      if (state.length === 0) forget(address);
      else remember(address, state, isFirst ? at : (known?.startedAtMs ?? at));
      for (const outcome of outcomesOf(doors, before, state, opened)) tell(outcome);
    },
    forgetAll() {
      for (const address of [...visitors.keys()]) forget(address);
    },
  };
}

function outcomesOf(
  doors: readonly Door[],
  before: DaemonState,
  after: DaemonState,
  opened: readonly number[],
): KnockOutcome[] {
  return after.flatMap(({ door, stage }): KnockOutcome[] => {
    const of = doors[door]?.sequence.length ?? 0;
    if (opened.includes(door))
      return [
        { kind: 'stage-reached', door, step: of, of },
        { kind: 'completed', door },
      ];
    if (stage !== 'dead') return [{ kind: 'stage-reached', door, step: stage, of }];
    const wasDead = before.some((attempt) => attempt.door === door && attempt.stage === 'dead');
    return wasDead ? [] : [{ kind: 'wrong', door }];
  });
}
