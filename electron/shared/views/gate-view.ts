/** A gate as people think of it. `failed` and `unknown` stay until they are dealt with. */
export type GateState = 'shut' | 'knocking' | 'dialling' | 'open' | 'closing' | 'failed' | 'unknown';

/** `server`: by its own doing. `delay`: it is knocked shut some time after the last session. */
export interface GateCountdown {
  readonly atMs: number;
  readonly by: 'server' | 'delay';
}

/** The gate of a profile at present. */
export interface GateView {
  readonly profileId: string;
  readonly state: GateState;
  /** How much of the sequence is out, 0 to 1, while `knocking` or `closing`. */
  readonly progress: number;
  readonly openedAtMs: number | undefined;
  /** Sessions of this app and of other processes of this user that hold it. */
  readonly sessions: number;
  readonly isHeldByHand: boolean;
  /** It was open before us and is left as found. */
  readonly isFound: boolean;
  /** Nothing of ours shuts it, and nobody has looked whether it is shut. */
  readonly isLeft: boolean;
  /** When it shuts although nobody shuts it now, while it is open. */
  readonly shuts: GateCountdown | undefined;
  /** Why it failed or is unknown, in a sentence. */
  readonly message: string | undefined;
}

/** What earlier openings of a gate have taught, in milliseconds. */
export interface LoreView {
  /** The pause between two knocks that the next opening takes, where the profile names none. */
  readonly paceMs: number;
  /** From the last knock to the open port. */
  readonly opensAfterMs: number;
  readonly roundTripMs: number;
  /** Its firewall was seen to count new connections: it is dialled as with `dials: "few"`. */
  readonly countsDials: boolean;
  /** Something in front of it takes every connection, whether the gate is open or shut. */
  readonly isBehindTaker: boolean;
  /** Whether others open it from our address: `perhaps` as it was seen, `no` as a person has said. */
  readonly sharing: 'perhaps' | 'no' | undefined;
}
