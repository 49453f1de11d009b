/** Draws for tests that can be repeated: the same seed draws the same. */
export interface Random {
  /** A number from 0 to below `bound`, with fractions. */
  below(bound: number): number;
  /** One of them. */
  of<T>(choices: readonly T[]): T;
}

/** The mulberry32 generator. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    below: (bound) => next() * bound,
    of: (choices) => choices[Math.floor(next() * choices.length)] as (typeof choices)[number],
  };
}
