import { spawnSync } from 'node:child_process';
import { Unavailable } from './unavailable.mjs';

const manyBytes = 64 * 1024 * 1024;

/**
 * Runs a program that has to succeed.
 * @param {string} file
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnSyncOptions & { notFetched?: RegExp }} options `notFetched` is in what it
 * writes where it failed since something could not be fetched
 * @returns {string} its standard output
 * @throws Unavailable where something could not be fetched, else Error; either with the end of what it wrote
 */
export function succeed(file, args, { notFetched, ...options } = {}) {
  const { status, signal, error, stdout, stderr } = spawnSync(file, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: manyBytes,
    ...options,
  });
  if (status === 0) return stdout;
  const written = `${stdout ?? ''}${stderr ?? ''}`.trim().split('\n');
  const reason = notFetched && written.find((line) => notFetched.test(line));
  if (reason !== undefined) throw new Unavailable(`${file}: ${reason}`);
  const how = error?.message ?? `it ended with ${status ?? signal}`;
  throw new Error(`${file}: ${how}\n${written.slice(-20).join('\n')}`);
}
