import type { Socket } from 'node:net';
import { cancellable, cancelled } from '../cancel.ts';
import { createChannelSink, createChannelSource } from './channel-text.ts';
import { isSessionEnd, type PracticeSession, type SessionWindow } from './practice-session.ts';
import type { ShellState } from './shell/command.ts';
import { complete } from './shell/completion.ts';
import { runLine } from './shell/run-line.ts';
import { practiceHostname, practiceUser } from './shell/system-commands.ts';
import type { TextSink, TextSource } from './shell/text-stream.ts';
import { Terminal } from './terminal/terminal.ts';

const maximumHistory = 200;
/** Enough of a text's end to see whether it is a control sequence. */
const maximumSequence = 32;

/**
 * A session with a terminal: greets, then reads and runs lines until `exit`, Ctrl-D or the client's end; with a command
 * it runs only that.
 * @returns the exit status
 */
export async function runTerminalSession(
  session: PracticeSession,
  window: SessionWindow,
  socket: Socket,
): Promise<number> {
  const { channel, shell, ended } = session;
  const sinkPorts = { stream: channel, socket, ended } as const;
  const screen = createChannelSink({ ...sinkPorts, lineEnd: '\n' });
  const terminal = new Terminal({
    write: (text) => screen.write(text),
    columns: () => window.columns,
    onInterrupt: () => session.interrupt(),
  });

  async function run(line: string): Promise<void> {
    const interruption = new AbortController();
    const signal = AbortSignal.any([interruption.signal, ended]);
    session.interrupt = () => interruption.abort();
    const sink = createChannelSink({ ...sinkPorts, lineEnd: '\r\n' }, signal);
    let shown = '\n';
    const output: TextSink = {
      write(text) {
        shown = text.slice(-maximumSequence) || shown;
        return sink.write(text);
      },
    };
    const input = sourceFrom(terminal, interruption, signal);
    await runLine(line, { input, output, errors: output }, shell, signal);
    session.interrupt = () => undefined;
    // Where a line was being read, the terminal has shown the ^C already.
    if (interruption.signal.aborted && interruption.signal.reason !== shownInterruption) await screen.write('^C\r\n');
    else if (session.command === undefined && !leavesCursorAtStart(shown)) await screen.write('\r\n');
  }

  ended.addEventListener('abort', () => terminal.end(), { once: true });
  const say = (text: string) => screen.write(text.replaceAll('\n', '\r\n'));
  const talking = session.command === undefined ? interact(terminal, shell, run, say) : run(session.command);
  // The input's end ends the talk by itself; a mistake there is not to be lost.
  const failed = new Promise<never>((_, reject) => feed(terminal, createChannelSource(channel, ended)).catch(reject));
  await Promise.race([talking, failed]);
  return shell.leavingWith ?? shell.lastStatus;
}

async function interact(
  terminal: Terminal,
  shell: ShellState,
  run: (line: string) => Promise<void>,
  say: (text: string) => Promise<void>,
): Promise<void> {
  await say(shell.house.tree.read('/etc/motd'));
  while (shell.leavingWith === undefined) {
    const result = await terminal.readLine(promptOf(shell), {
      history: shell.history,
      complete: (text) => complete(text, shell),
    });
    if (result.kind === 'end') return await say('logout\n');
    if (result.kind === 'interrupted') shell.lastStatus = 130;
    else {
      remember(shell, result.text);
      await run(result.text);
    }
  }
}

/** The prompt is drawn at the left edge; a last line without its end is not to be drawn over. */
function leavesCursorAtStart(end: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ESC begins what is looked for
  return /\n$|\u001b\[[0-?]*[@-~]$/.test(end);
}

/** Why an interruption needs no `^C` on the screen. */
const shownInterruption = Symbol('shown');

/** What a command reads from the person: line by line, edited as at the prompt; Ctrl-D ends it. */
function sourceFrom(terminal: Terminal, interruption: AbortController, signal: AbortSignal): TextSource {
  return {
    async read() {
      const result = await cancellable(terminal.readLine(''), signal);
      if (result.kind === 'line') return `${result.text}\n`;
      if (result.kind === 'end') return undefined;
      interruption.abort(shownInterruption);
      throw cancelled();
    },
  };
}

async function feed(terminal: Terminal, source: TextSource): Promise<void> {
  try {
    for (let text = await source.read(); text !== undefined; text = await source.read()) await terminal.feed(text);
    await terminal.endInput();
  } catch (thrown) {
    terminal.end();
    if (!isSessionEnd(thrown)) throw thrown;
  }
}

function promptOf({ directory }: ShellState): string {
  const shown = directory.replace(/^\/home\/guest(?=\/|$)/, '~');
  // A folder's name is whatever a visitor gave it.
  const plain = shown.replace(/\p{C}/gu, '?').slice(-60);
  return `${practiceUser}@${practiceHostname}:${plain}$ `;
}

function remember(shell: ShellState, line: string): void {
  if (line.trim() === '' || shell.history.at(-1) === line) return;
  shell.history.push(line);
  if (shell.history.length > maximumHistory) shell.history.shift();
}
