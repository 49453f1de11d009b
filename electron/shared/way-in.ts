import { Failure } from './failure.ts';

/** More jump hosts than this are a mistake. */
export const maximumHops = 4;

/** What is wrong with a way in. */
export type WayInProblem = 'unknown' | 'loop' | 'too-long';

/**
 * Follows profiles from one to its way in, and on to that one's.
 * @param viaOf what a profile names as its way in; undefined: it is reached directly
 * @returns the ids of the jump hosts' profiles, the outermost first, or what is wrong
 */
export function hopsOf(
  id: string,
  viaOf: (id: string) => { readonly via: string | undefined } | undefined,
): readonly string[] | WayInProblem {
  const hops: string[] = [];
  for (let via = viaOf(id)?.via; via !== undefined; ) {
    if (via === id || hops.includes(via)) return 'loop';
    if (hops.length === maximumHops) return 'too-long';
    const next = viaOf(via);
    if (next === undefined) return 'unknown';
    hops.unshift(via);
    via = next.via;
  }
  return hops;
}

/** The failure of a profile whose way in cannot be used. */
export function wayInInvalid(name: string, problem: WayInProblem): Failure {
  const told: Record<WayInProblem, string> = {
    unknown: 'the profile that it names is not there',
    loop: 'it leads in a circle',
    'too-long': `it goes by way of more than ${maximumHops} hosts`,
  };
  return new Failure('way-in-invalid', `The way in of ${name} cannot be used: ${told[problem]}.`, {
    remedy: 'Choose another way in for it.',
  });
}
