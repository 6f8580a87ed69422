/** What stands in an agent's turn of a SpecStory export beside its words: tools, code and thinking, by lines. */

/** Lines of an export that belong together, `to` excluded. */
export interface Block {
  is: 'tool' | 'fence' | 'thinking';
  from: number;
  to: number;
}

const TOOL_OPEN = /^<tool-use\b[^>]*>/;
const TOOL_CLOSE = /^(?:<\/tool-use>|.*<\/details>[ \t]*<\/tool-use>)[ \t]*$/;
/** A tool as Cursor's exports of 2025 have it: no `<tool-use>` around. */
const DETAILS_OPEN = /^<details>[ \t]*(?:<summary>.*)?$/;
const DETAILS_CLOSE = /^<\/details>[ \t]*$/;
/** CommonMark 0.31, 4.5: a fence closes with as many of the same characters or more, and nothing behind them. */
const FENCE = /^ {0,3}(`{3,}|~{3,})([^`]*)$/;
const THINKING_OPEN = '<think>';
const THINKING_CLOSE = '</think>';

/** Whether a line ends what the fences before it stand in. */
type Ends = (at: number) => boolean;

/** Finds the blocks of one export. Each line is looked at a bounded number of times, however many blocks never end. */
export class Blocks {
  readonly #lines: readonly string[];
  /** What was searched for: from which line on, and where it was found; -1 for nowhere. */
  readonly #found = new Map<string, { from: number; at: number }>();
  /** Up to this line a fence was opened that nothing closes, so that no other can be told. */
  #unfencedTo = 0;
  /** Where somebody else speaks next, as far as it was looked for. */
  #endsAt = -1;
  /** What nothing closes outside of fences from some line on, so that it is not searched for again. */
  readonly #unclosed = new Set<RegExp>();

  constructor(lines: readonly string[]) {
    this.#lines = lines;
  }

  /**
   * The block that begins with a line; null when none does, or it never ends.
   * @param ends whether a line is where somebody else speaks, if it stands in no fence
   */
  at(from: number, ends: Ends): Block | null {
    const line = this.#lines[from] ?? '';
    if (TOOL_OPEN.test(line)) return this.#tool(from, line);
    if (DETAILS_OPEN.test(line) && this.#hasSummary(from)) {
      return this.#within(blockOf('tool', from, this.#closed(from + 1, DETAILS_CLOSE)), ends);
    }
    if (!line.startsWith(THINKING_OPEN)) return blockOf('fence', from, this.#fence(from, ends));
    const hasEnd = (text: string) => text.includes(THINKING_CLOSE);
    return this.#within(blockOf('thinking', from, this.#search(from, THINKING_CLOSE, hasEnd)), ends);
  }

  /** The block, unless somebody else speaks before it is closed: words may hold the tag that opens one. */
  #within(block: Block | null, ends: Ends): Block | null {
    if (block === null) return null;
    if (this.#endsAt <= block.from) {
      for (let at = block.from + 1; at < block.to; at++) {
        if (!ends(at)) continue;
        this.#endsAt = at;
        break;
      }
    }
    return this.#endsAt > block.from && this.#endsAt < block.to ? null : block;
  }

  #tool(from: number, line: string): Block | null {
    if (line.includes('</tool-use>')) return blockOf('tool', from, from);
    const fenced = this.#closed(from + 1, TOOL_CLOSE);
    const last = fenced < 0 ? this.#search(from + 1, 'tool', (text) => TOOL_CLOSE.test(text)) : fenced;
    return blockOf('tool', from, last);
  }

  #hasSummary(from: number): boolean {
    const next = this.#lines[from + 1]?.trimStart() ?? '';
    return this.#lines[from]?.includes('<summary>') === true || next.startsWith('<summary>');
  }

  /** The line from `from` on that closes what was opened, outside of fences; -1 without one. */
  #closed(from: number, close: RegExp): number {
    if (this.#unclosed.has(close)) return -1;
    const closes = (at: number) => close.test(this.#lines[at] ?? '');
    for (let at = from; at < this.#lines.length; at++) {
      if (closes(at)) return at;
      at = Math.max(at, this.#fence(at, closes));
    }
    this.#unclosed.add(close);
    return -1;
  }

  /**
   * The line that closes the fence opened by a line; -1 when that opens none, or nothing closes it. Exports before
   * mid-2026 write three backticks around whatever there is, and an answer may be cut off: where something ends inside, and
   * a fence opens behind that before one closes, the first was never closed.
   */
  #fence(from: number, ends: Ends): number {
    const mark = FENCE.exec(this.#lines[from] ?? '')?.[1];
    if (mark === undefined || from < this.#unfencedTo) return -1;
    const close = this.#search(from + 1, mark, (line) => isMark(line, mark, false));
    for (let at = from + 1; at < close; at++) {
      if (!ends(at)) continue;
      for (let behind = at + 1; behind < close; behind++) {
        if (!isMark(this.#lines[behind] ?? '', mark, true)) continue;
        this.#unfencedTo = at;
        return -1;
      }
      break;
    }
    return close;
  }

  /** The first line from `from` on that is searched for under this name; -1 for none. */
  #search(from: number, name: string, isSought: (line: string) => boolean): number {
    const known = this.#found.get(name);
    if (known !== undefined && known.from <= from && (known.at < 0 || known.at >= from)) return known.at;
    let at = from;
    while (at < this.#lines.length && !isSought(this.#lines[at] ?? '')) at++;
    if (at === this.#lines.length) at = -1;
    this.#found.set(name, { from, at });
    return at;
  }
}

function blockOf(is: Block['is'], from: number, last: number): Block | null {
  return last < 0 ? null : { is, from, to: last + 1 };
}

/** Whether a line is a fence of at least this mark that opens one (with a word behind it) or may close one. */
function isMark(line: string, mark: string, opens: boolean): boolean {
  const [, other = '', behind = ''] = FENCE.exec(line) ?? [];
  return other.startsWith(mark) && (behind.trim() !== '') === opens;
}
