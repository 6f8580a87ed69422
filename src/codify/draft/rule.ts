/** Words a standing rule of the user's: the rule as they put it, what was then run, and the work that it is about. */

import type { Candidate, RuleSaying } from '../../candidates.ts';
import { stemWords } from '../../commands/stem.ts';
import {
  type DescriptionLine,
  type Evidence,
  MAIN_FILE,
  type RuleLine,
  type SkillDraft,
  section,
  title,
} from '../../skill/draft.ts';
import type { Episode } from '../../types.ts';
import { isSpellable } from '../../words/ascii.ts';
import { loudness } from '../../words/clauses.ts';
import { wordsOfRule } from '../../words/rule-words.ts';
import { termsOf } from '../../words/terms.ts';
import { wordsIn } from '../../words/words.ts';
import { NO_BACKGROUND } from '../input/background.ts';
import type { DraftInput } from '../input/draft-input.ts';
import type { EvidenceSource } from '../input/evidence.ts';
import { isStatedIn } from '../input/stated.ts';
import { type Clause, clausesOf } from '../shared/clauses.ts';
import { tellingWords } from '../shared/request-terms.ts';
import { CONTRASTS, overlap } from '../shared/sayings.ts';
import { type Background, liftOf } from '../shared/support.ts';
import { firstFree, slug } from './name-work.ts';
import { deedsOf, type RuleDeeds } from './rule-deeds.ts';

const MAX_TOPICS = 6;
const MAX_NAME_WORDS = 4;
/** Wordings of one rule that a page has room for, and commands that it comes down to. */
const MAX_RULES = 3;
const MAX_STEPS = 2;
/** Wordings with so many words in common say the same. */
const SAME = 0.5;

/**
 * @returns null where neither the user's words nor what was done tell the rule, a document states it, or every name for it is
 * taken
 */
export function draftRule(
  candidate: Candidate,
  members: readonly Episode[],
  input: DraftInput,
): SkillDraft | null {
  const { source, docs = [], background = NO_BACKGROUND } = input;
  const { sayings = [] } = candidate;
  const said = quotable(sayings, source);
  const rules = clearest(said.filter(({ text }) => !isStatedIn(docs, text)));
  // What is known of words alone is known.
  if (said.length > 0 && rules.length === 0) return null;
  const deeds = deedsOf(sayings, members, input);
  const done = deeds.done.filter(isNamedIn(said)).slice(0, MAX_STEPS);
  const name = input.knownName ?? nameOf(rules, deeds, input.takenNames);
  const description = describe(rules, { ...deeds, done }, background.words);
  if (name === null || description === null) return null;
  const lines = [title(name), ...section('Rules', [...rules, ...deeds.customs]), ...section('Steps', done)];
  return {
    candidateId: candidate.id,
    kind: 'preference',
    name,
    description,
    files: [{ path: MAIN_FILE, lines }],
    sessionIds: [...new Set((deeds.customs.length > 0 ? sayings : said).map(({ sessionId }) => sessionId))],
  };
}

/** The sayings that stand in their prompts as the user's own words: what was pasted is nobody's rule. */
const quotable = (sayings: readonly RuleSaying[], source: EvidenceSource): Clause[] =>
  sayings.flatMap(({ text, eventId }) => {
    const prompt = source.eventOf(eventId);
    const own = prompt === undefined ? [] : clausesOf(prompt);
    return own.filter((clause) => clause.text === text).slice(0, 1);
  });

/** The rule once, in its clearest wording, then what other wordings add to it. */
function clearest(said: readonly Clause[]): RuleLine[] {
  const chosen: { quote: string; words: ReadonlySet<string>; evidence: Evidence[] }[] = [];
  for (const { text, eventId } of [...said].sort(byClearness)) {
    const words = wordsOfRule(text);
    const same = chosen.find((other) => overlap(words, other.words) >= SAME);
    if (same !== undefined) same.evidence.push({ eventId, quote: text });
    else chosen.push({ quote: text, words, evidence: [{ eventId, quote: text }] });
  }
  return chosen.slice(0, MAX_RULES).map(({ quote, evidence }) => ({ kind: 'rule', quote, evidence }));
}

