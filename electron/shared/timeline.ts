import type { Failure, FailureCode } from './failure.ts';
import type { Protocol } from './sequence.ts';

/** Why a knock was sent. `flush` clears half an attempt out of the daemon before a sequence. */
export type KnockPurpose = 'open' | 'close' | 'flush';

/** How a gate's closing ended (rule 7 of the gate), with what can be said where nothing was knocked. */
export type ShutResult = 'shut' | 'open' | 'unknown';

/**
 * What came back when the port behind the gate was dialled: told when it first comes, and when it changes.
 * `look`: before the first knock. `dials`: after the last one. `other-family`: after a failure, at the host's address of the
 * other family.
 */
export interface HeardHappening {
  readonly event: 'heard';
  readonly to: 'look' | 'dials' | 'other-family';
  /** `silence`, `answered`, `accepted` (a connection on which nobody speaks), or the error's code, such as ECONNREFUSED. */
  readonly answer: string;
}

/** Of an attempt that goes by way of jump hosts: whose gate all that follows is about, until the next of these. */
export interface LegHappening {
  readonly event: 'leg';
  /** Of the profile. */
  readonly name: string;
  readonly host: string;
  /** From 1, the outermost; the last is where the session goes. */
  readonly leg: number;
  readonly of: number;
  readonly doing: 'opening' | 'closing';
}

/** What a server said to a key that it was offered. */
export interface KeyHappening {
  readonly event: 'key';
  /** ED25519, ECDSA or RSA. */
  readonly kind: string;
  /** As ssh-keygen prints it, `SHA256:…`. */
  readonly fingerprint: string;
  /** The key's file, or what an agent calls it. */
  readonly from: string;
  readonly isTaken: boolean;
}

/** What happens in an attempt, in order. Whoever shows it decides how much: `sent` holds a port, which is a secret. */
export type AttemptHappening =
  | LegHappening
  | {
      readonly event: 'resolved';
      readonly host: string;
      readonly address: string;
      readonly family: 4 | 6;
      /** How many connections we have tried to the port behind the gate in the minute before, where there were any. */
      readonly recentDials?: number | undefined;
      /** It has opened for this profile before, for the address of our own that we have now, or for another one. */
      readonly openedBefore?: 'from-here' | 'from-elsewhere' | undefined;
    }
  | {
      readonly event: 'sent';
      readonly port: number;
      readonly protocol: Protocol;
      readonly purpose: KnockPurpose;
      readonly step: number;
      readonly of: number;
    }
  | { readonly event: 'dialled'; readonly address: string; readonly port: number }
  | HeardHappening
  /** `found: true` when the gate was open before anything was knocked, or is held open by another session of ours. */
  | {
      readonly event: 'open';
      readonly address: string;
      readonly port: number;
      readonly found: boolean;
      /** Which family opened, where both were to be tried. */
      readonly over?: 'IPv4' | 'IPv6' | undefined;
    }
  /** The server behind the gate has said its first line: it is an SSH server (RFC 4253, 4.2). */
  | { readonly event: 'greeted' }
  | KeyHappening
  | { readonly event: 'ready' }
  | { readonly event: 'ended'; readonly exitCode?: number; readonly signal?: string; readonly reason?: string }
  | { readonly event: 'shut' }
  | {
      readonly event: 'failed';
      readonly code: FailureCode;
      readonly message: string;
      readonly remedy?: string | undefined;
      /** What the system said, such as EPERM, where it is the system that failed. */
      readonly systemCode?: string | undefined;
    };

/** `atMs` counts from the attempt's beginning, on a clock that never runs backwards. */
export type AttemptEvent = { readonly atMs: number } & AttemptHappening;

/** A failure as the last word of an attempt. */
export function failedHappening({ code, message, remedy, cause }: Failure): AttemptHappening {
  const systemCode = systemCodeOf(cause);
  return { event: 'failed', code, message, remedy, ...(systemCode === undefined ? {} : { systemCode }) };
}

/** The code of a system error; those of libraries (ERR_…) say nothing of the system. */
function systemCodeOf(cause: unknown): string | undefined {
  if (!(cause instanceof Error) || !('code' in cause) || typeof cause.code !== 'string') return undefined;
  return /^E[A-Z0-9]+(_[A-Z0-9]+)?$/.test(cause.code) && !cause.code.startsWith('ERR_') ? cause.code : undefined;
}

