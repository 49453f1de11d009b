import type { Failure } from '../shared/failure.ts';

/** What a person must be told of a store. */
export type StoreTrouble =
  /** It could not be read, and lies at `path` with its content; a new one was begun. */
  | { readonly kind: 'moved-aside'; readonly why: 'damaged' | 'newer'; readonly path: string }
  /** So many of its entries cannot be read. They stay in it as they are, and the others are used. */
  | { readonly kind: 'entries-unreadable'; readonly count: number }
  /** It can be neither read nor written, or not written; what is changed is not kept. */
  | { readonly kind: 'unwritable'; readonly failure: Failure };
