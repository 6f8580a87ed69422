/** Where users had to step in: their words, and what was changed upon them. */

import type { Evidence, PitfallLine } from '../../skill/draft.ts';
import type { Episode, SessionEvent } from '../../types.ts';
import type { DraftInput } from '../input/draft-input.ts';
import { isInProject } from '../input/project-path.ts';
import { promptWords } from './quotes.ts';
import { mayQuote, oneLine, ruleKey } from './rules.ts';

/** Signals of an outcome that stand for the user's objection. */
const OBJECTIONS = new Set(['undone', 'refused', 'complained', 'change-asked', 'shouted', 'denied']);
/** Fewer words mean nothing outside their conversation. */
const MIN_WORDS = 6;
/** Files named as what was changed. */
const MAX_FILES = 2;

export interface Correction {
  line: Extract<PitfallLine, { by: 'user' }>;
  at: number;
}

/** Each objection once, newest first, with the files whose change answered it. */
export function correctionsOf(episodes: readonly Episode[], { source }: DraftInput): Correction[] {
  const seen = new Set<string>();
  return episodes
    .flatMap((episode) =>
      episode.signals
        .filter(({ kind }) => OBJECTIONS.has(kind))
        .flatMap(({ eventId }) => source.eventOf(eventId) ?? [])
        .flatMap((event) => correction(episode, event, source.sessionEvents(event.sessionId))),
    )
    .sort((a, b) => b.at - a.at)
    .filter(({ line }) => !seen.has(ruleKey(line.quote)) && seen.add(ruleKey(line.quote)));
}

function correction(episode: Episode, event: SessionEvent, events: readonly SessionEvent[]): Correction[] {
  const words = oneLine(event.meta?.denied === true ? (event.text ?? '') : promptWords(event));
  if (!mayQuote(words, event, MIN_WORDS) || !isLesson(words) || events.length === 0) return [];
  const fixes = answersTo(episode, event, events);
  const evidence: Evidence[] = [
    { eventId: event.id, quote: words },
    ...fixes.map(({ eventId, path }) => ({ eventId, quote: path.split('/').at(-1) ?? path })),
  ];
  const paths = fixes.map(({ path }) => path);
  return [{ line: { kind: 'pitfall', by: 'user', quote: words, paths, evidence }, at: event.at }];
}

/** The user has understood something, and tells nobody what to do. */
const TAKES_IN = /^(?:a+h+|o+h+|i see|got it|makes sense)\b/i;

/** Says what was wrong: no mere question, and nothing about one machine's files. */
function isLesson(words: string): boolean {
  if (/(?:^|\s)[~/][\w.-]*\//.test(words) || TAKES_IN.test(words)) return false;
  return !words.endsWith('?') || /\b(?:why|instead|wrong|not|never|confident)\b|n't\b/i.test(words);
}

/** The files changed between the objection and the user's next turn. */
function answersTo(
  { steps }: Episode,
  objection: SessionEvent,
  events: readonly SessionEvent[],
): { eventId: string; path: string }[] {
  const from = events.findIndex(({ id }) => id === objection.id);
  const rest = events.slice(from + 1);
  const next = rest.findIndex(({ kind }) => kind === 'user_prompt');
  const between = new Set((next < 0 ? rest : rest.slice(0, next)).map(({ id }) => id));
  const edits = steps
    .filter(({ eventId, ok }) => ok === true && between.has(eventId))
    .flatMap(({ eventId, edits }) => edits.map(({ path }) => ({ eventId, path })))
    .filter(({ path }) => isInProject(path));
  const byPath = new Map(edits.map((edit) => [edit.path, edit]));
  return [...byPath.values()].slice(0, MAX_FILES);
}
