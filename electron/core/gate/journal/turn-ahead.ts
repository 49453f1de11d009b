/** Who has the turn that somebody waits for. */
export interface TurnAhead {
  /** Its process, which may be the one that waits. */
  readonly pid: number;
  /** Since when it has waited for its turn and had it, in milliseconds since 1970; undefined where its ticket is an earlier version's. */
  readonly sinceMs: number | undefined;
  /** The system shows it as stopped: it is passed over soon. */
  readonly isStopped: boolean;
}
