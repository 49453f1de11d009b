import type { GateKind } from './profile.ts';

/** When a gate is shut after its last session: at once, after a delay, by a person alone, or by the server itself. */
export const shutChoices = ['last-session', 'delayed', 'by-hand', 'never'] as const;
export type ShutChoice = (typeof shutChoices)[number];

export const defaultShutDelayS = 60;

/** What a profile, or a plan, says of the ending of its gate. */
export interface EndingFacts {
  readonly kind: GateKind;
  readonly hasClosing: boolean;
  readonly shutWhen: ShutChoice;
  readonly shutDelayS: number;
  /** After how long the server shuts the gate by itself, where that is known. */
  readonly opensForS: number | undefined;
}

/** What becomes of a gate when the last session lets go of it. */
export type ClosingPolicy =
  | { readonly end: 'shut' }
  | { readonly end: 'delayed'; readonly delayS: number }
  /** It stays open, held by a hand. */
  | { readonly end: 'by-hand' }
  /** Nothing is knocked. */
  | { readonly end: 'left'; readonly why: 'one-connection' | 'closes-itself' | 'no-closing' };

/**
 * The table of all endings; nothing else decides.
 *
 * | gate                            | last-session   | delayed        | by-hand        | never          |
 * |---------------------------------|----------------|----------------|----------------|----------------|
 * | with a closing                  | shut           | delayed        | by-hand        | closes-itself  |
 * | one-connection with a closing   | shut           | shut           | shut           | one-connection |
 * | one-connection without          | one-connection | one-connection | one-connection | one-connection |
 * | timed, or `opensForS`, without  | closes-itself  | closes-itself  | closes-itself  | closes-itself  |
 * | knockd, other without           | no-closing     | no-closing     | no-closing     | closes-itself  |
 *
 * Without a closing there is nothing that a delay or a hand could knock. Behind its one connection a gate is shut already:
 * nothing stays open to be shared or held. That a server shuts by itself (`opensForS`) is true beside every ending: see
 * `shutsItselfAtMs`.
 */
export function closingPolicyOf({ kind, hasClosing, shutWhen, shutDelayS, opensForS }: EndingFacts): ClosingPolicy {
  if (!hasClosing || shutWhen === 'never') {
    if (kind === 'one-connection') return { end: 'left', why: kind };
    const isByItself = kind === 'timed' || opensForS !== undefined || shutWhen === 'never';
    return { end: 'left', why: isByItself ? 'closes-itself' : 'no-closing' };
  }
  if (shutWhen === 'last-session' || kind === 'one-connection') return { end: 'shut' };
  return shutWhen === 'delayed' ? { end: 'delayed', delayS: shutDelayS } : { end: 'by-hand' };
}

/** When the server shuts a gate by itself that it opened at `openedAtMs`; undefined where it does not, or nobody knows. */
export function shutsItselfAtMs({ opensForS }: Pick<EndingFacts, 'opensForS'>, openedAtMs: number): number | undefined {
  return opensForS === undefined ? undefined : openedAtMs + opensForS * 1000;
}
