import { spawn } from 'node:child_process';
import { cancelled } from '../../core/cancel.ts';
import { Failure } from '../../shared/failure.ts';

function notStarted(program: string, { code }: NodeJS.ErrnoException): Failure {
  return new Failure('login-refused', `The program in SSH_ASKPASS cannot be started: ${program} (${code}).`, {
    remedy: 'Set SSH_ASKPASS to a program that may be executed, or unset it.',
  });
}

const longestAnswer = 65_536;

/**
 * Asks with the program in SSH_ASKPASS, as ssh(1) does: the prompt is its argument, the answer the first line that it
 * prints.
 * @returns undefined when it ends with another status than 0: the person has given up
 * @throws Failure `cancelled`, or `login-refused` when it cannot be started
 */
export function askWithProgram(program: string, prompt: string, signal: AbortSignal): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(cancelled());
    const child = spawn(program, [prompt], { stdio: ['ignore', 'pipe', 'inherit'], signal });
    const parts: Buffer[] = [];
    let length = 0;
    child.stdout.on('data', (part: Buffer) => {
      length += part.length;
      if (length <= longestAnswer) parts.push(part);
    });
    child.once('error', (error: NodeJS.ErrnoException) =>
      reject(signal.aborted ? cancelled() : notStarted(program, error)),
    );
    child.once('close', (code) => {
      if (code !== 0) return resolve(undefined);
      const [line = ''] = Buffer.concat(parts).toString('utf8').split('\n');
      resolve(line.replace(/\r$/, ''));
    });
  });
}
