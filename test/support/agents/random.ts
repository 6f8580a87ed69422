/** Choices of a run, decided by its seed. */

/** The generator mulberry32: 32 bits of state, enough to pick words. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** A number from 0 up to, but not including, `limit`. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }

  one<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)] as T;
  }

  /** `count` different ones, in any order. */
  some<T>(choices: readonly T[], count: number): T[] {
    const left = [...choices];
    return Array.from({ length: count }, () => left.splice(this.below(left.length), 1)[0] as T);
  }

  /** A word that is in no dictionary, such as `tulvera`. */
  word(): string {
    const syllable = () =>
      this.one('bdfgklmnprstvz'.split('')) + this.one(['a', 'e', 'i', 'o', 'u', 'el', 'or', 'an']);
    return syllable() + syllable() + syllable();
  }
}
