/** Names a kind of work in a few words of its own requests. */

import type { Episode } from '../../types.ts';
import { termsOf } from '../../words/terms.ts';
import { slashCommand } from '../read/turns.ts';

const MAX_WORDS = 6;
const MAX_CHARS = 60;

/** Words most members share, in the order of the request that holds most of them; else the first request's start. */
export function labelOf(episodes: readonly Episode[]): string {
  const slash = commonSlash(episodes);
  if (slash !== null) return slash;
  const spread = new Map<string, number>();
  for (const { memory } of episodes) {
    for (const term of new Set(termsOf(memory.goal))) spread.set(term, (spread.get(term) ?? 0) + 1);
  }
  const shared = (word: string) =>
    termsOf(word).some((term) => (spread.get(term) ?? 0) * 2 > episodes.length);
  const phrases = episodes.map(({ memory }) =>
    [...new Set(memory.goal.split(/\s+/).filter(shared))].slice(0, MAX_WORDS),
  );
  const best = phrases.reduce((longest, phrase) => (phrase.length > longest.length ? phrase : longest), []);
  const label =
    best.length > 1 ? best.join(' ').toLowerCase() : (episodes[0]?.memory.goal.split('\n')[0] ?? '');
  return shortLabel(label);
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
