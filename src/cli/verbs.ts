/** Loads the code of the verbs that a command line asks for, and of no others. */

import type { Command } from 'commander';
import type { CliContext } from './context.ts';

/**
 * Makes the command of one verb.
 * @param words what stands behind the verb; a group of verbs loads only the one they name
 */
export type Verb = (context: CliContext, words: readonly string[]) => Command | Promise<Command>;

/** The verbs of one level, in the order `--help` shows them. */
export type Verbs = Readonly<Record<string, () => Promise<Verb>>>;

/** Words for which a level must have all its verbs: what `--help` needs. */
const HELP = ['--help'];

/**
 * The commands that `words` can mean: the one they name, or all, to list them or to find the nearest.
 * @param alone options of the level itself: with no other words, it has no use for a verb
 */
export async function loadVerbs(
  verbs: Verbs,
  context: CliContext,
  words: readonly string[],
  alone: readonly string[],
): Promise<Command[]> {
  const at = words.findIndex((word) => !word.startsWith('-'));
  const word = words[at];
  const asked = word !== undefined && Object.hasOwn(verbs, word) ? verbs[word] : undefined;
  if (asked !== undefined) return [await (await asked())(context, words.slice(at + 1))];
  if (words.every((option) => alone.includes(option))) return [];
  return Promise.all(Object.values(verbs).map(async (load) => (await load())(context, HELP)));
}
