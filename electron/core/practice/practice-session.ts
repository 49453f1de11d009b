import type { ServerChannel } from 'ssh2';
import { Failure } from '../../shared/failure.ts';
import type { ShellHouse, ShellState } from './shell/command.ts';
import { PipeClosed } from './shell/text-stream.ts';

export interface SessionWindow {
  readonly term: string;
  columns: number;
  rows: number;
}

/** Everything that a session of the practice shell runs on. */
export interface PracticeSession {
  readonly channel: ServerChannel;
  readonly shell: ShellState;
  /** The command of an `exec` request; undefined for a shell. */
  readonly command: string | undefined;
  /** Raised when the channel or its connection ends. */
  readonly ended: AbortSignal;
  /** Ends what is running, as Ctrl-C does; set by the session's own loop. */
  interrupt: () => void;
}

const longestVariable = 256;

/** A shell as it is after a login. @param asked variables of the client's `env` requests that are kept */
export function loginShell(house: ShellHouse, asked: ReadonlyMap<string, string>): ShellState {
  const home = '/home/guest';
  const own = { HOME: home, USER: 'guest', LOGNAME: 'guest', SHELL: '/bin/practice', PATH: '/bin', PWD: home };
  const variables = new Map([...Object.entries(own), ...asked]);
  return { house, directory: home, variables, history: [], lastStatus: 0, leavingWith: undefined };
}

/** Of a client's environment, only what says how text and terminal are is kept. */
export function isKeptVariable(name: string, value: string): boolean {
  return /^(?:LANG|LC_[A-Z]{1,20}|COLORTERM|TERM)$/.test(name) && isPlainValue(value);
}

function isPlainValue(value: string): boolean {
  return value.length <= longestVariable && /^[\x20-\x7e]*$/.test(value);
}

/** Runs a session's loop to its end, and sends the exit status (RFC 4254, 6.10). An end from outside is no error. */
export async function runToExit(session: PracticeSession, loop: () => Promise<number>): Promise<void> {
  const { channel } = session;
  try {
    const status = await loop();
    if (!session.ended.aborted) channel.exit(status);
  } catch (thrown) {
    if (!isSessionEnd(thrown)) throw thrown;
  } finally {
    channel.end();
  }
}

/** Whether what was thrown only says that the session has ended. */
export function isSessionEnd(thrown: unknown): boolean {
  return thrown instanceof PipeClosed || (thrown instanceof Failure && thrown.code === 'cancelled');
}
