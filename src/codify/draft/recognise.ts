/** Tries descriptions on the user's own history: past requests of the kind should match, other requests should not. */

import type { Evidence } from '../../skill/draft.ts';
import { termsOf } from '../../words/terms.ts';
import { groupBy } from '../shared/support.ts';

/** A request of the kind, as it was made. */
export interface OwnRequest {
  sessionId: string;
  text: string;
}

/** A part that a description may hold: a phrasing, or a word. */
export interface Part extends Evidence {
  /** The session whose words they are; null for what several sessions said. */
  sessionId: string | null;
}

/** What a description is tried with. */
export interface Trial {
  /** What it says in any case. */
  base: string;
  /** Requests of the kind. */
  own: readonly OwnRequest[];
  /** Requests of the project's other work. */
  others: readonly string[];
}

/** A part must tell own requests from others by so much more of the area under the curve to be worth its length. */
const MIN_GAIN = 0.005;
/** The first few may cost so little of it: they show an agent what an own request is like. */
const SLACK = 0.02;

/**
 * The parts that make a description recognise the kind best, the most telling first. No request is matched with words of its
 * own session, so that no part is chosen for matching itself.
 * @param least so many are taken whatever they add, as long as they cost next to nothing
 */
export function chooseParts(
  trial: Trial,
  parts: readonly Part[],
  { least, most }: { least: number; most: number },
): Part[] {
  const chosen: Part[] = [];
  const separationOf = separator(trial);
  let best = separationOf(chosen);
  while (chosen.length < most) {
    const tries = parts
      .filter((part) => !chosen.includes(part))
      .map((part) => ({ part, value: separationOf([...chosen, part]), same: likeness(part, chosen) }))
      // Of parts that tell as much, the one that is least like those chosen.
      .sort((a, b) => steps(b.value) - steps(a.value) || a.same - b.same);
    const [next] = tries;
    const gain = chosen.length < least ? -SLACK : MIN_GAIN;
    if (next === undefined || next.value < best + gain) break;
    chosen.push(next.part);
    best = next.value;
  }
  return chosen;
}

const steps = (value: number): number => Math.round(value / SLACK);

/** The greatest share of its words that a part has in common with one of the others. */
function likeness({ quote }: Part, others: readonly Part[]): number {
  const own = new Set(termsOf(quote));
  const shared = others.map(
    (other) => termsOf(other.quote).filter((word) => own.has(word)).length / own.size,
  );
  return Math.max(0, ...shared);
}

/** Chance that a description with these parts matches an own request better than another one; one half says nothing. */
export const separationWith = (trial: Trial, parts: readonly Part[]): number => separator(trial)(parts);

/** Counts the words of the requests once for many tries. */
function separator({ base, own, others }: Trial): (parts: readonly Part[]) => number {
  const bagOf = (text: string) => new Set(termsOf(text));
  const ownBags = own.map(({ sessionId, text }) => ({ sessionId, words: bagOf(text) }));
  const otherBags = others.map(bagOf);
  const weigh = weights([...ownBags.map(({ words }) => words), ...otherBags]);
  const baseBag = bagOf(base);
  const bags = new Map<Part, Set<string>>();
  const wordsOf = (part: Part) => {
    const known = bags.get(part) ?? bagOf(part.quote);
    bags.set(part, known);
    return known;
  };
  return (parts) => {
    const without = (sessionId: string | null) =>
      new Set([
        ...baseBag,
        ...parts
          .filter((part) => part.sessionId === null || part.sessionId !== sessionId)
          .flatMap((part) => [...wordsOf(part)]),
      ]);
    const match = (words: ReadonlySet<string>, bag: ReadonlySet<string>) =>
      [...bag].reduce((sum, word) => sum + (words.has(word) ? weigh(word) : 0), 0);
    const all = without(null);
    const other = otherBags.map((bag) => match(all, bag));
    const shares = [...groupBy(ownBags, ({ sessionId }) => sessionId)].flatMap(([sessionId, requests]) => {
      const words = without(sessionId);
      return requests.map((request) => {
        const mine = match(words, request.words);
        return other.reduce((sum, value) => sum + (mine > value ? 1 : mine === value ? 0.5 : 0), 0);
      });
    });
    if (other.length === 0 || shares.length === 0) return 0.5;
    return shares.reduce((sum, value) => sum + value, 0) / (shares.length * other.length);
  };
}

/** How rare a word is among all requests. */
function weights(documents: readonly ReadonlySet<string>[]): (word: string) => number {
  const counts = new Map<string, number>();
  for (const word of documents.flatMap((words) => [...words])) counts.set(word, (counts.get(word) ?? 0) + 1);
  return (word) => Math.log(1 + documents.length / (1 + (counts.get(word) ?? 0)));
}
