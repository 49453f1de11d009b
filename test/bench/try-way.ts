import type { Lane } from '../system/bed/lane.ts';
import type { Way } from './ways.ts';

/** What became of a way's tries. */
export interface Count {
  readonly name: string;
  readonly timesMs: readonly (number | undefined)[];
  /** Doors that stood open at the end, and those of which nothing was said. */
  readonly leftOpen: number;
  readonly unsaid: number;
}

/** Tries a way so many times at a lane's gate, each time at a daemon that remembers nothing, and counts in the firewall. */
export async function tryWay(way: Way, times: number, lane: Lane): Promise<Count> {
  const timesMs: (number | undefined)[] = [];
  let leftOpen = 0;
  let unsaid = 0;
  for (let tried = 0; tried < times; tried += 1) {
    const { ms, ending } = await way.toBanner();
    timesMs.push(ms);
    const isOpen = (await lane.rules()).length > 0;
    if (isOpen) leftOpen += 1;
    const isSaid = ending?.kind === 'open' || ending?.kind === 'unknown' || ending?.kind === 'awaited';
    if (isOpen && !isSaid) unsaid += 1;
    await lane.reset();
  }
  return { name: way.name, timesMs, leftOpen, unsaid };
}
