// Starts the runner's child processes and ends them, each by its own id, when the runner is told to stop.
import { spawn } from 'node:child_process';

/** @type {Map<import('node:child_process').ChildProcess, NodeJS.Signals>} */
const running = new Map();
const afterwards = [];
let interrupted = false;

/**
 * Runs a program until it ends.
 * @param {string} file
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, shell?: boolean, show?: boolean, endWith?: NodeJS.Signals }} options
 * `show` hands on the terminal instead of collecting the output; `endWith` is the signal that ends it early
 * @returns {Promise<{ code: number, output: string }>} `code` is 1 or more when a signal ended it or it did not start
 */
export function run(file, args, { env = process.env, cwd, shell = false, show = false, endWith = 'SIGTERM' } = {}) {
  return new Promise((resolve) => {
    const stdio = show ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'];
    const child = spawn(file, args, { env, cwd, shell, stdio });
    running.set(child, endWith);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    }
    const settle = (code) => {
      running.delete(child);
      // After a signal nothing may go on as if the child had simply ended.
      if (!interrupted) resolve({ code, output });
    };
    child.on('error', (error) => {
      output += `${error.message}\n`;
      settle(127);
    });
    child.on('close', (code, signal) => {
      if (signal !== null) output += `ended by ${signal}\n`;
      settle(code ?? 1);
    });
  });
}

/** Has `task` called (synchronously) before the runner ends because of a signal. */
export function beforeInterruption(task) {
  afterwards.push(task);
}

for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 })) {
  process.on(signal, async () => {
    interrupted = true;
    const ends = [...running].map(([child, endWith]) => {
      child.kill(endWith);
      return new Promise((resolve) => child.once('close', resolve));
    });
    await Promise.all(ends);
    for (const task of afterwards) task();
    process.exit(code);
  });
}
