import { cancellable } from '../cancel.ts';
import type { SshSession } from '../ssh/ssh-session.ts';

/** What a command wrote and how it ended; `undefined` where the server said nothing of its end. */
export interface EndedCommand {
  readonly output: string;
  readonly exitCode: number | undefined;
}

/** Longer answers than this are no answer to what a hop is asked. */
const longestOutput = 16_384;

/** Runs a command without a terminal, to its end. @throws Failure `shell-refused`, `connection-lost`, `cancelled` */
export async function runToEnd(ssh: SshSession, command: string, signal?: AbortSignal): Promise<EndedCommand> {
  const channel = await cancellable(ssh.run(command), signal);
  let output = '';
  channel.output.on('data', (data: Buffer) => {
    if (output.length < longestOutput) output += data.toString('latin1');
  });
  channel.errors.resume();
  channel.input.on('error', () => undefined);
  channel.input.end();
  const { exitCode } = await cancellable(channel.ended, signal);
  return { output, exitCode };
}
