import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { createGatekeeper } from '../../electron/core/gate/gatekeeper.ts';
import type { GatePlan } from '../../electron/shared/gate-plan.ts';
import { formatSequence, type Knock, parseSequence } from '../../electron/shared/sequence.ts';
import { failureOf } from '../support/failure-of.ts';
import { shutPort } from '../support/loopback.ts';
import { makePlan, makePorts } from '../support/made-gate.ts';
import { recordAttempt } from '../support/recorded-attempt.ts';
import { approachesOf } from './knockd-oracle/conversations.ts';
import type { DoorPair } from './knockd-oracle/door-pairs.ts';
import { startLoopGate } from './knockd-oracle/loop-gate.ts';
import { sendKnocks } from './knockd-oracle/send-knocks.ts';

// knockd-model.test.ts sends the prefixes by itself; here it is the product that meets a daemon in the middle of something.

/** Nobody waits for so long: whatever opens has opened without it. */
const seqTimeoutS = 60;
/** Daemons side by side; more would be late on a small machine, and be knocked at again. */
const atOnce = 6;
/** Below what the kernel takes for the knocks' own ports; each daemon has sixteen to itself. */
const firstPort = 11_000;

interface Meeting {
  readonly doors: DoorPair;
  readonly approach: readonly Knock[];
  /** Whether the product knows of knocks before, or comes unsuspecting, so that its first try may fail. */
  readonly isInDoubt: boolean;
}

beforeAll(() => execFileSync('ip', ['link', 'set', 'lo', 'up']));

/** How many tries a meeting took, and what went wrong, in a line for whoever must read a failure. */
async function meet(
  { doors, approach, isInDoubt }: Meeting,
  folder: string,
): Promise<{ readonly tries: number; readonly complaint?: string }> {
  const [{ sequence: opening }, { sequence: closing }] = doors;
  const port = await shutPort();
  const plan = makePlan({ port, opening, closing, delayMs: 20, seqTimeoutS });
  if (isInDoubt) await breakOff(plan, folder);
  const gate = await startLoopGate({ doors, port, seqTimeoutS, folder });
  try {
    await sendKnocks(approach);
    const before = gate.openings();
    const heard = recordAttempt();
    const failure = await createGatekeeper(makePorts(folder))
      .hold(plan, 'session', { observer: heard.observer })
      .then(
        ({ socket }) => void socket?.destroy(),
        (thrown: Error) => thrown.message,
      );
    const tries = 1 + heard.notices.filter(({ kind }) => kind === 'retrying').length;
    const waited = heard.notices.some(({ kind }) => kind === 'waiting-out');
    const openings = gate.openings() - before;
    const isGood = failure === undefined && openings === 1 && tries <= (isInDoubt ? 1 : 2) && !waited;
    if (isGood) return { tries };
    const words = `${formatSequence(opening)} / ${formatSequence(closing)} after "${formatSequence(approach)}"`;
    const seen = `${failure}, opened ${openings} times, ${tries} tries, waited: ${waited}`;
    return { tries, complaint: `${words}, in doubt: ${isInDoubt}: ${seen}` };
  } finally {
    await gate.stop();
  }
}

/** Leaves half an opening in the journal, before there is a daemon that hears it. */
async function breakOff(plan: GatePlan, folder: string): Promise<void> {
  const cancel = new AbortController();
  const heard = recordAttempt();
  heard.when(
    (what) => 'event' in what && what.event === 'sent',
    () => cancel.abort(),
  );
  const held = createGatekeeper(makePorts(folder)).hold(plan, 'session', { ...heard, signal: cancel.signal });
  expect((await failureOf(held)).code).toBe('cancelled');
}

/** Ports for the steps of a pair that nobody beside it has. */
function placed([opening, closing]: readonly [string, string], place: number): DoorPair {
  const at = (text: string) => ({
    sequence: parseSequence(text).map(({ port, protocol }) => ({ port: firstPort + 16 * place + port, protocol })),
  });
  return [at(opening), at(closing)];
}

it.each([
  ['1,2,3', '4,5,6', 'three steps, and three others to close'],
  ['1,2,3', '3,2,1', 'the classic pair, where a plain retry never works'],
  ['1,2:udp,3', '2:udp,1,3', 'a closing of the same steps, in another order'],
])(
  'opening %s, closing %s (%s): from whatever state the daemon is in, it opens once, at the second try at most',
  async (opening, closing) => {
    const count = approachesOf(placed([opening, closing], 0)).length;
    const all = Array.from({ length: 2 * count }, (_, place): Meeting => {
      const doors = placed([opening, closing], place);
      return { doors, approach: approachesOf(doors)[place % count] ?? [], isInDoubt: place >= count };
    });
    const waiting = all.values();
    const outcomes: Awaited<ReturnType<typeof meet>>[] = [];
    const meetSome = async () => {
      for (const meeting of waiting) {
        const folder = mkdtempSync(join(tmpdir(), 'foreign-'));
        outcomes.push(await meet(meeting, folder));
        rmSync(folder, { recursive: true, force: true });
      }
    };
    await Promise.all(Array.from({ length: atOnce }, meetSome));
    expect(outcomes.flatMap(({ complaint }) => complaint ?? [])).toEqual([]);
    // Who comes unsuspecting does fail at first from some states: the second try is what is tested.
    expect(outcomes.filter(({ tries }) => tries === 2).length).toBeGreaterThan(1);
  },
  60_000,
);
