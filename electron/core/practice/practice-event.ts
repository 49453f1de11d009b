import type { Failure } from '../../shared/failure.ts';

export type PracticeDoor = 'opening' | 'closing';

/** What happens at the practice gate, for whoever narrates it. It names no port and no password. */
export type PracticeEvent =
  /** A visitor has done `step` of `of` steps; the last step is followed by `gate-opened` or `gate-shut`. */
  | { readonly event: 'stage-reached'; readonly door: PracticeDoor; readonly step: number; readonly of: number }
  | { readonly event: 'sequence-wrong'; readonly door: PracticeDoor }
  | { readonly event: 'sequence-timed-out'; readonly door: PracticeDoor }
  /** Told for each right opening, also when the gate was open already. */
  | { readonly event: 'gate-opened' }
  | { readonly event: 'gate-shut' }
  /** The sequence was right, and the gate could not open: something else took its port. */
  | { readonly event: 'gate-failed'; readonly failure: Failure }
  | { readonly event: 'login' }
  | { readonly event: 'login-refused' }
  | { readonly event: 'logout' }
  /** A mistake of ours ended a connection. */
  | { readonly event: 'session-failed'; readonly failure: Failure };

export type PracticeListener = (event: PracticeEvent) => void;
