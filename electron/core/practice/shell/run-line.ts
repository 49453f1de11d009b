import { setImmediate as turn } from 'node:timers/promises';
import { Failure } from '../../../shared/failure.ts';
import type { ShellState } from './command.ts';
import { type CommandStreams, runCommand } from './run-command.ts';
import { type Pipeline, parseCommandLine } from './shell-parser.ts';
import { ShellSyntaxFailure } from './shell-words.ts';
import { Pipe, PipeClosed } from './text-stream.ts';

/** What shells report of a command that Ctrl-C ended: 128 and SIGINT's number. */
const interruptedStatus = 130;
/** 128 and SIGPIPE's number. */
const pipeClosedStatus = 141;

/**
 * Runs a command line and keeps its status in the shell's state. An interruption ends the whole line, with status 130.
 * @throws PipeClosed when the session's own output is closed
 */
export async function runLine(
  line: string,
  streams: CommandStreams,
  shell: ShellState,
  signal: AbortSignal,
): Promise<number> {
  try {
    for (const pipeline of parseCommandLine(line)) {
      if (isSkipped(pipeline, shell)) continue;
      shell.lastStatus = await runPipeline(pipeline, streams, shell, signal);
      if (shell.leavingWith !== undefined) break;
      await turn();
    }
  } catch (thrown) {
    if (thrown instanceof ShellSyntaxFailure) {
      await streams.errors.write(`shell: ${thrown.message}\n`);
      shell.lastStatus = 2;
    } else if (thrown instanceof Failure && thrown.code === 'cancelled') {
      shell.lastStatus = interruptedStatus;
    } else throw thrown;
  }
  return shell.lastStatus;
}

function isSkipped({ condition }: Pipeline, { lastStatus }: ShellState): boolean {
  return condition === 'always' ? false : (condition === 'after-success') !== (lastStatus === 0);
}

/** Runs the commands of a pipeline side by side; the last one's status counts (POSIX, 2.9.2). */
async function runPipeline(
  { commands }: Pipeline,
  streams: CommandStreams,
  shell: ShellState,
  signal: AbortSignal,
): Promise<number> {
  const pipes = commands.slice(1).map(() => new Pipe(signal));
  const results = await Promise.allSettled(
    commands.map(async (command, index) => {
      const [before, after] = [pipes[index - 1], pipes[index]];
      try {
        const own = { input: before ?? streams.input, output: after ?? streams.output, errors: streams.errors };
        return await runCommand(command, own, shell, signal);
      } catch (thrown) {
        if (thrown instanceof PipeClosed && after !== undefined) return pipeClosedStatus;
        throw thrown;
      } finally {
        before?.close();
        after?.end();
      }
    }),
  );
  const last = results.at(-1);
  for (const result of results) if (result.status === 'rejected') throw result.reason;
  return last?.status === 'fulfilled' ? last.value : 0;
}
