import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createPerson, type Person, portcullis, startPortcullis, writeProfile } from '../support/command-line.ts';
import { mustNotLeak } from '../support/leftovers.ts';
import { proof } from '../support/proof.ts';
import { randomOf } from '../support/random.ts';
import { keys, users } from './bed/accounts.ts';
import type { Lane } from './bed/lane.ts';
import { onLanes } from './bed/on-lanes.ts';
import { stepsOf } from './bed/ports.ts';

const { seed, size, found } = proof('slow-doors', { sample: 3, whole: 50, unit: 'doors that take 0 to 20 s' });

const ways = {
  'a short session': ['connect', '--accept-new', '--run', 'true'],
  'a session of 10 s': ['connect', '--accept-new', '--run', 'timeout 10 tail -f /dev/null || true'],
  'an open and a close': ['open'],
  'a check': ['check'],
} as const;
const signals = [undefined, 'SIGKILL', 'SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** A command may be broken off until its opening has taken effect, and a little longer. */
const afterOpeningS = 3;
/** A look that is put off, and one more, and what they shut. */
const mostCommands = 6;
const countedMs = 15_000;

interface Case {
  readonly takesS: number;
  readonly way: keyof typeof ways;
  readonly signal: (typeof signals)[number];
  /** When the signal comes, after the start. */
  readonly signalMs: number;
}

function drawCases(): readonly Case[] {
  const random = randomOf(seed);
  return Array.from({ length: size }, () => {
    const takesS = Math.round(random.below(200)) / 10;
    return {
      takesS,
      way: random.of(Object.keys(ways) as (keyof typeof ways)[]),
      signal: random.of(signals),
      signalMs: Math.round(random.below(1000 * (takesS + afterOpeningS))),
    };
  });
}

/** What the journal has: when each gate of it is looked at again, where it says so. */
function owedAtMs({ dataFolder }: Person): readonly number[] {
  const folder = join(dataFolder, 'gates');
  // A signal may come before there is one.
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { withFileTypes: true }).filter((file) => file.isFile());
  return files.map(({ name }) => JSON.parse(readFileSync(join(folder, name), 'utf8')).awaits?.atMs ?? 0);
}

/** @returns how many more commands it took until nothing was open, and nothing owed */
async function play(lane: Lane, { takesS, way, signal, signalMs }: Case): Promise<number> {
  await lane.reset(takesS);
  for (const sequence of [lane.open, lane.close]) mustNotLeak({ ports: stepsOf(sequence).map(({ port }) => port) });
  const person = createPerson();
  const profile = writeProfile(person, 'web', {
    host: lane.address,
    user: users.key,
    auth: { kind: 'key', path: keys.plain },
    knock: { open: lane.open, close: lane.close, delayMs: 20 },
  });
  const what = `${way}, a door that takes ${takesS} s${signal === undefined ? '' : `, ${signal} after ${signalMs} ms`}`;
  const [command, ...more] = ways[way];
  const running = startPortcullis(person, [command, profile, ...more]);
  const ended = new AbortController();
  if (signal !== undefined) {
    void pause(signalMs, undefined, { signal: ended.signal }).then(
      () => running.child.kill(signal),
      () => undefined,
    );
  }
  const first = await running.done;
  ended.abort();
  const told = [what, first.stderr];
  const again = async (...args: readonly string[]) => {
    const { stderr } = await portcullis(person, args);
    told.push(`$ ${args[0]}\n${stderr}`);
    await lane.commandsEnded();
  };
  // Whoever was killed says nothing; all others say that it is looked at again.
  if (signal !== 'SIGKILL' && owedAtMs(person).some((atMs) => atMs > 0))
    expect(first.stderr, what).toMatch(/looked at again (at|until) \d/);
  if (way === 'an open and a close') await again('close', profile);
  await lane.commandsEnded();
  for (let commands = 0; ; commands += 1) {
    const owed = owedAtMs(person);
    const rules = await lane.rules();
    if (owed.length === 0 || commands === mostCommands) {
      expect([owed.length, rules], told.join('\n')).toEqual([0, []]);
      return commands;
    }
    // At a gate that nobody knows connections are counted.
    const restMs = commands === 0 ? 0 : countedMs;
    await pause(Math.max(restMs, ...owed.map((atMs) => atMs + 50 - Date.now())));
    await again('knock', lane.address, '9');
  }
}

it(`nothing stays open unsaid, and nothing is forgotten: ${size} doors`, {
  timeout: 180_000 + size * 30_000,
}, async () => {
  const cases = drawCases().values();
  const good = { lossPercent: 0, latePercent: 0, lateMs: 0 };
  const counts = await onLanes(Math.min(size, 12), good, async (lane) => {
    const commands: number[] = [];
    for (const one of cases) commands.push(await play(lane, one));
    return commands;
  });
  found(`${Math.max(...counts.flat())} more commands at most until nothing was owed`);
  expect(counts.flat()).toHaveLength(size);
});
