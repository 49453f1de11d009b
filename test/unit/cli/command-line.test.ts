import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../../electron/cli/command-line.ts';
import { failureOf } from '../../support/failure-of.ts';

const plainConnect = {
  command: 'connect',
  profile: undefined,
  run: undefined,
  identity: undefined,
  acceptNew: false,
  secretsFd: undefined,
  useLast: false,
  json: false,
} as const;

const plainKnock = {
  command: 'knock',
  host: 'gate.example',
  steps: [{ port: 7000, protocol: 'tcp' }],
  delayMs: 0,
  family: 'auto',
  verbose: false,
} as const;

describe('a command line that is understood:', () => {
  it.each([
    ['', { command: 'practice', json: false }],
    ['practice --json', { command: 'practice', json: true }],
    ['connect', plainConnect],
    ['connect web.json', { ...plainConnect, profile: 'web.json' }],
    ['connect --json web.json --run id', { ...plainConnect, profile: 'web.json', run: 'id', json: true }],
    ['connect --run=', { ...plainConnect, run: '' }],
    ['connect -i key --accept-new', { ...plainConnect, identity: 'key', acceptNew: true }],
    ['connect --identity key --secrets-fd 3', { ...plainConnect, identity: 'key', secretsFd: 3 }],
    ['connect web.json --run -x', { ...plainConnect, profile: 'web.json', run: '-x' }],
    ['connect --run --help-me --json web.json', { ...plainConnect, profile: 'web.json', run: '--help-me', json: true }],
    ['connect --run -- web.json', { ...plainConnect, profile: 'web.json', run: '--' }],
    ['connect -- --odd', { ...plainConnect, profile: '--odd' }],
    [
      'open web.json',
      { command: 'open', profile: 'web.json', forget: false, mine: false, useLast: false, json: false },
    ],
    [
      'check --json web.json',
      { command: 'check', profile: 'web.json', forget: false, mine: false, useLast: false, json: true },
    ],
    [
      'close web.json --forget',
      { command: 'close', profile: 'web.json', forget: true, mine: false, useLast: false, json: false },
    ],
    [
      'close --mine web.json',
      { command: 'close', profile: 'web.json', forget: false, mine: true, useLast: false, json: false },
    ],
    ['connect web.json --use-last', { ...plainConnect, profile: 'web.json', useLast: true }],
    [
      'check web.json --use-last',
      { command: 'check', profile: 'web.json', forget: false, mine: false, useLast: true, json: false },
    ],
    ['one-time web.json', { command: 'one-time', profile: 'web.json', next: undefined }],
    ['one-time web.json --next 4', { command: 'one-time', profile: 'web.json', next: 4 }],
    ['knock gate.example 7000', plainKnock],
    [
      'knock -u -v -d 250 -4 gate.example 7000 8000:tcp',
      {
        ...plainKnock,
        steps: [
          { port: 7000, protocol: 'udp' },
          { port: 8000, protocol: 'tcp' },
        ],
        delayMs: 250,
        family: 'ipv4',
        verbose: true,
      },
    ],
    ['knock -6 ::1 7000', { ...plainKnock, host: '::1', family: 'ipv6' }],
    ['--help', { command: 'help' }],
    ['-h', { command: 'help' }],
    ['connect --help', { command: 'help' }],
    ['--version', { command: 'version' }],
    ['-V', { command: 'version' }],
  ])('portcullis %s', (line, order) => {
    expect(parseCommandLine(line.split(' ').filter((word) => word !== ''))).toEqual(order);
  });
});

const failureOfLine = (args: readonly string[]) => failureOf(() => parseCommandLine(args));

describe('a command line that is not understood is told in one line:', () => {
  it.each([
    ['conect', "no command 'conect'"],
    ['connect a b', 'one PROFILE'],
    ['connect --rum id', '--rum'],
    ['connect --run', '--run'],
    ['connect --run --json web.json', '--run'],
    ['connect --run -i key web.json', '--run'],
    ['connect -- --run -x', 'one PROFILE'],
    ['connect --json=yes', '--json'],
    ['connect --secrets-fd three', '--secrets-fd takes a whole number'],
    ['connect --secrets-fd -1', '--secrets-fd'],
    ['connect --secrets-fd 1024', 'from 0 to 1023'],
    ['connect --forget', '--forget'],
    ['close web.json --use-last', '--use-last'],
    ['one-time', 'one PROFILE'],
    ['one-time web.json --next 0', '--next takes a whole number from 1'],
    ['open', 'open takes one PROFILE'],
    ['open a b', 'open takes one PROFILE'],
    ['open a --forget', '--forget'],
    ['close', 'close takes one PROFILE'],
    ['check', 'check takes one PROFILE'],
    ['practice now', 'practice takes no argument'],
    ['practice --run id', '--run'],
    ['knock', 'HOST and at least one STEP'],
    ['knock gate.example', 'HOST and at least one STEP'],
    ['knock -4 -6 gate.example 7000', 'exclude'],
    ['knock -d x gate.example 7000', '-d takes a whole number from 0 to 60000'],
    ['knock -d 60001 gate.example 7000', '-d takes'],
    ['knock gate/example 7000', 'the host cannot be used'],
    ['knock 127.1 7000', 'the host cannot be used'],
  ])('portcullis %s', async (line, words) => {
    const { code, message } = await failureOfLine(line.split(' '));
    expect(code).toBe('usage');
    expect(message).toContain(words);
    expect(message).not.toMatch(/\n/);
  });

  it('a sequence that cannot be read is told with its position', async () => {
    const { code, message } = await failureOfLine(['knock', 'gate.example', '7000', '70000']);
    expect(code).toBe('sequence-invalid');
    expect(message).toContain('character 6');
    expect(message).not.toContain('70000');
  });
});
