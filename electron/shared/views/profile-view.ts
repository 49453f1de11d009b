import type { ShutChoice } from '../closing-policy.ts';
import type { Authentication, DialsChoice, FamilyChoice, GateKind } from '../profile.ts';

/** How a profile's terminal differs from the app's. */
export interface TerminalChoice {
  /** The TERM that the server is told; xterm-256color where it is left out. */
  readonly type?: string | undefined;
  /** The colours, whatever theme the app has. */
  readonly colours?: 'light' | 'dark' | undefined;
}

/** A kept profile as the window may see it: the sequences are counted, and secrets are only said to be there. */
export interface ProfileView {
  readonly id: string;
  readonly name: string;
  readonly host: string;
  /** SSH's, 22 where the profile names none. */
  readonly port: number;
  readonly user: string | undefined;
  /** The id of the profile by way of whose host it is reached; there may be none of that id (any more). */
  readonly via: string | undefined;
  readonly group: string | undefined;
  readonly isFavourite: boolean;
  readonly lastUsedAtMs: number | undefined;
  /** Of one-time sequences the longest. */
  readonly opening: SequenceView;
  /** The opening is a list of one-time sequences: how many there are, and which comes next, from 1. */
  readonly oneTime: { readonly count: number; readonly next: number } | undefined;
  /** undefined: nothing is knocked at the end. */
  readonly closing: SequenceView | undefined;
  readonly delayMs: number;
  /** The profile names no pause: `delayMs` is what an opening begins with. */
  readonly learnsPace: boolean;
  readonly family: FamilyChoice;
  readonly gate: GateKind;
  readonly seqTimeoutS: number;
  readonly opensForS: number | undefined;
  readonly deadlineS: number;
  readonly recovers: boolean;
  readonly shared: boolean;
  readonly dials: DialsChoice;
  readonly shutWhen: ShutChoice;
  readonly shutDelayS: number;
  /** In order; undefined: agent, the usual keys, then asking. */
  readonly auth: readonly Authentication[] | undefined;
  readonly terminal: TerminalChoice | undefined;
  readonly hasPassword: boolean;
  /** Paths of the keys whose passphrase is kept. */
  readonly passphrasesKept: readonly string[];
  /**
   * What is kept encrypted and cannot be read any more (another machine's or user's key): it stays kept, and is asked for
   * again. `sequences` means that the profile cannot knock until its sequences are typed anew.
   */
  readonly unreadable: readonly ('sequences' | 'password' | 'passphrase')[];
}

/** What may be known of a sequence while it is masked. */
export interface SequenceView {
  readonly steps: number;
  /** From its first knock to its last. */
  readonly durationMs: number;
}

/** A profile's sequences in clear, in the notation of `parseSequence`; only after a person asked to see them. */
export interface RevealedSequences {
  /** undefined: there are one-time sequences instead. */
  readonly open: string | undefined;
  readonly oneTime: readonly string[] | undefined;
  readonly close: string | undefined;
  readonly udpPayloadHex: string | undefined;
}