/** Somebody else of this user is at work at this host, and ours waits for its turn. Told again when it is another one. */
export interface QueuedNotice {
  readonly kind: 'queued';
  readonly pid: number;
  /** It is another task of the process that waits. */
  readonly isOwn: boolean;
  /** Since when it has waited for its turn and had it, in milliseconds since 1970, where that is known. */
  readonly sinceMs: number | undefined;
  /** The system shows it as stopped (Ctrl-Z): after 2 s it is passed over. */
  readonly isStopped: boolean;
  /** At a gate there, where that is known. */
  readonly doing: 'opening' | 'closing' | undefined;
}

/**
 * Why a gate that was closed is looked at once more: an opening may still be on its way; its firewall counts connections; or it
 * was dialled as often as a gate of which nothing is known should be.
 */
export type AwaitedReason = 'late-opening' | 'few-dials' | 'dial-count';

/** What a person may want to know of a wait, besides the timeline. */
export type GateNotice =
  | QueuedNotice
  /** This process was stopped between two knocks: it queues anew, and knocks from the start. */
  | { readonly kind: 'turn-lost' }
  /** What became of a gate whose opening was cancelled after its last knock. */
  | { readonly kind: 'let-go'; readonly ending: GateEnding }
  /** A one-time sequence was used; of those after it few are left. */
  | { readonly kind: 'sequences-left'; readonly left: number }
  /** The gate did not open; it is knocked once more. */
  | { readonly kind: 'retrying' }
  /** The port takes connections and no SSH server speaks: something in front may, and the gate behind it is knocked. */
  | { readonly kind: 'knocking-anyway' }
  /** The gate was seen still open, or nobody may look now; the closing is sent again. */
  | { readonly kind: 'closing-again'; readonly isSeenOpen: boolean }
  /** More connections now could look like an attack: nothing is sent for so long. */
  | { readonly kind: 'holding-back'; readonly seconds: number }
  /** It opened a moment ago, and does not any more after as many connections: from now on it is dialled as seldom as can be. */
  | { readonly kind: 'counts-dials' }
  /** No knocks can clear the daemon's half attempt; it forgets by itself. */
  | { readonly kind: 'waiting-out'; readonly seconds: number };

/** Whoever follows an attempt. */
export interface Observer {
  happened(happening: AttemptHappening): void;
  noticed(notice: GateNotice): void;
}

/** What became of a gate when a holder let go of it. */
export type GateEnding =
  | { readonly kind: 'shut' }
  /** Still open, or nobody can say; `message` says why in a sentence. */
  /** `mayBeShared`: for all that was seen others open it from the same address too; a person can say that nobody does. */
  | { readonly kind: 'open'; readonly message: string; readonly mayBeShared: boolean }
  | {
      readonly kind: 'unknown';
      readonly message: string;
      /** The jump host's name by way of which alone it can be shut. */
      readonly via?: string | undefined;
      /** Our own address that it was opened for, where this computer has another one now and cannot shut it. */
      readonly openedFor?: string | undefined;
    }
  /** Closed as far as anybody can say now; looked at once more at `lookAtMs`. `message` says so in a sentence. */
  | {
      readonly kind: 'awaited';
      readonly why: AwaitedReason;
      readonly lookAtMs: number;
      readonly message: string;
    }
  /** By nobody but for the delay after an earlier session, where `sessions` is 0 and `byHand` false. */
  | { readonly kind: 'held'; readonly sessions: number; readonly byHand: boolean }
  /** It is shut later, by whoever has let go: `delayS` after this session, unless somebody holds it by then. */
  | { readonly kind: 'delayed'; readonly delayS: number; readonly shutsAtMs: number }
  /** It stays open, held by hand from now on. */
  | { readonly kind: 'by-hand' }
  | {
      readonly kind: 'left';
      /** Open before us; no closing sequence; shuts by itself; let one connection in; shut by another process of ours; never seen open. */
      readonly why: 'found-open' | 'no-closing' | 'closes-itself' | 'one-connection' | 'shut-already' | 'never-opened';
    };
