import type { AttemptFacts } from '../diagnosis/attempt-facts.ts';
import type { FailureCode } from '../failure.ts';
import type { AttemptHappening, GateEnding, GateNotice } from '../timeline.ts';

/** A failure as it crosses to the window. */
export interface FailureView {
  readonly code: FailureCode;
  readonly message: string;
  readonly remedy?: string | undefined;
}

/** What happened in an attempt; of a knock the window is told its number, never its port (rule 12 of the gate). */
export type SeenHappening =
  | Exclude<AttemptHappening, { readonly event: 'sent' }>
  | Omit<Extract<AttemptHappening, { readonly event: 'sent' }>, 'port' | 'protocol'>
  | { readonly event: 'notice'; readonly notice: GateNotice }
  /** The server asks, and the person is being asked. */
  | {
      readonly event: 'asking';
      readonly what: 'last-sequence' | 'host-key' | 'password' | 'passphrase' | 'interactive';
    };

/** `atMs` counts from the click. */
export type TimelineEntry = { readonly atMs: number } & SeenHappening;

/**
 * `opening`: gate and login are on their way. `live`: there is a terminal. `ending`: the gate is being shut.
 * `ended`: nothing moves any more; the tab stays until it is dismissed.
 */
export type SessionState = 'opening' | 'live' | 'ending' | 'ended';

/** How the work in a session ended. */
export type SessionEnd =
  | { readonly kind: 'exited'; readonly exitCode?: number | undefined; readonly signal?: string | undefined }
  | { readonly kind: 'by-person' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly failure: FailureView };

/** One tab: from the click to the gate's end. */
export interface SessionView {
  readonly id: string;
  /** `practice` for the practice gate. */
  readonly profileId: string;
  readonly name: string;
  readonly user: string;
  readonly host: string;
  readonly port: number;
  readonly state: SessionState;
  readonly startedAtMs: number;
  /** Steps of the opening, so that the mark knows how many bars there are to light. */
  readonly openingSteps: number;
  readonly timeline: readonly TimelineEntry[];
  /** What a diagnosis may know of the gate; undefined until the profile is read. */
  readonly facts?: AttemptFacts | undefined;
  /** What the server said before the login, made plain; whoever shows it says that it is the server's. */
  readonly banner: string | undefined;
  readonly warnings: readonly string[];
  readonly end: SessionEnd | undefined;
  /** What became of the gate. */
  readonly ending: GateEnding | undefined;
  /** It was begun in place of a session that was lost, by itself: what that one wrote stays in sight. */
  readonly isResumed: boolean;
  /** When another one begins in its tab by itself, since its connection was lost. */
  readonly reconnectAtMs: number | undefined;
}

/** The practice gate's session has no kept profile. */
export const practiceProfileId = 'practice';
