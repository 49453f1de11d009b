import type { Knock } from '../../shared/sequence.ts';

/** A door of knockd: the sequence that runs its command. */
export interface Door {
  readonly sequence: readonly Knock[];
}

/** One running attempt of one visitor: how many steps of which door are done; 'dead' attempts wait for removal. */
export interface DoorAttempt {
  readonly door: number;
  readonly stage: number | 'dead';
}

/** What the daemon remembers of one visitor, oldest attempt first. */
export type DaemonState = readonly DoorAttempt[];

export const cleanState: DaemonState = [];
