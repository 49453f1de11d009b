import type { Completion } from '../shell/completion.ts';

export type ReadResult =
  | { readonly kind: 'line'; readonly text: string }
  /** Ctrl-C. */
  | { readonly kind: 'interrupted' }
  /** Ctrl-D on an empty line, or the end of the session. */
  | { readonly kind: 'end' };

export interface ReadHelp {
  /** Earlier lines, oldest first, for the up and down keys. */
  readonly history?: readonly string[];
  complete?(textBeforeCursor: string): Completion;
}

export interface TerminalPorts {
  /** Sends to the person's screen as it is; settles when there is room for more. */
  write(text: string): Promise<void>;
  columns(): number;
  /** Ctrl-C while nothing is being read. */
  onInterrupt(): void;
}
