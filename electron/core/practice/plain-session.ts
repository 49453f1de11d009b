import type { Socket } from 'node:net';
import { createChannelSink, createChannelSource } from './channel-text.ts';
import type { PracticeSession } from './practice-session.ts';
import { createLineReader, withoutEnd } from './shell/line-reader.ts';
import { runLine } from './shell/run-line.ts';

/**
 * A session without a terminal: runs the command of an `exec` request, or each line of the input until it ends.
 * @returns the exit status
 */
export async function runPlainSession(session: PracticeSession, socket: Socket): Promise<number> {
  const { channel, shell, ended } = session;
  // Commands read on where the shell's lines end, as they do under a real shell.
  const input = createLineReader(createChannelSource(channel, ended));
  const sink = (stream: 'stdout' | 'stderr', interrupted: AbortSignal) =>
    createChannelSink({ stream: channel[stream], socket, ended, lineEnd: '\n' }, interrupted);

  async function run(line: string): Promise<void> {
    const interruption = new AbortController();
    session.interrupt = () => interruption.abort();
    const signal = AbortSignal.any([interruption.signal, ended]);
    const streams = { input, output: sink('stdout', signal), errors: sink('stderr', signal) };
    await runLine(line, streams, shell, signal);
  }

  if (session.command !== undefined) {
    await run(session.command);
    return shell.leavingWith ?? shell.lastStatus;
  }
  while (shell.leavingWith === undefined) {
    const line = await input.readLine();
    if (line === undefined) break;
    await run(withoutEnd(line));
  }
  return shell.leavingWith ?? shell.lastStatus;
}
