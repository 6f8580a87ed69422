/** Words what a skill does and when to use it, from what the users' requests and the steps share. */

import { imperative } from '../../commands/say.ts';
import { stemWords } from '../../commands/stem.ts';
import type { DescriptionLine, Evidence, WhenLine } from '../../skill/draft.ts';
import { sayLine } from '../../skill/forms.ts';
import type { Episode } from '../../types.ts';
import type { EvidenceSource } from '../input/evidence.ts';
import type { SharedGoal } from '../shared/goal-terms.ts';
import { promptWords, sentenceWith } from '../shared/quotes.ts';
import type { Recurring } from '../shared/recurring.ts';
import { baseForm, goalWords } from '../shared/request-words.ts';
import { CHECKS_NAME } from './name.ts';
import { chooseQuotes, type OwnRequest } from './recognise.ts';
import { receiptsOf } from './steps.ts';

const MAX_NAMED_STEPS = 6;
/** A phrasing that the description repeats, for an agent to recognise the next one by. In characters. */
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

/** What a description is made from. */
export interface Work {
  name: string;
  /** Words that requests of this kind hold and others do not. */
  topics: readonly string[];
  steps: readonly Recurring[];
  /** Users' phrasings, see `typicalRequests`. */
  requests: readonly Evidence[];
  /** Every request of the kind, and requests of others. */
  own: readonly OwnRequest[];
  others: readonly string[];
  /** See {@link goalEvidence}. */
  receipts: readonly Evidence[];
}

/** The description: what it does, then when to use it, in the words by which the user's own requests are told from others. */
export function describeWork({
  name,
  topics,
  steps,
  requests,
  own,
  others,
  receipts,
}: Work): DescriptionLine {
  const work = workOf(name);
  const plain: DescriptionLine = {
    kind: 'description',
    of: 'work',
    work,
    briefs: namedSteps(steps),
    topics: aboutTerms(name, topics),
    quotes: [],
    evidence: [],
  };
  const short = requests.filter(({ quote }) => quote.length <= MAX_QUOTE);
  const chosen = chooseQuotes(sayLine(plain).replace(/\.$/, ''), short, own, others);
  const full: DescriptionLine = { ...plain, quotes: chosen.map(({ quote }) => quote) };
  return {
    ...(sayLine(full).length <= MAX_DESCRIPTION ? full : plain),
    evidence: [...receipts, ...chosen, ...steps.flatMap((step) => receiptsOf(step).slice(-1))],
  };
}

/** The body's own line on when to use it. */
export function whenToUse({ name, topics, receipts }: Work): WhenLine {
  return {
    kind: 'when',
    on: 'request',
    work: workOf(name),
    topics: aboutTerms(name, topics),
    evidence: receipts,
  };
}

const workOf = (name: string): string => name.replaceAll('-', ' ');

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
function aboutTerms(name: string, topics: readonly string[]): string[] {
  // Checks end work on any topic.
  if (name === CHECKS_NAME) return [];
  const inName = new Set(goalWords(workOf(name)));
  return topics.filter((term) => !inName.has(term) && term.length > 2 && !ANY_WORK.has(term));
}

/** The most telling steps in a row: `bump the version`, `run the tests`, `publish the package`. */
function namedSteps(steps: readonly Recurring[]): string[] {
  const said = [...new Set(steps.map(sayBriefly))].filter((phrase) => phrase !== '');
  const special = said.filter((phrase) => !EVERYDAY.has(phrase));
  const kept = special.length > 1 ? special : said;
  return kept.slice(0, MAX_NAMED_STEPS);
}

/** Comes up in nearly every piece of work, so it is named only where there is little else to name. */
const EVERYDAY = new Set([
  'commit',
  'push',
  'stage the changes',
  'format the code',
  'run the tests',
  'run the linter',
  'check the types',
  'get what is new',
]);

function sayBriefly(step: Recurring): string {
  if (step.kind !== 'command') return step.kind === 'edit' ? `update \`${step.text}\`` : '';
  const phrase = imperative(step.text.split(' '));
  if (phrase !== 'Run') return lowerFirst(phrase);
  const stem = stemWords(step.text.split(' ')).filter((word) => /^[a-z][a-z0-9:_-]*$/.test(word));
  return stem.length === 0 ? '' : `run \`${stem.join(' ')}\``;
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
