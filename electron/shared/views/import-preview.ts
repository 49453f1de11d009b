/** Profile files that were read and not kept yet. */
export interface ImportPreview {
  readonly id: string;
  readonly items: readonly ImportItem[];
}

export interface ImportItem {
  /** The file's name, without its folder. */
  readonly file: string;
  readonly found:
    | {
        readonly kind: 'profile';
        readonly name: string;
        readonly host: string;
        readonly openingSteps: number;
        /** Of one-time sequences. */
        readonly sequencesLeft: number | undefined;
        readonly closingSteps: number | undefined;
        /** A profile with this name is there already; the imported one is kept beside it under another name. */
        readonly isDuplicate: boolean;
        /** Others on this machine can read the file. */
        readonly isExposed: boolean;
        /** By way of which profile it is reached, as the file names it, and whether that is one of those here or at hand. */
        readonly wayIn: { readonly name: string; readonly isKnown: boolean } | undefined;
      }
    | { readonly kind: 'unusable'; readonly message: string };
}
