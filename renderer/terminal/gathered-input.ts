/**
 * Gathers what a terminal answers within one task, which it goes through tens of thousands of bytes in: each answer would be
 * a call of its own.
 * @returns the function that takes an answer, or what a person types
 */
export function gatherInput(send: (bytes: Uint8Array<ArrayBuffer>) => void): (bytes: Uint8Array) => void {
  let gathered: Uint8Array[] = [];
  const flush = () => {
    const all = new Uint8Array(gathered.reduce((sum, { length }) => sum + length, 0));
    let filled = 0;
    for (const bytes of gathered) {
      all.set(bytes, filled);
      filled += bytes.length;
    }
    gathered = [];
    send(all);
  };
  return (bytes) => {
    if (gathered.length === 0) queueMicrotask(flush);
    gathered.push(bytes);
  };
}
