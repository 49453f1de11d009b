import type { ClosingPolicy } from '../../electron/shared/closing-policy.ts';
import type { GateState, GateView } from '../../electron/shared/views/gate-view.ts';
import { countWords } from './count-words.ts';
import { ageWords, countdownWords } from './duration-words.ts';

/** A gate's state in one or two words, the same everywhere. */
export const gateStateWords: Readonly<Record<GateState, string>> = {
  shut: 'shut',
  knocking: 'knocking',
  dialling: 'dialling',
  open: 'open',
  closing: 'shutting',
  failed: 'did not open',
  unknown: 'may be open',
};

/**
 * What is to be said of a gate in one line, in parts that the window sets apart: its state and age, who holds it, and
 * what happens next. `nowMs` is the clock's time as in `openedAtMs`; `policy` says what the end of the last session brings.
 */
export function gateSentences(gate: GateView, nowMs: number, policy: ClosingPolicy): readonly string[] {
  switch (gate.state) {
    case 'shut':
      return ['gate shut'];
    case 'knocking':
      return ['knocking'];
    case 'dialling':
      return ['dialling'];
    case 'closing':
      return ['shutting the gate'];
    case 'failed':
      return ['opening failed', ...(gate.message === undefined ? [] : [gate.message])];
    case 'unknown':
      return ['gate may be open', ...(gate.message === undefined ? [] : [gate.message])];
    case 'open':
      return [openWords(gate.openedAtMs, nowMs), ...holderWords(gate), gate.message ?? nextWords(gate, nowMs, policy)];
  }
}

function openWords(openedAtMs: number | undefined, nowMs: number): string {
  return openedAtMs === undefined ? 'gate open' : `gate open ${ageWords(Math.max(nowMs - openedAtMs, 0))}`;
}

function holderWords({ sessions, isHeldByHand }: GateView): readonly string[] {
  return [...(sessions > 0 ? [countWords(sessions, 'session')] : []), ...(isHeldByHand ? ['held by hand'] : [])];
}

function nextWords({ sessions, isHeldByHand, isFound, shuts }: GateView, nowMs: number, policy: ClosingPolicy): string {
  if (isFound) return 'was open before, stays as found';
  if (shuts !== undefined) {
    const left = countdownWords(shuts.atMs - nowMs);
    return shuts.by === 'delay' ? `shuts in ${left}` : `shuts by itself in ${left}`;
  }
  if (isHeldByHand) return 'stays open until you shut it';
  if (sessions === 0) return 'nobody holds it';
  return afterSessionsWords(policy, sessions > 1);
}

function afterSessionsWords(policy: ClosingPolicy, areSeveral: boolean): string {
  switch (policy.end) {
    case 'shut':
      return areSeveral ? 'shuts with the last' : 'shuts with the session';
    case 'delayed':
      return `shuts ${countdownWords(policy.delayS * 1000)} after the ${areSeveral ? 'last' : 'session'}`;
    case 'by-hand':
      return 'stays open until you shut it';
    case 'left':
      return {
        'one-connection': 'shuts behind its connection',
        'closes-itself': 'shuts by itself',
        'no-closing': 'stays as the server leaves it',
      }[policy.why];
  }
}

/** What a screen reader says when a gate has changed; undefined where the change is not worth a word. */
export function gateAnnouncement(name: string, before: GateState | undefined, after: GateState): string | undefined {
  if (before === after || (before === undefined && after === 'shut')) return undefined;
  const sentence: Readonly<Partial<Record<GateState, string>>> = {
    shut: 'gate shut',
    open: 'gate open',
    failed: 'the gate did not open',
    unknown: 'the gate may be open',
  };
  return sentence[after] === undefined ? undefined : `${name}: ${sentence[after]}`;
}
