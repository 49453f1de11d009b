/** The next in a ring of things, or the one before it; the first, or the last, where none is meant yet. */
export function nextInRing<Thing>(
  ring: readonly Thing[],
  present: Thing | undefined,
  isBackwards: boolean,
): Thing | undefined {
  const place = present === undefined ? -1 : ring.indexOf(present);
  if (place < 0) return isBackwards ? ring.at(-1) : ring[0];
  return ring[(place + (isBackwards ? -1 : 1) + ring.length) % ring.length];
}
