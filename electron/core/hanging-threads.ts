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
 * where Node cannot do that (before 22.15, on Windows) the process kills itself.
 */
export function endDespiteHanging(): void {
  process.on('exit', (status) => {
    if (!areThreadsAtWork()) return;
    // A program that is not there would make Node abort.
    if (process.execve !== undefined && process.platform !== 'win32' && existsSync(shell)) {
      process.execve(shell, ['sh', '-c', `exit ${status}`]);
    }
    process.kill(process.pid, 'SIGKILL');
  });
}

function areThreadsAtWork(): boolean {
  return process.getActiveResourcesInfo().some((name) => threadWork.has(name));
}
