/** Keeps a search linear: a long run of characters that keeps starting matches and never holds one is left after a while. */

/** Failed starts inside one run before the rest of it is passed over. Real text has one or two. */
const MAX_FAILURES = 16;

export class Patience {
  #failures = 0;
  #runEnd = 0;

  /**
   * Notes a failed match.
   * @param start where it began
   * @param reach how far it had to read
   * @returns where to look next
   */
  afterFailure(start: number, reach: number): number {
    if (start >= this.#runEnd) this.#failures = 0;
    this.#failures++;
    this.#runEnd = Math.max(this.#runEnd, reach);
    return this.#failures > MAX_FAILURES ? this.#runEnd : start + 1;
  }
}
