import { parseArgs } from 'node:util';
import { whyNotHost } from '../shared/host.ts';
import { maximumSequences } from '../shared/one-time-list.ts';
import { parseSequence, type Step } from '../shared/sequence.ts';
import { usageFailure } from './usage.ts';

export interface ConnectOrder {
  readonly command: 'connect';
  /** undefined: the practice gate. */
  readonly profile: string | undefined;
  readonly run: string | undefined;
  readonly identity: string | undefined;
  readonly acceptNew: boolean;
  readonly secretsFd: number | undefined;
  /** The last one-time sequence may be used without a question. */
  readonly useLast: boolean;
  readonly json: boolean;
}

export interface GateOrder {
  readonly command: 'open' | 'close' | 'check';
  readonly profile: string;
  readonly forget: boolean;
  /** Nobody else opens the gate from here. */
  readonly mine: boolean;
  readonly useLast: boolean;
  readonly json: boolean;
}

/** Shows where a list of one-time sequences stands, or moves it. */
export interface OneTimeOrder {
  readonly command: 'one-time';
  readonly profile: string;
  /** From 1; undefined: it stays. */
  readonly next: number | undefined;
}

export interface KnockOrder {
  readonly command: 'knock';
  readonly host: string;
  readonly steps: readonly Step[];
  readonly delayMs: number;
  readonly family: 'auto' | 'ipv4' | 'ipv6';
  readonly verbose: boolean;
}

export interface PracticeOrder {
  readonly command: 'practice';
  readonly json: boolean;
}

export type Order =
  | ConnectOrder
  | GateOrder
  | OneTimeOrder
  | KnockOrder
  | PracticeOrder
  | { readonly command: 'help' }
  | { readonly command: 'version' };

/**
 * Reads a command line (without the program's name). No command means the practice gate.
 * @throws Failure `usage` with one line, `sequence-invalid` for the knocks of `knock`
 */
export function parseCommandLine(args: readonly string[]): Order {
  const [command = 'practice', ...rest] = args;
  if (['-h', '--help', 'help'].includes(command) || rest.includes('--help')) return { command: 'help' };
  if (['-V', '--version', 'version'].includes(command)) return { command: 'version' };
  if (command === 'connect') return parseConnect(rest);
  if (command === 'open' || command === 'close' || command === 'check') return parseGate(command, rest);
  if (command === 'one-time') return parseOneTime(rest);
  if (command === 'knock') return parseKnock(rest);
  if (command === 'practice') return parsePractice(rest);
  throw usageFailure(`there is no command '${command}'; see portcullis --help`);
}

type Options = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>;

function parse<const T extends Options>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (thrown) {
    const [line = ''] = (thrown as Error).message.split(/\.\s|\n/);
    throw usageFailure(`${line.replace(/\.$/, '')}; see portcullis --help`);
  }
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

function parseConnect(args: readonly string[]): ConnectOrder {
  const options = {
    run: text,
    identity: { ...text, short: 'i' },
    'accept-new': flag,
    'secrets-fd': text,
    'use-last': flag,
    json: flag,
  } as const;
  const { values, positionals } = parse(withCommand(args, options), options);
  if (positionals.length > 1) throw usageFailure('connect takes one PROFILE; a command goes after --run, in quotes');
  return {
    command: 'connect',
    profile: positionals[0],
    run: values.run,
    identity: values.identity,
    acceptNew: values['accept-new'] ?? false,
    secretsFd: numberOf('--secrets-fd', values['secrets-fd'], 0, 1023),
    useLast: values['use-last'] ?? false,
    json: values.json ?? false,
  };
}

/** A command may begin with a dash, as an argument of getopt_long(3) may; what is an option of ours is none. */
function withCommand(args: readonly string[], options: Options): readonly string[] {
  const at = args.indexOf('--run');
  const end = args.indexOf('--');
  const [name, value = ''] = args.slice(at, at + 2);
  const isOption = Object.entries(options).some(
    ([long, { short }]) => value.split('=')[0] === `--${long}` || value === `-${short}`,
  );
  if (at < 0 || (end >= 0 && end < at) || !value.startsWith('-') || isOption) return args;
  return [...args.slice(0, at), `${name}=${value}`, ...args.slice(at + 2)];
}

function parseGate(command: GateOrder['command'], args: readonly string[]): GateOrder {
  const own = command === 'close' ? { forget: flag, mine: flag } : { 'use-last': flag };
  const { values, positionals } = parse(args, { json: flag, ...own });
  const [profile, ...more] = positionals;
  if (profile === undefined || more.length > 0) throw usageFailure(`${command} takes one PROFILE`);
  const isSet = (name: string) => name in values && values[name as keyof typeof values] === true;
  return {
    command,
    profile,
    forget: isSet('forget'),
    mine: isSet('mine'),
    useLast: isSet('use-last'),
    json: values.json ?? false,
  };
}

function parseOneTime(args: readonly string[]): OneTimeOrder {
  const { values, positionals } = parse(args, { next: text });
  const [profile, ...more] = positionals;
  if (profile === undefined || more.length > 0) throw usageFailure('one-time takes one PROFILE');
  return { command: 'one-time', profile, next: numberOf('--next', values.next, 1, maximumSequences + 1) };
}

function parsePractice(args: readonly string[]): PracticeOrder {
  const { values, positionals } = parse(args, { json: flag });
  if (positionals.length > 0) throw usageFailure('practice takes no argument but --json');
  return { command: 'practice', json: values.json ?? false };
}

function parseKnock(args: readonly string[]): KnockOrder {
  const { values, positionals } = parse(args, {
    udp: { ...flag, short: 'u' },
    delay: { ...text, short: 'd' },
    ipv4: { ...flag, short: '4' },
    ipv6: { ...flag, short: '6' },
    verbose: { ...flag, short: 'v' },
  });
  const [host, ...steps] = positionals;
  if (host === undefined || steps.length === 0) throw usageFailure('knock takes a HOST and at least one STEP');
  if (values.ipv4 && values.ipv6) throw usageFailure('-4 and -6 exclude each other');
  const why = whyNotHost(host);
  if (why !== undefined) throw usageFailure(`the host cannot be used: ${why}`);
  return {
    command: 'knock',
    host,
    steps: parseSequence(steps.join(' '), values.udp ? 'udp' : 'tcp'),
    delayMs: numberOf('-d', values.delay, 0, 60_000) ?? 0,
    family: values.ipv4 ? 'ipv4' : values.ipv6 ? 'ipv6' : 'auto',
    verbose: values.verbose ?? false,
  };
}

function numberOf(name: string, value: string | undefined, least: number, most: number): number | undefined {
  if (value === undefined) return undefined;
  const number = /^\d{1,6}$/.test(value) ? Number(value) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw usageFailure(`${name} takes a whole number from ${least} to ${most}`);
}
