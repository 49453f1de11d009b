import type { FileTree } from './file-tree.ts';
import type { TextSink, TextSource } from './text-stream.ts';

/** What all sessions of a practice gate share. */
export interface ShellHouse {
  readonly tree: FileTree;
  readonly startedAtMs: number;
  /** Tells about the gate, for the command `gate`; lines of text. */
  about(): string;
}

/** What one session's shell remembers. */
export interface ShellState {
  readonly house: ShellHouse;
  /** An absolute clean path. */
  directory: string;
  readonly variables: Map<string, string>;
  readonly history: string[];
  lastStatus: number;
  /** The status that `exit` asked for; the shell ends when it is set. */
  leavingWith: number | undefined;
}

export interface CommandContext {
  readonly name: string;
  readonly operands: readonly string[];
  readonly input: TextSource;
  readonly output: TextSink;
  readonly errors: TextSink;
  readonly shell: ShellState;
  /** Raised by Ctrl-C and by the session's end. */
  readonly signal: AbortSignal;
}

/** Runs one command of the practice shell and gives back its exit status, 0 to 255. */
export type Command = (context: CommandContext) => number | Promise<number>;

export interface CommandEntry {
  /** One line for `help`, written as a usage and what it does. */
  readonly usage: string;
  readonly purpose: string;
  readonly run: Command;
}

/** A command cannot go on: `message` is shown after the command's name. */
export class CommandFailure extends Error {
  readonly status: number;

  constructor(message: string, status = 1) {
    super(message);
    this.status = status;
  }
}
