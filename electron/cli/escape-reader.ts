const tilde = 0x7e;
const dot = 0x2e;
const carriageReturn = 0x0d;
const lineFeed = 0x0a;

/** Finds ssh(1)'s escape in what is typed: `~.` at the beginning of a line ends the session, `~~` sends one tilde. */
export class EscapeReader {
  #isLineStart = true;
  #isEscape = false;

  /** @returns what goes to the server, and whether the end was typed; what follows the end is dropped */
  read(keys: Buffer): { readonly bytes: Buffer; readonly isEnd: boolean } {
    const bytes: number[] = [];
    for (const key of keys) {
      if (this.#isEscape) {
        this.#isEscape = false;
        if (key === dot) return { bytes: Buffer.from(bytes), isEnd: true };
        bytes.push(tilde);
        if (key === tilde) {
          this.#isLineStart = false;
          continue;
        }
      } else if (key === tilde && this.#isLineStart) {
        this.#isEscape = true;
        continue;
      }
      bytes.push(key);
      this.#isLineStart = key === carriageReturn || key === lineFeed;
    }
    return { bytes: Buffer.from(bytes), isEnd: false };
  }
}
