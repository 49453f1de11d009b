import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { z } from 'zod';

/** Names one run of one process for good: a process id alone is used again after its process has died. */
export const processMarkSchema = z.strictObject({ pid: z.int(), startedAt: z.string(), boot: z.string() });
export type ProcessMark = z.infer<typeof processMarkSchema>;

let ownMark: ProcessMark | undefined;

/** The mark of the process that asks. */
export function thisProcess(): ProcessMark {
  ownMark ??= { pid: process.pid, startedAt: startOf(process.pid) ?? '', boot: bootMark() };
  return ownMark;
}

/**
 * Whether the marked process still runs. A zombie counts as dead. Where a process's start cannot be read (Windows), its
 * id alone is compared, so that a reused id passes for alive: a gate then waits for the next start.
 */
export function isAlive(mark: ProcessMark): boolean {
  if (mark.boot !== bootMark()) return false;
  try {
    return startOf(mark.pid) === mark.startedAt;
  } catch {
    // Not to be read just now (too many open files): a living process must not lose its turn to that.
    return true;
  }
}

/** When a process started, as the system words it; undefined when it does not run. */
function startOf(pid: number): string | undefined {
  if (process.platform === 'linux') return startFromProc(pid);
  try {
    process.kill(pid, 0);
  } catch (thrown) {
    // EPERM: it runs, for another user.
    if ((thrown as NodeJS.ErrnoException).code !== 'EPERM') return undefined;
  }
  return process.platform === 'win32' ? '' : startFromPs(pid);
}

function startFromProc(pid: number): string | undefined {
  try {
    // Not by the door for files: the kernel's own, at once.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // proc(5): the name, in brackets, may hold blanks and brackets; after it the state is the first field, the start the 20th.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return undefined;
    throw thrown;
  }
}

function startFromPs(pid: number): string | undefined {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}

function bootMark(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    // Elsewhere the time of the start, to the ten minutes: it is computed from two clocks that drift apart a little.
    return `boot-${Math.round((Date.now() / 1000 - uptime()) / 600)}`;
  }
}
