import type { Rehearsal } from '../rehearsal.ts';

/** A rehearsal of a profile's gate as the window sees it. */
export interface RehearsalView {
  readonly profileId: string;
  readonly found: Rehearsal;
  readonly isOver: boolean;
  /** The person has broken it off; what it had opened is shut, or told by a notice. */
  readonly isCancelled: boolean;
}
