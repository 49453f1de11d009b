import { describe, expect, it, onTestFinished } from 'vitest';
import { type Person, portcullis, type Result, startPortcullis } from '../support/command-line.ts';
import { sampledIt } from '../support/sampled-it.ts';
import { keys } from './bed/accounts.ts';
import { command, startJumpBed } from './jump-bed.ts';

const drawn = sampledIt('endings', 35);

describe('an ending', () => {
  const start = (person: Person, path: string) => {
    const running = startPortcullis(person, ['connect', path, '--run', 'cat', '--accept-new', '--json'], {
      input: 'open',
    });
    onTestFinished(() => void running.child.kill('SIGKILL'));
    return running;
  };
  const codes = ({ events }: Result) => events.filter(({ event }) => event === 'failed').map(({ code }) => code);

  it('by a refused login inside shuts both', async () => {
    const { person, path, rules } = await startJumpBed({ profile: { auth: { kind: 'key', path: keys.unknown } } });
    const result = await portcullis(person, ['connect', path, ...command]);
    expect(result.status).toBe(255);
    expect(codes(result)).toEqual(['login-refused']);
    expect(result.events.filter(({ event }) => event === 'shut')).toHaveLength(2);
    expect(await rules(), result.stderr).toEqual([]);
  });

  it('by a signal shuts both', async () => {
    const { person, path, rules } = await startJumpBed();
    const running = start(person, path);
    await running.happened('ready');
    running.child.kill('SIGTERM');
    const result = await running.done;
    expect(result.events.filter(({ event }) => event === 'shut')).toHaveLength(2);
    expect(await rules(), result.stderr).toEqual([]);
  });

  drawn.each([1, 3])('by a cancel at the inner knock %s leaves nothing open', async (step) => {
    const { person, path, rules } = await startJumpBed({ knock: { delayMs: 150 } });
    const running = start(person, path);
    await running.wrote(new RegExp(`"leg":2[^]*"purpose":"open","step":${step}`));
    running.child.kill('SIGINT');
    const result = await running.done;
    expect(codes(result)).toContain('cancelled');
    expect(await rules(), result.stderr).toEqual([]);
  });

  it('by the loss of the jump host leaves the inner gate unknown, told again and shut when asked', async () => {
    const { bed, person, path, rules } = await startJumpBed();
    const running = start(person, path);
    await running.happened('ready');
    await bed.sshd.endSessions();
    const result = await running.done;
    expect(codes(result)).toContain('gate-state-unknown');
    expect(result.stderr).toContain('by way of bastion');
    expect(await bed.rules()).toEqual([]);
    expect(await bed.inner.rules()).toHaveLength(1);

    const told = await portcullis(person, ['knock', bed.gate.ipv4, '1']);
    expect(told.stderr).toMatch(/may be open: it is reached by way of bastion/);
    expect(await bed.inner.rules()).toHaveLength(1);

    const closed = await portcullis(person, ['close', path]);
    expect(closed.status, closed.stderr).toBe(0);
    expect(await rules(), result.stderr).toEqual([]);
  });

  it('by SIGKILL is mended by the next session that goes there', async () => {
    const { bed, person, path, rules } = await startJumpBed();
    const running = start(person, path);
    await running.happened('ready');
    running.child.kill('SIGKILL');
    await running.done;
    expect(await bed.inner.rules()).toHaveLength(1);
    const result = await portcullis(person, ['connect', path, ...command]);
    expect(result.status, result.stderr).toBe(0);
    expect(bed.inner.knockd.openings()).toEqual({ open: 1, close: 1 });
    expect(await rules(), result.stderr).toEqual([]);
  });
});
