/** The exit status that a shell gives to a process ended by a signal (128 and the signal's number). */
const statuses = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129, SIGPIPE: 141 } as const;

/** What signals do to a command: the first ends the work; Ctrl-C after that ends the shutting too. */
export interface Interrupts {
  /** Raised by the first SIGINT, SIGTERM or SIGHUP: stop, and shut the gate. */
  readonly cancel: AbortSignal;
  /** Raised by a SIGINT after that: leave the gate to the journal. */
  readonly leave: AbortSignal;
  /** Raised when all that is left is the shutting: by `cancel`, or because the work has ended by itself. */
  readonly isOver: AbortSignal;
  /** undefined while nothing has ended the work from outside. */
  exitStatus(): number | undefined;
  /** Ctrl-C at a prompt, where the terminal makes no signal of it. */
  interrupt(): void;
  /** Ends the work with a status; never the shutting. */
  end(status: number): void;
  /** The work has ended by itself. */
  workIsOver(): void;
}

export function listenForInterrupts(): Interrupts {
  const cancel = new AbortController();
  const leave = new AbortController();
  const over = new AbortController();
  let status: number | undefined;
  const end = (code: number) => {
    status ??= code;
    cancel.abort();
    over.abort();
  };
  const interrupt = () => {
    if (cancel.signal.aborted) leave.abort();
    else end(statuses.SIGINT);
  };
  process.on('SIGINT', interrupt);
  // A terminal that is closed sends SIGHUP more than once, and services are ended with several SIGTERM: none of them is
  // a person who does not want to wait.
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(statuses[signal]));
  return {
    cancel: cancel.signal,
    leave: leave.signal,
    isOver: over.signal,
    exitStatus: () => status,
    interrupt,
    end,
    workIsOver: () => over.abort(),
  };
}

/** The status of a command whose reader has gone. */
export const readerGone = statuses.SIGPIPE;
