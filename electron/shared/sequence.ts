import { Failure } from './failure.ts';

export type Protocol = 'tcp' | 'udp';

/** One knock: a packet of `protocol` to `port` (1 to 65535). */
export interface Knock {
  readonly port: number;
  readonly protocol: Protocol;
}

/** A knock as a person writes it: `pauseMs` replaces the profile's pause between this knock and the next. */
export interface Step extends Knock {
  readonly pauseMs?: number;
}

/** knockd's own limit for a door (knockd 0.8 rejects a 33rd port). */
export const maximumSteps = 32;
const maximumPauseMs = 60_000;

/** A sequence that cannot be read; `position` counts characters of the text from 1. The text itself is not quoted. */
export class SequenceFailure extends Failure {
  readonly position: number;

  constructor(position: number, why: string) {
    super('sequence-invalid', `The sequence cannot be read at character ${position}: ${why}.`, {
      remedy: 'Write ports from 1 to 65535, like 7000,8000:udp,9000 or 7000 8000/udp 9000@250.',
    });
    this.position = position;
  }
}

const stepPattern = /^(\d+)(?:[:/]([a-z]+))?(?:@(\d+))?$/i;

/**
 * Reads a sequence in the notations people know: steps parted by commas or blanks, each `PORT`, `PORT:tcp`, `PORT/udp`
 * (knockd.conf, knock(1)), with `@MS` for the pause in milliseconds after that step. `protocol` is meant where a step
 * names none (knock's `-u`).
 * @throws SequenceFailure that names the position, counted in characters from 1
 */
export function parseSequence(text: string, protocol: Protocol = 'tcp'): Step[] {
  const steps: Step[] = [];
  let expectsStep = true;
  for (const { 0: token, index } of text.matchAll(/,|[^\s,]+/g)) {
    const position = index + 1;
    if (token === ',') {
      if (expectsStep) throw new SequenceFailure(position, 'a port is missing before the comma');
      expectsStep = true;
      continue;
    }
    if (steps.length === maximumSteps) throw new SequenceFailure(position, `more than ${maximumSteps} steps`);
    steps.push(parseStep(token, position, protocol));
    expectsStep = false;
  }
  if (steps.length === 0) throw new SequenceFailure(1, 'there is no step');
  if (expectsStep) throw new SequenceFailure(text.trimEnd().length, 'a port is missing after the comma');
  return steps;
}

function parseStep(token: string, position: number, defaultProtocol: Protocol): Step {
  const match = stepPattern.exec(token);
  if (match === null) throw new SequenceFailure(position + strangeOffset(token), whyStrange(token));
  const [, digits = '', protocolText, pauseText] = match;
  if (digits.length > 1 && digits.startsWith('0')) throw new SequenceFailure(position, 'a port starts with no zero');
  const port = Number(digits);
  if (port < 1 || port > 65_535) throw new SequenceFailure(position, 'a port is a number from 1 to 65535');
  const protocol = protocolText?.toLowerCase() ?? defaultProtocol;
  if (protocol !== 'tcp' && protocol !== 'udp') {
    throw new SequenceFailure(position + digits.length + 1, 'a protocol is tcp or udp');
  }
  if (pauseText === undefined) return { port, protocol };
  const pauseMs = Number(pauseText);
  if (pauseMs > maximumPauseMs || (pauseText.length > 1 && pauseText.startsWith('0'))) {
    const pausePosition = position + token.length - pauseText.length;
    throw new SequenceFailure(pausePosition, `a pause is a number of milliseconds up to ${maximumPauseMs}`);
  }
  return { port, protocol, pauseMs };
}

function strangeOffset(token: string): number {
  const good = /^\d+(?:[:/](?:tcp|udp)(?:@\d+)?|@\d+)?/i.exec(token);
  return good === null ? 0 : good[0].length;
}

function whyStrange(token: string): string {
  if (/^\d+-\d+/.test(token)) return 'ranges of ports are not possible, write each port';
  if (/^-\d/.test(token)) return 'a port is not negative';
  return 'a step is PORT, PORT:tcp or PORT:udp, with @MILLISECONDS for a pause after it';
}

/** Writes steps in one notation, `7000,8000:udp,9000@250`. `parseSequence` reads it back to equal steps. */
export function formatSequence(steps: readonly Step[]): string {
  return steps
    .map(({ port, protocol, pauseMs }) => {
      const pause = pauseMs === undefined ? '' : `@${pauseMs}`;
      return `${port}${protocol === 'udp' ? ':udp' : ''}${pause}`;
    })
    .join(',');
}

/** Two knocks are the same when a daemon cannot tell them apart. */
export function sameKnock(one: Knock, other: Knock): boolean {
  return one.port === other.port && one.protocol === other.protocol;
}
