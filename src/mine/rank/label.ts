/** Names a kind of work in a few words of its own requests. */

import type { Episode } from '../../types.ts';
import { languageOf } from '../../words/language.ts';
import { termsOf } from '../../words/terms.ts';
import { evenly } from '../group/sparse.ts';
import { slashCommand } from '../read/turns.ts';

const MAX_WORDS = 6;
const MIN_WORDS = 3;
const MAX_CHARS = 60;
/** So many requests are looked at, evenly drawn, and so many words of each. */
const NAMED_AFTER = 12;
const LOOKED_AT = 60;
/** What a word that few members use takes from a phrase: as much as one that this share of them uses gives. */
const RARE_WORD = 0.25;
/** Of phrases that share as much, the one nearest to three words. */
const OFF_LENGTH = 0.001;
/** A word as one says it: letters of any script; no part of an address, a path or of code. */
const SAYABLE =
  /^[("“„‘']*(?<word>[\p{L}\p{M}]+(?:['’-][\p{L}\p{M}]+)*)[)"”“’']*(?<end>[.,:;!?…。、，！？]*)$/u;

interface Word {
  text: string;
  terms: readonly string[];
}

/** The slash command that all are of; else the stretch of words from one request that most of them share. */
export function labelOf(episodes: readonly Episode[]): string {
  const slash = commonSlash(episodes);
  if (slash !== null) return slash;
  const goals = evenly(episodes, NAMED_AFTER).map(({ memory }) => memory.goal);
  const language = languageOf(goals.join('\n'));
  const spread = new Map<string, number>();
  for (const goal of goals) {
    for (const term of new Set(termsOf(goal, language))) spread.set(term, (spread.get(term) ?? 0) + 1);
  }
  const worth = (words: readonly Word[]) => {
    const terms = new Set(words.flatMap((word) => word.terms));
    const shared = [...terms].reduce(
      (sum, term) => sum + (spread.get(term) ?? 0) / goals.length - RARE_WORD,
      0,
    );
    return shared - OFF_LENGTH * Math.abs(words.length - MIN_WORDS);
  };
  let best: { words: readonly Word[]; worth: number } = { words: [], worth: Number.NEGATIVE_INFINITY };
  for (const words of goals.flatMap((goal) => stretchesOf(goal, (text) => termsOf(text, language)))) {
    const own = worth(words);
    if (own > best.worth) best = { words, worth: own };
  }
  const phrase = best.words.map(({ text }) => text).join(' ');
  return shortLabel(phrase === '' ? (goals[0]?.split('\n')[0] ?? '') : phrase.toLowerCase());
}

/** Every stretch of three to six words that stand together in one sentence; shorter sentences as they are. */
function stretchesOf(goal: string, termsIn: (text: string) => string[]): Word[][] {
  return sentencesOf(goal, termsIn).flatMap((sentence) => {
    if (sentence.length <= MIN_WORDS) return [sentence];
    return sentence.flatMap((_, from) =>
      Array.from({ length: MAX_WORDS - MIN_WORDS + 1 }, (_, more) =>
        sentence.slice(from, from + MIN_WORDS + more),
      ).filter(({ length }) => length >= MIN_WORDS),
    );
  });
}

/** The words that follow each other without anything between them that nobody says. */
function sentencesOf(goal: string, termsIn: (text: string) => string[]): Word[][] {
  const sentences: Word[][] = [[]];
  for (const token of goal.split(/\s+/).slice(0, LOOKED_AT)) {
    const { word, end } = SAYABLE.exec(token)?.groups ?? {};
    if (word !== undefined) sentences.at(-1)?.push({ text: word, terms: termsIn(word) });
    if (word === undefined || end !== '') sentences.push([]);
  }
  return sentences.filter((sentence) => sentence.some(({ terms }) => terms.length > 0));
}

/** One line of at most 60 characters, without a sentence's end. */
export function shortLabel(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\s.,:;!?"'`]+$/, '')
    .slice(0, MAX_CHARS);
}

function commonSlash(episodes: readonly Episode[]): string | null {
  const commands = new Set(episodes.map(({ prompt }) => slashCommand(prompt)));
  const [only = null] = commands;
  return commands.size === 1 && only !== null ? `/${only}` : null;
}
