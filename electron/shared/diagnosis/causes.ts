import type { CauseContext } from './cause-context.ts';
import { connectionCauses } from './connection-causes.ts';
import { knockCauses } from './knock-causes.ts';
import { localCauses } from './local-causes.ts';

const catalogue = { ...knockCauses, ...connectionCauses, ...localCauses };

/** The causes by name. Stable: scripts hang on them. */
export type CauseId = keyof typeof catalogue;

/** One thing that may have gone wrong, and what to try: each one or two sentences. */
export interface Cause {
  readonly id: CauseId;
  readonly cause: string;
  readonly tryThis: string;
}

/** A cause in the words that fit an attempt. */
export function causeOf(id: CauseId, context: CauseContext): Cause {
  const [cause, tryThis] = catalogue[id](context);
  return { id, cause, tryThis };
}
