/** A SpecStory export's turns: who spoke, when, and what stands there. */

import { type Block, Blocks } from './blocks.ts';
import { type Heading, Order, readHeading } from './heading.ts';

export interface Turn extends Heading {
  /** Of the turn's heading, in characters from the start of the text, as if its lines ended in one character. */
  offset: number;
  /** A person's words as they stand; an agent's turn in its order. */
  pieces: Piece[];
}

export interface Piece {
  is: 'words' | 'tool' | 'change' | 'thinking';
  text: string;
}

/** `<!-- message-id: … -->` stands below a heading where SpecStory is asked for it. */
const MESSAGE_ID = /^<!-- message-id: .*-->$/;
/** An edit, in exports of 2025: nothing but its difference. */
const CHANGE = /^```diff[ \t]*$/;
const RULE = /^---[ \t]*$/;

/**
 * The turns in order. What a tool put out, code and thinking hold none, however they read; nor do a person's own words
 * hold blocks, so that nothing in them keeps an agent from its turn.
 */
export function turnsOf(text: string): Turn[] {
  const lines = text.split(/\r?\n/);
  const blocks = new Blocks(lines);
  const order = new Order();
  const turns: TurnInTheMaking[] = [];
  const headingAt = (at: number): Heading | null => {
    const heading = readHeading(lines[at] ?? '');
    const before = turns.at(-1)?.heading ?? null;
    return heading !== null && order.admits(heading, before, isBehindRule(lines, at)) ? heading : null;
  };
  const isPrompt = (at: number) => headingAt(at)?.speaker === 'user';
  let offset = 0;
  for (let at = 0; at < lines.length; ) {
    const current = turns.at(-1);
    const block = current?.heading.speaker === 'agent' ? blocks.at(at, isPrompt) : null;
    const to = block?.to ?? at + 1;
    const heading = block === null ? headingAt(at) : null;
    if (heading !== null) {
      order.pass(heading);
      turns.push(new TurnInTheMaking(heading, offset));
    } else current?.add(block, lines.slice(at, to));
    for (; at < to; at++) offset += (lines[at]?.length ?? 0) + 1;
  }
  return turns.map((turn) => turn.made());
}

function isBehindRule(lines: readonly string[], at: number): boolean {
  let before = at - 1;
  while (before >= 0 && lines[before]?.trim() === '') before--;
  return RULE.test(lines[before] ?? '');
}

class TurnInTheMaking {
  readonly heading: Heading;
  readonly #offset: number;
  readonly #pieces: Piece[] = [];
  #words: string[] = [];

  constructor(heading: Heading, offset: number) {
    this.heading = heading;
    this.#offset = offset;
  }

  add(block: Block | null, lines: readonly string[]): void {
    const is = block?.is === 'fence' && CHANGE.test(lines[0] ?? '') ? 'change' : block?.is;
    if (is === undefined || is === 'fence') {
      for (const line of lines) this.#words.push(line);
      return;
    }
    this.#endWords();
    this.#pieces.push({ is, text: lines.join('\n') });
  }

  made(): Turn {
    this.#endWords();
    return { ...this.heading, offset: this.#offset, pieces: this.#pieces };
  }

  #endWords(): void {
    const lines = this.#words;
    this.#words = [];
    if (this.#pieces.length === 0 && MESSAGE_ID.test(lines[0] ?? '')) lines.shift();
    // Turns are set apart by a rule, which is no part of either; so are an agent's words and tools in Cursor's exports.
    while (isBlank(lines.at(-1))) lines.pop();
    if (RULE.test(lines.at(-1) ?? '')) lines.pop();
    if (this.heading.speaker === 'agent') {
      while (isBlank(lines[0]) || RULE.test(lines[0] ?? '')) lines.shift();
    }
    const text = lines.join('\n').trim();
    if (text !== '') this.#pieces.push({ is: 'words', text });
  }
}

const isBlank = (line: string | undefined) => line?.trim() === '';

/** What the turn says, without its tools and thinking. */
export function wordsOf(turn: Turn): string {
  return turn.pieces.flatMap(({ is, text }) => (is === 'words' ? [text] : [])).join('\n');
}
