import { join } from 'node:path';
import { readFileIfThere, writeFileAtomically } from '../files/kept-file.ts';
import type { SecretKeeping } from '../secrets/secret-keeping.ts';

/**
 * The note that every login secret of this user is bound: an unbound one that turns up afterwards is none that was kept
 * here. It is sealed, so that nobody writes it without the key, and lies in the document and in a file beside it, so that
 * nobody undoes it by an edit of the document, or by putting an older document back.
 */
export interface BoundMark {
  isSet(): boolean;
  /** Looks again where it is not known to be set. `unreadable`: it may be set, and cannot be unsealed now. Never fails. */
  look(): Promise<'set' | 'absent' | 'unreadable'>;
  /**
   * What the document has of it.
   * @param isBinding everything in the document is bound with this write
   * @throws Failure `secrets-unusable` where it is to be set and cannot be sealed
   */
  textFor(isBinding: boolean): Promise<string | undefined>;
  /** The document lies on the disk with this text. Never fails. */
  written(text: string | undefined): Promise<void>;
}

const meaning = 'portcullis: every login secret is bound';

/** The file beside the document. */
export function boundMarkPath(dataFolder: string): string {
  return join(dataFolder, 'logins-bound');
}

export interface BoundMarkOptions {
  /** undefined: the document has none. */
  readonly inDocument: string | undefined;
  /** There is no document yet, and nothing unbound in it. */
  readonly isNew: boolean;
  /** Of the file beside. */
  readonly path: string;
  readonly keeping: SecretKeeping;
}

export function createBoundMark({ inDocument, isNew, path, keeping }: BoundMarkOptions): BoundMark {
  let isSet = isNew;
  /** One that is good. */
  let good: string | undefined;
  let lastBeside: string | undefined;

  const readBeside = async () => (await readFileIfThere(path).catch(() => undefined))?.trim();
  const stateOf = async (text: string) => {
    try {
      return (await keeping.vault.unseal(text)) === meaning ? 'set' : 'absent';
    } catch {
      return 'unreadable';
    }
  };
  const seal = async () => {
    good ??= await keeping.vault.seal(meaning);
    return good;
  };

  return {
    isSet: () => isSet,
    async look() {
      if (isSet) return 'set';
      lastBeside = await readBeside();
      const texts = [inDocument, lastBeside].filter((text) => text !== undefined);
      const states = await Promise.all(texts.map(stateOf));
      const place = states.indexOf('set');
      if (place < 0) return states.includes('unreadable') ? 'unreadable' : 'absent';
      good = texts[place];
      isSet = true;
      return 'set';
    },
    async textFor(isBinding) {
      // Nothing that is sealed may lie on the disk then.
      if (!keeping.mayKeep()) return undefined;
      if (isBinding) return await seal();
      return isSet ? await seal().catch(() => inDocument) : inDocument;
    },
    async written(text) {
      if (text === undefined || text !== good) return;
      isSet = true;
      if (lastBeside === good) return;
      const isWritten = await writeFileAtomically(path, `${good}\n`, { durable: true }).then(
        () => true,
        () => false,
      );
      if (isWritten) lastBeside = good;
    },
  };
}
