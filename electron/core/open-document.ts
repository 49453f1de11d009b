import { z } from 'zod';
import { asFailure, type Failure } from '../shared/failure.ts';
import type { DocumentStore } from './ports.ts';
import type { StoreTrouble } from './store-trouble.ts';

/** A document as it was found, and the way to write it. */
export interface OpenDocument<Content> {
  /** undefined: there is none, or none that can be read. */
  readonly content: Content | undefined;
  /** @throws Failure `data-folder-unusable`, always where the file could be neither read nor moved aside */
  write(content: Content & object): void;
}

/**
 * Reads a versioned document. One that is damaged or of a later version is set aside with its content kept, and told;
 * where even that is impossible nothing is ever written over it.
 */
export function openDocument<Content extends { readonly version: number }>(
  store: DocumentStore,
  schema: z.ZodType<Content>,
  version: number,
  onTrouble: (trouble: StoreTrouble) => void,
): OpenDocument<Content> {
  let unread: Failure | undefined;
  const write = (content: object) => {
    if (unread !== undefined) throw unread;
    store.write(content);
  };
  try {
    const found = store.read();
    if (found.kind === 'absent') return { content: undefined, write };
    const value = found.kind === 'document' ? found.value : undefined;
    const parsed = schema.safeParse(value);
    if (parsed.success) return { content: parsed.data, write };
    const head = z.looseObject({ version: z.int().min(version + 1) }).safeParse(value);
    const why = head.success ? 'newer' : 'damaged';
    onTrouble({ kind: 'moved-aside', why, path: store.setAside(why) });
  } catch (thrown) {
    unread = asFailure(thrown);
    onTrouble({ kind: 'unwritable', failure: unread });
  }
  return { content: undefined, write };
}
