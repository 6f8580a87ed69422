/** Words what a skill does and when to use it, from what the users' requests and the steps share. */

import { type DraftLine, type Episode, type Evidence, SKILL_LIMITS } from '../types.ts';
import { stemWords } from './command-shape.ts';
import type { EvidenceSource } from './evidence.ts';
import type { SharedGoal } from './goal-terms.ts';
import { CHECKS_NAME } from './name.ts';
import { promptWords, sentenceWith } from './quotes.ts';
import type { Recurring } from './recurring.ts';
import { baseForm, goalWords } from './request-words.ts';
import { receiptsOf } from './steps.ts';
import { imperative } from './wording.ts';

const MAX_NAMED_STEPS = 6;
/** Phrasings of users that the description repeats, for an agent to recognise the next one by. */
const MAX_QUOTES = 4;
/** In characters. */
const MAX_QUOTE = 80;
/** Every session pays for the descriptions of all skills, so one stays well below what the specification allows. */
const MAX_DESCRIPTION = 700;

/** One receipt a session: the sentence of the request that asks for this kind of work. */
export function goalEvidence(
  episodes: readonly Episode[],
  goal: SharedGoal,
  source: EvidenceSource,
): Evidence[] {
  const wanted = new Set(goal.terms);
  const seen = new Set<string>();
  return episodes.flatMap(({ sessionId, promptIds }) => {
    const eventId = promptIds[0];
    const text = eventId === undefined ? '' : promptWords(source.eventOf(eventId));
    if (eventId === undefined || text === '' || seen.has(sessionId)) return [];
    seen.add(sessionId);
    const spelled = (text.toLowerCase().match(/[a-z][a-z'-]*/g) ?? []).filter((word) =>
      wanted.has(baseForm(word)),
    );
    const quote = sentenceWith(text, spelled);
    return quote === '' ? [] : [{ eventId, quote }];
  });
}

/** The description: what it does, then when to use it, in the words that requests of this kind had in common. */
export function describeWork(
  name: string,
  goal: SharedGoal,
  steps: readonly Recurring[],
  requests: readonly Evidence[],
  receipts: readonly Evidence[],
): DraftLine {
  const named = namedSteps(steps);
  const work = `${sentenceCase(workOf(name))} in this repository`;
  const when = `Use when asked to ${workOf(name)}${aboutTerms(name, goal)}`;
  const does = `${work}${named === '' ? '' : `: ${named}`}. `;
  const quotes = requests.filter(({ quote }) => quote.length <= MAX_QUOTE).slice(0, MAX_QUOTES);
  const words =
    quotes.length === 0 ? '' : `, in words such as ${quotes.map(({ quote }) => `“${quote}”`).join(', ')}`;
  const full = `${does}${when}${words}.`;
  const text = full.length <= MAX_DESCRIPTION ? full : `${does}${when}.`.slice(0, SKILL_LIMITS.description);
  return {
    text,
    evidence: [...receipts, ...requests, ...steps.flatMap((step) => receiptsOf(step).slice(-1))],
  };
}

/** The body's own line on when to use it. */
export function whenToUse(name: string, goal: SharedGoal, receipts: readonly Evidence[]): DraftLine {
  return { text: `When asked to ${workOf(name)}${aboutTerms(name, goal)}.`, evidence: [...receipts] };
}

const workOf = (name: string): string => name.replaceAll('-', ' ');
const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Comes up in requests of any kind. */
const ANY_WORK = new Set([
  'test',
  'build',
  'lint',
  'check',
  'code',
  'commit',
  'push',
  'time',
  'branch',
  'run',
]);

/** Shared words of the requests that the name does not hold already. */
function aboutTerms(name: string, goal: SharedGoal): string {
  const inName = new Set(goalWords(workOf(name)));
  const more = goal.terms.filter((term) => !inName.has(term) && term.length > 2 && !ANY_WORK.has(term));
  // Checks end work on any topic.
  return more.length === 0 || name === CHECKS_NAME ? '' : `, or when a request is about ${more.join(', ')}`;
}

/** The most telling steps in a row: `bump the version, run the tests, publish the package`. */
function namedSteps(steps: readonly Recurring[]): string {
  const said = [...new Set(steps.map(sayBriefly))].filter((phrase) => phrase !== '');
  const special = said.filter((phrase) => !EVERYDAY.has(phrase));
  const kept = said.length > MAX_NAMED_STEPS && special.length > 1 ? special : said;
  return kept.slice(0, MAX_NAMED_STEPS).join(', ');
}

/** Ends nearly every piece of work, so it is the first to go when there is too much to name. */
const EVERYDAY = new Set(['commit', 'push', 'stage the changes', 'format the code']);

function sayBriefly(step: Recurring): string {
  if (step.kind !== 'command') return step.kind === 'edit' ? `update \`${step.text}\`` : '';
  const phrase = imperative(step.text.split(' '));
  if (phrase !== 'Run') return lowerFirst(phrase);
  const stem = stemWords(step.text.split(' ')).filter((word) => /^[a-z][a-z0-9:_-]*$/.test(word));
  return stem.length === 0 ? '' : `run \`${stem.join(' ')}\``;
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
