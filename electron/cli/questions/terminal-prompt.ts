import { openSync } from 'node:fs';
import { ReadStream, WriteStream } from 'node:tty';
import { cancelled } from '../../core/cancel.ts';
import { withVisibleControls } from '../../shared/unprintable.ts';

/** A terminal to ask at, whatever standard input is connected to. */
export interface PromptTerminal {
  /** Shows lines above a prompt. */
  show(text: string): void;
  /**
   * Shows a prompt and reads a line; without `echo` nothing that is typed is shown.
   * @returns undefined when the person ends the input (Ctrl-D on an empty line)
   * @throws Failure `cancelled` on Ctrl-C, which also reaches `onInterrupt`, and when the signal is raised
   */
  ask(prompt: string, echo: boolean): Promise<string | undefined>;
}

/** @returns undefined where there is no terminal */
export function openPromptTerminal(signal: AbortSignal, onInterrupt: () => void): PromptTerminal | undefined {
  const input = terminalInput();
  const output = input && terminalOutput();
  if (input === undefined || output === undefined) return undefined;
  // For good: a terminal that is closed breaks at the next touch, and must not end the process before the gate is shut.
  for (const stream of [input, output]) if (stream.listenerCount('error') === 0) stream.on('error', () => undefined);
  return {
    show: (text) => void output.write(`${withVisibleControls(text)}\n`),
    ask: (prompt, echo) => readLine({ input, output }, withVisibleControls(prompt), echo, signal, onInterrupt),
  };
}

let controllingTerminal: ReadStream | undefined;
let controllingScreen: WriteStream | undefined;

/** Where a prompt is seen: standard error may go to a file. */
function terminalOutput(): WriteStream | undefined {
  if (process.stderr.isTTY) return process.stderr;
  if (process.platform === 'win32') return process.stdout.isTTY ? process.stdout : undefined;
  try {
    controllingScreen ??= new WriteStream(openSync('/dev/tty', 'w'));
    return controllingScreen;
  } catch {
    return undefined;
  }
}

function terminalInput(): ReadStream | undefined {
  if (process.stdin.isTTY) return process.stdin;
  if (process.platform === 'win32') return undefined;
  try {
    controllingTerminal ??= new ReadStream(openSync('/dev/tty', 'r'));
    return controllingTerminal;
  } catch {
    return undefined;
  }
}

function readLine(
  { input, output }: { readonly input: ReadStream; readonly output: WriteStream },
  prompt: string,
  echo: boolean,
  signal: AbortSignal,
  onInterrupt: () => void,
): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const decoder = new TextDecoder();
    let line = '';
    const finish = (settle: () => void) => {
      input.off('data', onData);
      input.off('error', onGone);
      input.off('end', onGone);
      signal.removeEventListener('abort', onAbort);
      // A terminal that has gone (SIGHUP) can be reset no more.
      if (!input.destroyed) input.setRawMode(false);
      input.pause();
      output.write('\n');
      settle();
    };
    const onAbort = () => finish(() => reject(cancelled()));
    const onGone = () => finish(() => resolve(undefined));
    const onData = (data: Buffer) => {
      for (const character of decoder.decode(data, { stream: true })) {
        if (character === '\r' || character === '\n') return finish(() => resolve(line));
        if (character === '\u0003') {
          finish(() => reject(cancelled()));
          return onInterrupt();
        }
        if (character === '\u0004') {
          if (line === '') return finish(() => resolve(undefined));
        } else if (character === '\u007f' || character === '\b') {
          if (echo && line !== '') output.write('\b \b');
          line = [...line].slice(0, -1).join('');
        } else if (character === '\u0015') {
          if (echo) output.write('\b \b'.repeat([...line].length));
          line = '';
        } else if (character >= ' ') {
          line += character;
          if (echo) output.write(character);
        }
      }
    };
    if (signal.aborted) return reject(cancelled());
    output.write(prompt);
    input.setRawMode(true);
    signal.addEventListener('abort', onAbort, { once: true });
    input.on('data', onData).on('error', onGone).on('end', onGone);
    input.resume();
  });
}
