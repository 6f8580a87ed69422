/** Finds labels fast: most texts hold none, and trying a pattern of so many words at every place is the dearest of all. */

/** A pattern that matches from the beginning of a label on. */
export interface LabelPattern {
  /** Sticky. */
  regexp: RegExp;
  /** What a match can begin with. */
  beginsWith: RegExp;
  /** Characters, at most, from the beginning of a match to the core of its label's word. */
  lead: number;
}

/** Part of every word that labels a secret, and of few others. */
const CORE =
  /pass(?:w|[ _-]?phrase|[ _-]?code|(?=["' \t=:]))|pwd|pw(?=["' \t=:])|secret|token|credential|key(?<=[a-z][ _.-]?key)|signature|[?&]sig/gi;

/** The first match that begins at `from` or later, as a global pattern finds it; null when there is none. */
export function nextLabel(text: string, from: number, pattern: LabelPattern): RegExpExecArray | null {
  const { regexp, beginsWith, lead } = pattern;
  let start = from;
  CORE.lastIndex = from;
  for (let core = CORE.exec(text); core !== null; core = CORE.exec(text)) {
    for (start = Math.max(start, core.index - lead); start <= core.index; start++) {
      if (!beginsWith.test(text[start] ?? '')) continue;
      regexp.lastIndex = start;
      const match = regexp.exec(text);
      if (match !== null) return match;
    }
  }
  return null;
}
