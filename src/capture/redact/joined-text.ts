/** A text in which stretches of another one are put together, for the finders of secrets. */

import type { Span } from './span.ts';
import { continuesSecret } from './wrapped.ts';

/** Stands between two joins; no rule reads over it. */
const BETWEEN = '\n\0\n';

export interface Stretch {
  start: number;
  end: number;
}

interface Piece {
  index: number;
  /** Where it begins in the joined text. */
  at: number;
  end: number;
  /** Where it begins in the source. */
  source: number;
  /** Pieces of one join may hold one secret. */
  join: number;
}

/** Stretches of a text put together, with the way back from each character to where it came from. */
export class JoinedText {
  readonly #text: string;
  readonly #parts: string[] = [];
  #length = 0;
  /** One entry a stretch, in order. */
  readonly #pieces: Piece[] = [];
  #joins = 0;
  #content = '';

  constructor(text: string) {
    this.#text = text;
  }

  /**
   * Puts stretches together, apart from all that was added before.
   * @param between what to put between two of them
   */
  add(stretches: readonly Stretch[], between: string): void {
    for (const [index, { start, end }] of stretches.entries()) {
      const glue = index === 0 ? BETWEEN : between;
      this.#parts.push(glue, this.#text.slice(start, end));
      const at = this.#length + glue.length;
      this.#length = at + end - start;
      this.#pieces.push({
        index: this.#pieces.length,
        at,
        end: this.#length,
        source: start,
        join: this.#joins,
      });
    }
    this.#joins++;
  }

  /** What was added so far. Ask for it before any span of it. */
  content(): string {
    this.#content = this.#parts.join('');
    return this.#content;
  }

  /** Where a span of the joined text lies in the source; null when it would be found there without a join. */
  crossing(span: Span): Span | null {
    const from = this.#pieceAt(span.from ?? span.start);
    const first = this.#pieceAt(span.start);
    let last = this.#pieceAt(span.end - 1);
    // A rule looks at one or two characters behind its end: they may tell that a password's URL goes on.
    const behind = this.#pieceAt(span.end + 1);
    if (from === undefined || first === undefined || last === undefined || from.join !== last.join)
      return null;
    if (from === last && (behind === undefined || behind === last || behind.join !== last.join)) return null;
    let end = Math.min(span.end, last.end);
    const before = this.#pieces[last.index - 1];
    const isOfThree = first !== last && before !== undefined && before.index > from.index;
    if (isOfThree && !this.#continues(span, last)) {
      // Of three lines and more, the last may be another text's.
      last = before;
      end = before.end;
    }
    return {
      ...span,
      start: first.source + Math.max(0, span.start - first.at),
      end: last.source + end - last.at,
    };
  }

  /** Where the line on which a span begins ends in the source. */
  firstLineEnd({ start }: Span): number | undefined {
    const first = this.#pieceAt(start);
    return first && first.source + first.end - first.at;
  }

  #continues({ start, end, wanted }: Span, last: Piece): boolean {
    return continuesSecret(this.#content.slice(start, last.at), this.#content.slice(last.at, end), wanted);
  }

  /** The stretch that holds the character, or the next one when it stands between two. */
  #pieceAt(position: number): Piece | undefined {
    let low = 0;
    let high = this.#pieces.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#pieces[middle] as Piece).end <= position) low = middle + 1;
      else high = middle;
    }
    return this.#pieces[low];
  }
}
