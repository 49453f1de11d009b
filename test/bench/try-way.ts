import type { Lane } from '../system/bed/lane.ts';
import type { Tried, Way } from './ways.ts';

/** One try, and what the server's firewall had to say of it. */
export interface Outcome extends Tried {
  /** Whether the door stood open at the end, and once more after the next command. */
  readonly isLeftOpen: boolean;
  readonly isOpenAfterNext: boolean;
}

/** What became of a way's tries. */
export interface Count {
  readonly outcomes: readonly Outcome[];
  /** What this end sent in all of them: new connections to the protected port, and packets to other ports. */
  readonly dials: number;
  readonly knocks: number;
}

/** Tries a way so many times at a lane's gate, each time at a daemon that remembers nothing, and counts in the firewalls. */
export async function tryWay(way: Way, times: number, lane: Lane): Promise<Count> {
  const outcomes: Outcome[] = [];
  const before = await lane.sent();
  for (let tried = 0; tried < times; tried += 1) {
    const outcome = await way.toBanner();
    const isOpen = async () => (await lane.rules()).length > 0;
    const isLeftOpen = await isOpen();
    if (isLeftOpen) await outcome.next?.();
    outcomes.push({ ...outcome, isLeftOpen, isOpenAfterNext: isLeftOpen && (await isOpen()) });
    await way.forget?.();
    await lane.reset();
  }
  const { dials, knocks } = await lane.sent();
  return { outcomes, dials: dials - before.dials, knocks: knocks - before.knocks };
}

/** All lanes' counts together. */
export function summed(counts: readonly Count[]): Count {
  const sum = (key: 'dials' | 'knocks') => counts.reduce((total, count) => total + count[key], 0);
  return { outcomes: counts.flatMap(({ outcomes }) => outcomes), dials: sum('dials'), knocks: sum('knocks') };
}