/** The calmest wording; of two of them the one that says what not to do as well, then the shorter one. */
const byClearness = (a: Clause, b: Clause): number =>
  loudness(a.text) - loudness(b.text) ||
  Number(CONTRASTS.test(b.text)) - Number(CONTRASTS.test(a.text)) ||
  a.text.length - b.text.length ||
  a.at - b.at ||
  (a.text < b.text ? -1 : 1);

/** True for a command of which the rule names a word. */
function isNamedIn(said: readonly Clause[]): (line: { command: string }) => boolean {
  const named = new Set(said.flatMap(({ text }) => termsOf(text)));
  return ({ command }) => termsOf(stemOf(command).join(' ')).some((term) => named.has(term));
}

const stemOf = (command: string): string[] => stemWords(command.split(' '));

function describe(
  rules: readonly RuleLine[],
  { customs, done }: RuleDeeds,
  words: Background,
): DescriptionLine | null {
  const evidence = [...rules, ...customs, ...done].flatMap((line) => line.evidence);
  const [rule] = rules;
  const [custom] = customs;
  if (rule === undefined) {
    if (custom === undefined) return null;
    return { kind: 'description', of: 'custom', worked: custom.worked, instead: custom.instead, evidence };
  }
  const commands = [...customs.map(({ worked }) => worked), ...done.map(({ command }) => command)];
  return {
    kind: 'description',
    of: 'rule',
    quote: rule.quote,
    briefs: [...new Set(commands.map((command) => `run \`${stemOf(command).join(' ')}\``))],
    topics: topicsOf(rules, words),
    evidence,
  };
}

/** The words of the rule that most of its wordings have, and of those the ones that the fewest other requests have, as spelled. */
function topicsOf(rules: readonly RuleLine[], words: Background): string[] {
  const wordings = rules.map(({ quote }) =>
    tellingWords(quote.replace(LEADS_TO, '')).filter((word) => !isTurn(word)),
  );
  const spread = (word: string) => wordings.filter((own) => own.includes(word)).length;
  const lift = (word: string) => liftOf(termsOf(word)[0] ?? word, 1, 1, words) ?? 0;
  return [...new Set(wordings.flat())]
    .sort((a, b) => spread(b) - spread(a) || lift(b) - lift(a))
    .slice(0, MAX_TOPICS);
}

const isTurn = (word: string): boolean =>
  word === 'always' || word === 'must' || word === 'forget' || CARRIERS.has(word);

/** Words that carry a rule's meaning although a request would do without them. */
const CARRIERS = new Set('never not no use only without before after off from dont do'.split(' '));
const USE = 'use';

/** How one comes to the point of a rule. */
const LEADS_TO =
  /^(?:from now on|always|please|remember to|(?:make|be) sure (?:to|that)?|ensure (?:that)?|(?:do not|don['’]?t|dont) forget to)\b,?\s*/i;
/** Where a rule goes on to what it is not, or for whom it holds. */
const TURNS_TO = /,|;|\s(?:and |but )?(?:not|never|instead of|rather than)\s/i;

/** `use-uv-pip`: the point of the rule, without "always" and without its contrary; `run-uv-pip-install` of a deed. */
function nameOf(
  [rule]: readonly RuleLine[],
  { customs: [custom] }: RuleDeeds,
  taken: ReadonlySet<string>,
): string | null {
  const words = rule === undefined ? ['run', ...stemOf(custom?.worked ?? '')] : pointOf(rule.quote);
  // What ASCII cannot say stays in the rule itself.
  const sayable = words.filter(isSpellable);
  return firstFree([slug(words), slug(['rule', ...words]), slug(['rule', ...sayable])], taken);
}

function pointOf(quote: string): string[] {
  const point = quote.replace(LEADS_TO, '').replace(/n['’]t\b/g, 'nt');
  const [head = '', ...contraries] = point.slice(1).split(TURNS_TO);
  const short = nameWords(point.slice(0, 1) + head);
  const [other] = contraries.flatMap(nameWords).filter((word) => !CARRIERS.has(word));
  // "use terminal" alone names a subject; what it is to be instead of makes it the rule.
  const isShort = short.filter((word) => word !== USE).length <= 1;
  return isShort && other !== undefined ? [...short, 'not', other] : short;
}

function nameWords(text: string): string[] {
  const telling = new Set(tellingWords(text));
  const words = wordsIn(text).filter((word) => telling.has(word) || CARRIERS.has(word));
  return [...new Set(words)].slice(0, MAX_NAME_WORDS);
}
