import type { Diagnosis } from './diagnosis/diagnosis.ts';
import type { ServerEvidence } from './diagnosis/server-evidence.ts';
import type { FailureCode } from './failure.ts';
import type { GateEnding } from './timeline.ts';

/** Why a part of a rehearsal came to nothing. */
interface RehearsalFailure {
  readonly code: FailureCode;
  readonly message: string;
  readonly remedy?: string | undefined;
}

/** Whether the gate was shut before anything was knocked. */
export type BeforeFinding =
  /** `answer`: `silence`, or an error's code such as ECONNREFUSED. */
  | { readonly kind: 'shut'; readonly answer: string }
  /** Open without a knock of ours; nothing more was done. `mayBeOurs`: we have opened it before, and nothing is known to shut it. */
  | { readonly kind: 'open'; readonly mayBeOurs?: boolean }
  /** Open by our own earlier opening until the server shuts it, longer than is waited for. Nothing more was done. */
  | { readonly kind: 'runs-out'; readonly shutsAtMs: number }
  /** Held open by ourselves: a rehearsal would shut it under its holders. Nothing more was done. */
  | { readonly kind: 'held'; readonly sessions: number; readonly byHand: boolean }
  /** At a gate that lets one connection in nobody looks without having knocked. */
  | { readonly kind: 'not-looked' }
  | ({ readonly kind: 'failed' } & RehearsalFailure);

/** Whether the gate opened, and who answered behind it. */
export type OpeningFinding =
  | {
      readonly kind: 'opened';
      /** How often the sequence was sent until it did. */
      readonly tries: number;
      /** From the last knock to the answered dial, in milliseconds. */
      readonly afterMs: number;
      /** The server's first line, made plain and clipped; undefined when it said none in time. It is the server's text. */
      readonly greeting: string | undefined;
      readonly isSsh: boolean;
      /** It hung up by itself, before it had said that it is an SSH server. */
      readonly hasEnded: boolean;
    }
  | ({ readonly kind: 'failed' } & RehearsalFailure);

/** What a gate that we do not shut was seen to do. */
export type SeenOfServer =
  /** Open `fromS` seconds after the knocks, and shut after `toS`. */
  | { readonly kind: 'shuts-itself'; readonly fromS: number; readonly toS: number }
  /** Shut behind the first connection. */
  | { readonly kind: 'lets-one-in' }
  /** It fell silent at so many connections within a minute, and answered again after a minute without one. */
  | { readonly kind: 'counts-connections'; readonly connections: number }
  /** It was open still when that was looked at last; `isCutShort`: somebody has ended the wait. */
  | { readonly kind: 'stays-open'; readonly forS: number; readonly isCutShort?: boolean };

/**
 * What became of the gate, without waiting for a later end; `opensForS` where it shuts by itself after a known time, `seen` where it
 * was watched for one that nobody knows.
 */
export type ClosingFinding = Exclude<GateEnding, { readonly kind: 'delayed' | 'by-hand' }> & {
  readonly opensForS?: number | undefined;
  readonly seen?: SeenOfServer | undefined;
};

/**
 * What a rehearsal waits for, and until when at the latest. `runs-out`: the server is about to shut what we opened earlier;
 * `shuts-itself`: the server may shut what nobody else does; `counts-connections`: only time tells that from a firewall's limit.
 */
export interface RehearsalWait {
  readonly why: 'runs-out' | 'shuts-itself' | 'counts-connections';
  readonly untilMs: number;
}

/** When something was found, in milliseconds from the rehearsal's beginning. */
interface Found {
  readonly atMs: number;
}

/** What a rehearsal has found so far: is the gate shut, does it open, does it shut again? */
export interface Rehearsal {
  readonly before?: BeforeFinding & Found;
  readonly opening?: OpeningFinding & Found;
  readonly closing?: ClosingFinding & Found;
  /** While it waits. */
  readonly wait?: RehearsalWait | undefined;
  /** What was seen of a gate that was open before, or did not open, its likely causes, and what to look for on the server. */
  readonly diagnosis?: Diagnosis & { readonly evidence: ServerEvidence | undefined };
}
