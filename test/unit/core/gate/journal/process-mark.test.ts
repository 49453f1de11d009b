import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  isAlive,
  isSameBoot,
  processMarkSchema,
  thisProcess,
} from '../../../../../electron/core/gate/journal/process-mark.ts';
import { mayGiveAway } from '../../../../support/another-user.ts';
import { startMarkedProcess } from '../../../../support/marked-process.ts';

describe('the mark of a process', () => {
  it('of this one is its own, always the same, and alive', () => {
    expect(thisProcess().pid).toBe(process.pid);
    expect(thisProcess()).toEqual(thisProcess());
    expect(processMarkSchema.parse(JSON.parse(JSON.stringify(thisProcess())))).toEqual(thisProcess());
    expect(isAlive(thisProcess())).toBe(true);
  });

  it('of another one is alive until that has died', async () => {
    const { mark, kill } = await startMarkedProcess();
    expect(mark.pid).not.toBe(process.pid);
    expect(isAlive(mark)).toBe(true);
    await kill();
    expect(isAlive(mark)).toBe(false);
  });

  it('is dead after another start of the machine', () => {
    expect(isAlive({ ...thisProcess(), boot: 'another' })).toBe(false);
  });

  it('knows its run of the system also by a clock that drifts, at whichever second', () => {
    const start = 1_790_000_000;
    for (let second = 0; second < 1200; second += 1) {
      expect(isSameBoot(`boot-at-${start + second}`, `boot-at-${start + second + 1}`)).toBe(true);
      expect(isSameBoot(`boot-at-${start + second}`, `boot-at-${start + second + 3600}`)).toBe(false);
    }
    expect(isSameBoot('boot-at-1', 'a-name')).toBe(false);
    expect(isSameBoot('boot-2983333', 'boot-at-1790000000')).toBe(false);
  });

  it.skipIf(process.platform === 'win32')('is dead when its id belongs to a process that started later', () => {
    expect(isAlive({ ...thisProcess(), startedAt: `${thisProcess().startedAt}0` })).toBe(false);
    expect(isAlive({ ...thisProcess(), startedAt: '' })).toBe(false);
  });

  it('is dead for ids that no process has', () => {
    for (const pid of [-1, 2 ** 30]) expect(isAlive({ ...thisProcess(), pid })).toBe(false);
  });
});

/** The state and the start of a process, field 3 and 22 of proc(5); the name is `sleep`, which holds no bracket. */
function statOf(pid: number) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ');
  return { state: fields[2], startedAt: fields[21] ?? '' };
}

describe.skipIf(process.platform !== 'linux')('on Linux', () => {
  it("a process of another user's is dead to us: nobody waits for it", async () => {
    const away = mayGiveAway ? spawn('sleep', ['60'], { uid: 65_534, stdio: 'ignore' }) : undefined;
    onTestFinished(() => void away?.kill('SIGKILL'));
    if (away !== undefined) await once(away, 'spawn');
    // The first process of all is root's.
    const pid = away?.pid ?? 1;
    expect(isAlive({ ...thisProcess(), pid, startedAt: statOf(pid).startedAt })).toBe(false);
  });

  it('a zombie is dead', async () => {
    // The shell becomes a program that waits for nobody, so the child that it had stays a zombie.
    const parent = spawn('sh', ['-c', 'sleep 60 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] });
    onTestFinished(() => void parent.kill('SIGKILL'));
    const [text] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(text.toString('utf8'));
    await expect.poll(() => readFileSync(`/proc/${parent.pid}/comm`, 'utf8')).toBe('sleep\n');
    await expect.poll(() => readFileSync(`/proc/${pid}/comm`, 'utf8')).toBe('sleep\n');
    const mark = { ...thisProcess(), pid, startedAt: statOf(pid).startedAt };
    expect(isAlive(mark)).toBe(true);
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => statOf(pid).state).toBe('Z');
    expect(isAlive(mark)).toBe(false);
  });

  it('a name with blanks and brackets does not confuse', async () => {
    const { mark, kill } = await startMarkedProcess("process.title = 'a) Z 1 (b';");
    expect(readFileSync(`/proc/${mark.pid}/stat`, 'utf8')).toContain('(a) Z 1 (b');
    expect(isAlive(mark)).toBe(true);
    await kill();
  });
});
