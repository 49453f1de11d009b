import { existsSync } from 'node:fs';
import { pause } from './cancel.ts';

/**
 * What Node's few file threads do: files and name lookups. Both may hang for good, on a dead network drive, in a file
 * system of FUSE, at a name server that does not answer, at a pipe.
 */
const threadWork: ReadonlySet<string> = new Set([
  'FSReqCallback',
  'FSReqPromise',
  'FileHandleCloseReq',
  'GetAddrInfoReqWrap',
  'GetNameInfoReqWrap',
]);

/** What a shell makes of a process that one of these ended: the status that was meant. */
const signalOfStatus: Readonly<Record<number, NodeJS.Signals>> = {
  129: 'SIGHUP',
  130: 'SIGINT',
  141: 'SIGPIPE',
  143: 'SIGTERM',
};

const pollMs = 20;
const shell = '/bin/sh';

/** Waits for what the file threads still do, and no longer than `withinMs`: what hangs hangs for good. */
export async function untilThreadsAreFree(withinMs: number): Promise<void> {
  const endsAtMs = performance.now() + withinMs;
  while (areThreadsAtWork() && performance.now() < endsAtMs) await pause(pollMs);
}

/**
 * From now on the process ends when it is told to, even where a file thread hangs: process.exit() would wait for it
 * (libuv joins its threads). Another program that ends at once takes the process's place, with the same exit status;
 * where Node cannot do that (before 22.15, on Windows) the process kills itself, by the signal that its status stands for
 * where it stands for one.
 */
export function endDespiteHanging(): void {
  process.on('exit', (status) => {
    if (!areThreadsAtWork()) return;
    // A program that is not there would make Node abort.
    if (process.execve !== undefined && process.platform !== 'win32' && existsSync(shell)) {
      process.execve(shell, ['sh', '-c', `exit ${status}`]);
    }
    if (process.platform !== 'win32') endBySignal(signalOfStatus[status]);
    process.kill(process.pid, 'SIGKILL');
  });
}

/** Without a listener of our own the system's default holds again; Node itself ignores SIGPIPE until one has been there. */
function endBySignal(signal: NodeJS.Signals | undefined): void {
  if (signal === undefined) return;
  process.on(signal, () => undefined);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}

function areThreadsAtWork(): boolean {
  return process.getActiveResourcesInfo().some((name) => threadWork.has(name));
}
