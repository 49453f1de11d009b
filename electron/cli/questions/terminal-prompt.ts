import { openSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import { cancelled } from '../../core/cancel.ts';

/** A terminal to ask at, whatever standard input is connected to. */
export interface PromptTerminal {
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
  if (input === undefined) return undefined;
  return { ask: (prompt, echo) => readLine(input, prompt, echo, signal, onInterrupt) };
}

let controllingTerminal: ReadStream | undefined;

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
  input: ReadStream,
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
      process.stderr.write('\n');
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
          if (echo && line !== '') process.stderr.write('\b \b');
          line = [...line].slice(0, -1).join('');
        } else if (character === '\u0015') {
          if (echo) process.stderr.write('\b \b'.repeat([...line].length));
          line = '';
        } else if (character >= ' ') {
          line += character;
          if (echo) process.stderr.write(character);
        }
      }
    };
    if (signal.aborted) return reject(cancelled());
    process.stderr.write(prompt);
    input.setRawMode(true);
    signal.addEventListener('abort', onAbort, { once: true });
    input.on('data', onData).on('error', onGone).on('end', onGone);
    input.resume();
  });
}
