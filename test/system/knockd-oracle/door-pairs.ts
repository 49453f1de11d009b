import type { Door } from '../../../electron/core/knock/knockd-model.ts';
import type { Knock } from '../../../electron/shared/sequence.ts';

/** An opening and a closing, in the order of knockd.conf, over the ports 1 to 10. */
export type DoorPair = readonly [Door, Door];

const portsOfPair = 10;

/**
 * Opening and closing sequences of 1 to 5 steps. Few ports make repeats and shared ports likely, many make the usual
 * pairs; half of the pairs mix tcp and udp.
 */
export function randomPairs(seed: number, count: number): readonly DoorPair[] {
  const below = randomBelow(seed);
  const randomDoor = (ports: number, mixed: boolean): Door => ({
    sequence: Array.from({ length: 1 + below(5) }, (): Knock => {
      const port = 1 + below(ports);
      return { port, protocol: mixed && below(2) === 1 ? 'udp' : 'tcp' };
    }),
  });
  return Array.from({ length: count }, () => {
    const ports = 2 + below(portsOfPair - 1);
    const mixed = below(2) === 1;
    return [randomDoor(ports, mixed), randomDoor(ports, mixed)];
  });
}

/** Whole numbers from 0 to below a bound, the same for the same seed (the mulberry32 generator). */
function randomBelow(seed: number): (bound: number) => number {
  let state = seed >>> 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound);
  };
}
