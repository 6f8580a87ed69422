/** Features of an episode that survive paraphrase: what was asked, how the agent set about it, and what was done. */

import { headsOf } from '../../commands/template.ts';
import type { Episode, Step } from '../../types.ts';
import { actsOf, conceptsOf, isAct } from '../../words/concepts.ts';
import { languageOf } from '../../words/language.ts';
import type { Language } from '../../words/languages.ts';
import { termsOf } from '../../words/terms.ts';
import { slashCommand } from '../read/turns.ts';
import { deedsOf } from './deeds.ts';
import { evenly } from './sparse.ts';

/**
 * The four views of an episode, each with the blocks of features it is made of. Blocks of one view count the same.
 * Which view is right varies: exports without tool calls show no deeds, a bare "7" shows no request.
 */
export const VIEWS = {
  /** The user's words: the first few, all of them (the earlier the heavier), and how they are spelled. */
  request: ['opening', 'terms', 'spelling'],
  /** What sort of thing is wanted: acts and objects of software work, a question, a slash command. */
  intent: ['concepts', 'acts', 'frame', 'question', 'slash'],
  /** What the agent took the request to be, and what it said it did. */
  account: ['approach', 'approachConcepts', 'result'],
  /** What was done: programs, sorts of files changed, how much. */
  work: ['commands', 'deeds', 'size', 'edits'],
} as const satisfies Record<string, readonly string[]>;
export type View = keyof typeof VIEWS;
export type Block = (typeof VIEWS)[View][number];

/** Names of features with their weights, before rarity is weighed in. */
export type Weights = ReadonlyMap<string, number>;
export type EpisodeFeatures = Record<Block, Weights>;

/** Position at which a term of the request weighs half as much as the first. */
const TERM_HALF = 15;
const CONCEPT_HALF = 10;
const CONCEPT_TERMS = 40;
const ACT_TERMS = 20;
const FRAME_TERMS = 25;
const FRAMED_TERMS = 2;
const OPENING_TERMS = 6;
const APPROACH_CHARS = 400;
/** Spelling is compared at the request's start only: the rest is less about its kind. */
const SPELLED_CHARS = 120;
const GRAM = 3;
/** So many texts tell the language; more are not looked at. */
const LANGUAGE_SAMPLE = 32;

/** The languages of a project: what its user types, and what its agents answer. */
interface Spoken {
  user: Language;
  agent: Language;
}

/** Told from all texts together: one is often too short to tell. */
function spokenIn(episodes: readonly Episode[]): Spoken {
  const sample = evenly(episodes, LANGUAGE_SAMPLE);
  const said = sample.flatMap(({ memory }) => [memory.approach?.text ?? '', memory.result?.text ?? '']);
  return {
    user: languageOf(sample.map(({ memory }) => memory.goal.slice(0, SPELLED_CHARS)).join('\n')),
    agent: languageOf(said.map((text) => text.slice(0, SPELLED_CHARS)).join('\n')),
  };
}

/** What each episode of a project holds, before what all episodes share is weighted out. */
export function featuresOf(episodes: readonly Episode[]): EpisodeFeatures[] {
  const spoken = spokenIn(episodes);
  return episodes.map((episode) => featuresOfOne(episode, spoken));
}

function featuresOfOne({ memory, prompt, steps }: Episode, spoken: Spoken): EpisodeFeatures {
  const goal = termsOf(memory.goal, spoken.user);
  const approach = termsOf((memory.approach?.text ?? '').slice(0, APPROACH_CHARS), spoken.agent);
  const edits = sum(steps.map(editCount));
  const deeds = sum(steps.map((step) => Math.max(1, editCount(step))));
  return {
    opening: damped(goal.slice(0, OPENING_TERMS)),
    terms: damped(goal, TERM_HALF),
    spelling: damped(spelling(memory.goal)),
    concepts: damped(goal.slice(0, CONCEPT_TERMS).flatMap(conceptsOf), CONCEPT_HALF),
    acts: damped([...goal.slice(0, ACT_TERMS), ...approach.slice(0, ACT_TERMS)].flatMap(actsOf)),
    frame: damped(frameOf(goal)),
    question: fact(/\?\s*$/.test(memory.goal)),
    slash: fact(slashCommand(prompt) ?? 'none'),
    approach: damped(approach),
    approachConcepts: damped(approach.flatMap(conceptsOf)),
    result: damped(termsOf(memory.result?.text ?? '', spoken.agent)),
    commands: damped(steps.flatMap(commandFeatures)),
    deeds: damped(deedsOf(steps)),
    size: damped([`steps ${magnitude(deeds)}`, `edits ${magnitude(edits)}`]),
    edits: fact(edits > 0),
  };
}

/** Runs of three letters, which typing errors and word endings leave mostly alone. */
function spelling(text: string): string[] {
  const letters = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .slice(0, SPELLED_CHARS);
  return Array.from({ length: Math.max(0, letters.length - GRAM + 1) }, (_, at) =>
    letters.slice(at, at + GRAM),
  );
}

/** The first act of the request, and that act with each of the two terms behind it: "add", "add test". */
function frameOf(goal: readonly string[]): string[] {
  const at = goal.slice(0, FRAME_TERMS).findIndex(isAct);
  const [act] = actsOf(goal[at] ?? '');
  if (act === undefined) return ['none'];
  return [act, ...goal.slice(at + 1, at + 1 + FRAMED_TERMS).map((term) => `${act} ${term}`)];
}

/** One for each file: what one agent changes in a call, another changes in several. */
const editCount = ({ kind, edits }: Step) => (kind === 'edit' ? Math.max(1, edits.length) : 0);
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

/** Doublings: 0, 1–2, 3–6, 7–14, … */
const magnitude = (count: number) => Math.floor(Math.log2(1 + count));

const commandFeatures = ({ kind, template }: Step): string[] => (kind === 'command' ? headsOf(template) : []);

const fact = (value: string | boolean): Weights => new Map([[String(value), 1]]);

/**
 * How much each name weighs; repeats beyond the first add less and less.
 * @param half position at which a name weighs half as much as at the start; absent where the position says nothing
 */
function damped(names: readonly string[], half: number = Number.POSITIVE_INFINITY): Weights {
  const sums = new Map<string, number>();
  for (let index = 0; index < names.length; index += 1) {
    const name = names[index] as string;
    sums.set(name, (sums.get(name) ?? 0) + 1 / (1 + index / half));
  }
  for (const [name, sum] of sums) if (sum > 1) sums.set(name, 1 + Math.log(sum));
  return sums;
}
