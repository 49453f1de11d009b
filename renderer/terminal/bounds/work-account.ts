/** What a terminal may work: earned by the bytes that it is written, spent by sequences that cost more than their letters. */
export interface WorkAccount {
  /** So many bytes were drawn. */
  earn(bytes: number): void;
  /** @param turns of a loop over cells. @returns whether they may be made */
  spend(turns: number): boolean;
}

/** A byte of plain text takes xterm.js as long as some 25 cells; four times that leaves room under twenty. */
const turnsPerByte = 100;
/** A program that clears the screen for each picture has this many at once, */
const screensAtOnce = 200;
/** and so many more in a second, whatever it writes: a twentieth of the page's time. */
const screensPerS = 1000;

/**
 * Opens an account. Whatever a server writes, the work is then bounded by the number of its bytes; what programs write for
 * people stays far below.
 * @param cells of the terminal's screen, as it is now
 * @param nowMs a clock that only goes on
 */
export function openWorkAccount(cells: () => number, nowMs: () => number): WorkAccount {
  let turns = Number.POSITIVE_INFINITY;
  let countedMs = nowMs();
  return {
    earn(bytes) {
      const now = nowMs();
      const earned = bytes * turnsPerByte + ((now - countedMs) / 1000) * screensPerS * cells();
      countedMs = now;
      turns = Math.min(turns + earned, screensAtOnce * cells());
    },
    spend(asked) {
      turns = Math.min(turns, screensAtOnce * cells());
      if (asked > turns) return false;
      turns -= asked;
      return true;
    },
  };
}
