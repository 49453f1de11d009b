import type { OneTimeLists } from '../gate/journal/one-time-lists.ts';

/** Where the lists of the profiles stand, at hand for whoever cannot wait for a disk. */
export interface ListPlaces {
  /** From 0; 0 too where it is not known. */
  of(mark: string): number;
  /** Reads it anew. @returns whether anything has changed; never fails: whoever knocks reads for himself */
  read(): Promise<boolean>;
}

/** @param marks every list that there is */
export function createListPlaces(lists: OneTimeLists, marks: () => readonly string[]): ListPlaces {
  const places = new Map<string, number>();
  return {
    of: (mark) => places.get(mark) ?? 0,
    async read() {
      let hasChanged = false;
      for (const mark of new Set(marks())) {
        const place = await lists.placeOf(mark).catch(() => 0);
        hasChanged ||= place !== places.get(mark);
        places.set(mark, place);
      }
      return hasChanged;
    },
  };
}
