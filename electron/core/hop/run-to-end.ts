import { Failure } from '../../shared/failure.ts';
import type { SshSession } from '../ssh/ssh-session.ts';

/** What a command wrote and how it ended; `undefined` where the server said nothing of its end. */
export interface EndedCommand {
  readonly output: string;
  readonly exitCode: number | undefined;
}

/** Longer answers than this are no answer to what a hop is asked. */
const longestOutput = 16_384;
/** What a hop is asked takes it a moment: a login that runs something else instead may never end. */
const patienceMs = 5000;

/**
 * Runs a short command without a terminal, to its end. It is not cancelled, since what it sends is on its way.
 * @throws Failure `shell-refused`, `connection-lost`, `hop-unusable` when it does not end
 */
export async function runToEnd(ssh: SshSession, command: string): Promise<EndedCommand> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(neverEnds()), patienceMs);
  });
  try {
    return await Promise.race([untilEnded(ssh, command), tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

function neverEnds(): Failure {
  return new Failure('hop-unusable', 'The jump host does not get done with a short command.', {
    remedy: 'Look what its login runs, and whether it is busy.',
  });
}

async function untilEnded(ssh: SshSession, command: string): Promise<EndedCommand> {
  const channel = await ssh.run(command);
  let output = '';
  channel.output.on('data', (data: Buffer) => {
    if (output.length < longestOutput) output += data.toString('latin1');
  });
  channel.errors.resume();
  channel.input.on('error', () => undefined);
  channel.input.end();
  const { exitCode } = await channel.ended;
  return { output, exitCode };
}
