/** A found secret: where it lies in a text, and what to call it. */

export interface Span {
  start: number;
  /** Behind the last character. */
  end: number;
  /** Lower-case word of the mask, `github` in `«secret:github»`. */
  kind: string;
  /** True when the shape alone named the issuer; such a kind wins over one taken from a label. */
  specific: boolean;
  /** Where the words begin that tell what stands here: a label, a header's name. `start` when the value tells itself. */
  from?: number;
  /** Characters of a whole one, where its issuer keeps to a length. */
  wanted?: number;
}

/** Every mask ever written. Nothing is looked for inside one, nor across it. */
export const MASK = /«secret:[a-z0-9-]{1,32}»/g;

export function maskOf(kind: string): string {
  return `«secret:${kind}»`;
}

/** Sorts spans and joins those that overlap, so that each stretch of text is masked once. */
export function mergeSpans(spans: readonly Span[]): Span[] {
  const sorted = [...spans].sort((a, b) => a.start - b.start || b.end - a.end);
  const merged: Span[] = [];
  for (const span of sorted) {
    const last = merged.at(-1);
    if (last === undefined || span.start >= last.end) {
      merged.push({ ...span });
      continue;
    }
    last.end = Math.max(last.end, span.end);
    if (span.specific && !last.specific) {
      last.kind = span.kind;
      last.specific = true;
    }
  }
  return merged;
}
