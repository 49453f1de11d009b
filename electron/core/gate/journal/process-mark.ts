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

/** `stopped`: by SIGSTOP, Ctrl-Z or a debugger, as long as nobody lets it go on. A zombie is dead. */
export type ProcessState = 'running' | 'stopped' | 'dead';

/**
 * What the system says of the marked process. Where a process's start cannot be read (Windows), its id alone is compared, so
 * that a reused id passes for alive (a gate then waits for the next start), and nobody is seen stopped.
 */
export function stateOf(mark: ProcessMark): ProcessState {
  if (!isSameBoot(mark.boot, bootMark())) return 'dead';
  try {
    const seen = seenOf(mark.pid);
    return seen === undefined || seen.startedAt !== mark.startedAt ? 'dead' : seen.state;
  } catch {
    // Not to be read just now (too many open files): a living process must not lose its turn to that.
    return 'running';
  }
}

/** Whether the marked process still runs, stopped or not. */
export function isAlive(mark: ProcessMark): boolean {
  return stateOf(mark) !== 'dead';
}

interface SeenProcess {
  /** As the system words it. */
  readonly startedAt: string;
  readonly state: Exclude<ProcessState, 'dead'>;
}

function startOf(pid: number): string | undefined {
  return seenOf(pid)?.startedAt;
}

/** What the system shows of a process; undefined when it does not run. */
function seenOf(pid: number): SeenProcess | undefined {
  if (process.platform === 'linux') return seenInProc(pid);
  try {
    process.kill(pid, 0);
  } catch (thrown) {
    // EPERM: it runs, for another user.
    if (process.platform !== 'win32' || (thrown as NodeJS.ErrnoException).code !== 'EPERM') return undefined;
  }
  return process.platform === 'win32' ? { startedAt: '', state: 'running' } : seenByPs(pid);
}

function seenInProc(pid: number): SeenProcess | undefined {
  try {
    // Not by the door for files: the kernel's own, at once.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    if (isAnothers(/^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])) return undefined;
    // proc(5): the name, in brackets, may hold blanks and brackets; after it the state is the first field, the start the 20th.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return seenAs(fields[0] ?? '', fields[19]);
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return undefined;
    throw thrown;
  }
}

/**
 * One data folder has processes of one user: what names a process of another one (1, say) is waited for by nobody.
 * @param userId the user that it really runs as
 */
function isAnothers(userId: string | undefined): boolean {
  return userId !== undefined && Number(userId) !== process.getuid?.();
}

/** Starting `ps` takes milliseconds, in which nothing else is done here: what it said is believed for a moment. */
const believesPsForMs = 200;
const saidByPs = new Map<number, { readonly atMs: number; readonly seen: SeenProcess | undefined }>();

function seenByPs(pid: number): SeenProcess | undefined {
  const before = saidByPs.get(pid);
  if (before !== undefined && performance.now() - before.atMs < believesPsForMs) return before.seen;
  const seen = askPs(pid);
  saidByPs.set(pid, { atMs: performance.now(), seen });
  return seen;
}

function askPs(pid: number): SeenProcess | undefined {
  try {
    const text = execFileSync('ps', ['-o', 'ruid=', '-o', 'stat=', '-o', 'lstart=', '-p', String(pid)], {
      encoding: 'utf8',
    });
    const [, userId, state = '', startedAt] = /^\s*(\d+)\s+(\S+)\s+(.*\S)/.exec(text) ?? [];
    return isAnothers(userId) ? undefined : seenAs(state[0] ?? '', startedAt);
  } catch {
    return undefined;
  }
}

/** @param letter the state in the system's one letter: T and t are stopped, by a signal or a debugger, Z and X dead */
function seenAs(letter: string, startedAt: string | undefined): SeenProcess | undefined {
  if (startedAt === undefined || 'ZX'.includes(letter)) return undefined;
  return { startedAt, state: 'Tt'.includes(letter) ? 'stopped' : 'running' };
}

let ownBoot: string | undefined;

/** This run of the system. */
function bootMark(): string {
  ownBoot ??= boots[process.platform]?.() ?? `boot-at-${Math.round(Date.now() / 1000 - uptime())}`;
  return ownBoot;
}

/** Where the system itself names its runs. */
const boots: { readonly [platform in NodeJS.Platform]?: () => string | undefined } = {
  linux: () => saidBy(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')),
  darwin: () => saidBy(() => execFileSync('sysctl', ['-n', 'kern.bootsessionuuid'], { encoding: 'utf8' })),
};

function saidBy(ask: () => string): string | undefined {
  try {
    return ask().trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Far more than two clocks drift apart, and less than the machine runs between two starts. */
const clocksAgreeWithinS = 600;

/**
 * Whether two marks are of one run of the system. Elsewhere they are the second of its start, which is computed from two clocks and
 * never twice the same: rounding it would have its boundaries, at which somebody living passes for dead.
 */
export function isSameBoot(one: string, other: string): boolean {
  if (one === other) return true;
  const [from, to] = [one, other].map((mark) => Number(/^boot-at-(\d+)$/.exec(mark)?.[1] ?? Number.NaN));
  return Math.abs((from ?? Number.NaN) - (to ?? Number.NaN)) <= clocksAgreeWithinS;
}
