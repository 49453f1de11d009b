import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createPerson, portcullis, startPortcullis } from '../../support/command-line.ts';

/** Each process starts a Node and a gate; the first may have to compile. */
const slow = { timeout: 60_000 };

describe('connect to the practice gate', () => {
  it('runs a command: its output alone on standard output, its exit status, and the gate shut', slow, async () => {
    const person = createPerson();
    const result = await portcullis(person, ['connect', '--run', 'whoami']);
    expect(result).toMatchObject({ status: 0, signal: null, stdout: 'guest\n', stderr: '' });
    expect(readdirSync(join(person.dataFolder, 'gates'))).toEqual([]);
  });

  it.each([
    ['exit 7', 7],
    ['exit 255', 255],
    ['no-such-command', 127],
  ])('%s ends with %i', slow, async (command, status) => {
    const result = await portcullis(createPerson(), ['connect', '--run', command]);
    expect(result.status).toBe(status);
  });

  it('with --json writes nothing but the timeline to standard error', slow, async () => {
    const { status, stdout, stderr, events } = await portcullis(createPerson(), [
      'connect',
      '--json',
      '--run',
      'whoami',
    ]);
    expect([status, stdout]).toEqual([0, 'guest\n']);
    expect(events).toHaveLength(stderr.trimEnd().split('\n').length);
    const order = [
      'resolved',
      'sent',
      'sent',
      'sent',
      'dialled',
      'open',
      'greeted',
      'ready',
      'ended',
      'sent',
      'sent',
      'sent',
      'shut',
    ];
    const names = events.map(({ event }) => event).filter((name) => name !== 'heard');
    expect(names.filter((name, index) => name !== 'dialled' || names[index - 1] !== 'dialled')).toEqual(order);
    expect(events.find(({ event }) => event === 'ended')).toMatchObject({ exitCode: 0 });
    const times = events.map(({ atMs }) => atMs);
    expect(times).toEqual([...times].sort((one, other) => one - other));
  });

  it('hands large output over as a whole, through a pipe', slow, async () => {
    const { status, stdout } = await portcullis(createPerson(), ['connect', '--run', 'seq 1 200000']);
    expect(status).toBe(0);
    const lines = stdout.split('\n');
    expect(lines).toHaveLength(200_001);
    expect(lines.findIndex((line, index) => line !== String(index + 1))).toBe(200_000);
  });

  it('hands standard input over to the command', slow, async () => {
    const args = ['connect', '--run', 'cat'];
    const { status, stdout, stderr } = await portcullis(createPerson(), args, { input: 'one\ntwo' });
    expect([status, stdout, stderr]).toEqual([0, 'one\ntwo', '']);
  });

  it('shuts the gate when it is told to end', slow, async () => {
    const person = createPerson();
    const running = startPortcullis(person, ['connect', '--json', '--run', 'cat'], { input: 'open' });
    await running.happened('ready');
    running.child.kill('SIGTERM');
    const { status, events } = await running.done;
    expect(status).toBe(143);
    expect(events.at(-1)).toMatchObject({ event: 'shut' });
    expect(readdirSync(join(person.dataFolder, 'gates'))).toEqual([]);
  });
});

describe('practice', () => {
  it('shows the whole loop, on standard output', slow, async () => {
    const person = createPerson();
    const { status, stdout, stderr } = await portcullis(person, ['practice']);
    expect([status, stderr]).toEqual([0, '']);
    const steps = [
      'This is the practice gate',
      /refuses everybody until somebody knocks (?:\d+(?::udp)?,?){3}\./,
      'opening: stage 1 of 3',
      'knock 3 of 3',
      'server: OPEN',
      'the gate is open, ',
      'logged in',
      '$ whoami\nguest\n',
      '$ ls\n',
      'closing knock 3 of 3',
      'server: SHUT',
      'the gate is shut',
      'That was the whole loop',
    ];
    for (const step of steps) expect(stdout).toMatch(step);
    expect(stdout.indexOf('server: OPEN')).toBeLessThan(stdout.indexOf('server: SHUT'));
    expect(readdirSync(join(person.dataFolder, 'gates'))).toEqual([]);
  });

  it('with --json is the timeline alone', slow, async () => {
    const { status, stdout, stderr, events } = await portcullis(createPerson(), ['practice', '--json']);
    expect([status, stdout]).toEqual([0, '']);
    expect(events).toHaveLength(stderr.trimEnd().split('\n').length);
    expect(events.at(-1)?.event).toBe('shut');
  });
});

it('help and version need no data folder', slow, async () => {
  const person = createPerson();
  const help = await portcullis(person, ['--help']);
  expect([help.status, help.stderr]).toEqual([0, '']);
  expect(help.stdout).toContain('portcullis connect [PROFILE]');
  const version = await portcullis(person, ['--version']);
  expect([version.status, version.stderr]).toEqual([0, '']);
  expect(version.stdout).toMatch(/^portcullis \d+\.\d+\.\d+\n$/);
  expect(existsSync(person.dataFolder)).toBe(false);
});
