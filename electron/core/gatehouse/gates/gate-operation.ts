import type { AttemptHappening } from '../../../shared/timeline.ts';

/** For whom a gate is opened, or that it is shut. */
export type OperationKind = 'session' | 'hand' | 'closing';

/** How far one opening, holding or closing of ours has come, as its own happenings tell. */
export interface OperationProgress {
  readonly what: OperationKind;
  /** `noted`: open, and in the journal, which from then on says what becomes of it. */
  readonly stage: 'idle' | 'knocking' | 'dialling' | 'open' | 'noted' | 'closing';
  /** How much of the sequence is out, 0 to 1. */
  readonly progress: number;
  readonly openedAtMs: number | undefined;
  /** It was open before anything was knocked. */
  readonly isFound: boolean;
}

export function beginningOf(what: OperationKind): OperationProgress {
  const stage = what === 'closing' ? 'closing' : 'idle';
  return { what, stage, progress: 0, openedAtMs: undefined, isFound: false };
}

/** What an operation has come to after something more has happened. */
export function progressAfter(before: OperationProgress, happening: AttemptHappening): OperationProgress {
  switch (happening.event) {
    case 'sent': {
      if (happening.purpose === 'flush') {
        const isOpening = before.stage === 'idle' || before.stage === 'knocking' || before.stage === 'dialling';
        return { ...before, stage: isOpening ? 'knocking' : 'closing', progress: 0 };
      }
      const stage = happening.purpose === 'close' ? 'closing' : 'knocking';
      return { ...before, stage, progress: happening.step / happening.of };
    }
    case 'dialled':
      return { ...before, stage: 'dialling' };
    case 'open':
      return { ...before, stage: 'open', progress: 0, openedAtMs: Date.now(), isFound: happening.found };
    case 'failed':
      if (before.stage !== 'knocking' && before.stage !== 'dialling') return before;
      return { ...before, stage: 'idle', progress: 0 };
    default:
      return before;
  }
}
