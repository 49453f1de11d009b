import { spawn } from 'node:child_process';

/** A program that ends with a failure so soon has not started. */
const soonMs = 8000;

/**
 * Runs a program with our streams until it ends; signals to us are its too.
 * @param {string} file
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<{ code: number, hasStarted: boolean }>}
 */
export function runProgram(file, args, env = process.env) {
  return new Promise((resolve) => {
    const startedAtMs = Date.now();
    const child = spawn(file, args, { env, stdio: 'inherit' });
    let isTold = false;
    const forward = (signal) => {
      isTold = true;
      child.kill(signal);
    };
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, forward);
    const settle = (code) => {
      for (const signal of signals) process.off(signal, forward);
      resolve({ code, hasStarted: code === 0 || isTold || Date.now() - startedAtMs > soonMs });
    };
    child.on('error', () => settle(127));
    child.on('close', (code) => settle(code ?? 1));
  });
}
