/** The exit status that a shell gives to a process ended by a signal (128 and the signal's number). */
const statuses = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
type EndingSignal = keyof typeof statuses;

/** What signals do to a command: the first ends the work, the next one the shutting too. */
export interface Interrupts {
  /** Raised by the first SIGINT, SIGTERM or SIGHUP: stop, and shut the gate. */
  readonly cancel: AbortSignal;
  /** Raised by the next one: leave the gate to the journal. */
  readonly leave: AbortSignal;
  /** undefined while no signal came. */
  exitStatus(): number | undefined;
  /** What a person does without a signal, such as Ctrl-C at a prompt. */
  interrupt(): void;
}

export function listenForInterrupts(): Interrupts {
  const cancel = new AbortController();
  const leave = new AbortController();
  let status: number | undefined;
  const onSignal = (signal: EndingSignal) => {
    status ??= statuses[signal];
    if (cancel.signal.aborted) leave.abort();
    else cancel.abort();
  };
  for (const signal of Object.keys(statuses) as EndingSignal[]) process.on(signal, onSignal);
  return {
    cancel: cancel.signal,
    leave: leave.signal,
    exitStatus: () => status,
    interrupt: () => onSignal('SIGINT'),
  };
}
