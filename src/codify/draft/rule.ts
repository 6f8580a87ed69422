/** Words a standing rule of the user's: the rule as they put it, what was then run, and the work that it is about. */

import type { Candidate, RuleSaying } from '../../candidates.ts';
import { stemWords } from '../../commands/stem.ts';
import {
  type DescriptionLine,
  type Evidence,
  MAIN_FILE,
  type RuleLine,
  type SkillDraft,
  type StepLine,
  section,
  title,
} from '../../skill/draft.ts';
import type { Episode } from '../../types.ts';
import { loudness } from '../../words/clauses.ts';
import { wordsOfRule } from '../../words/rule-words.ts';
import { termsOf } from '../../words/terms.ts';
import { wordsIn } from '../../words/words.ts';
import { NO_BACKGROUND } from '../input/background.ts';
import type { DraftInput } from '../input/draft-input.ts';
import type { EvidenceSource } from '../input/evidence.ts';
import { isStatedIn } from '../input/stated.ts';
import { type Clause, clausesOf } from '../shared/clauses.ts';
import { GapNames } from '../shared/gaps.ts';
import { tellingWords } from '../shared/request-terms.ts';
import { CONTRASTS, overlap } from '../shared/sayings.ts';
import { type WorkStep, workOf } from '../shared/steps.ts';
import { type Background, liftOf } from '../shared/support.ts';
import { firstFree, slug } from './name-work.ts';
import { stepLines } from './step-lines.ts';

const MAX_TOPICS = 6;
const MAX_NAME_WORDS = 4;
/** Wordings of one rule that a page has room for, and commands that it comes down to. */
const MAX_RULES = 3;
const MAX_STEPS = 2;
/** Wordings with so many words in common say the same. */
const SAME = 0.5;

/** @returns null where the user's words cannot be quoted, a document states the rule, or every name for it is taken */
export function draftRule(
  candidate: Candidate,
  members: readonly Episode[],
  input: DraftInput,
): SkillDraft | null {
  const { source, docs = [], background = NO_BACKGROUND, project } = input;
  const said = quotable(candidate.sayings ?? [], source).filter(({ text }) => !isStatedIn(docs, text));
  const rules = clearest(said);
  const [first] = rules;
  if (first === undefined) return null;
  const name = input.knownName ?? nameOf(first.quote, input.takenNames);
  if (name === null) return null;
  const answers = said.flatMap((clause) => answerTo(clause, members));
  const { steps } = workOf(answers, project.root, background.work);
  const done = stepLines(steps.filter(isNamedIn(said)).slice(0, MAX_STEPS), new GapNames());
  return {
    candidateId: candidate.id,
    kind: 'preference',
    name,
    description: describeRule(rules, done, background.words),
    files: [{ path: MAIN_FILE, lines: [title(name), ...section('Rules', rules), ...section('Steps', done)] }],
    sessionIds: [...new Set(said.map(({ sessionId }) => sessionId))],
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

/** What was done upon a saying, until the user spoke again. */
function answerTo({ eventId }: Clause, members: readonly Episode[]): Episode[] {
  const member = members.find(({ promptIds }) => promptIds.includes(eventId));
  if (member === undefined) return [];
  const { later = [] } = member;
  const turn = later.find(({ id }) => id === eventId);
  const steps =
    turn?.steps ?? (member.id === eventId ? [0, later[0]?.steps[0] ?? member.steps.length] : [0, 0]);
  return [{ ...member, id: eventId, promptIds: [eventId], steps: member.steps.slice(...steps) }];
}

/** True for a command of which the rule names a word. */
function isNamedIn(said: readonly Clause[]): (step: WorkStep) => boolean {
  const named = new Set(said.flatMap(({ text }) => termsOf(text)));
  return ({ kind, stem }) =>
    kind === 'command' && termsOf(stem.replace(/^\$ /, '')).some((term) => named.has(term));
}

function describeRule(
  rules: readonly RuleLine[],
  done: readonly StepLine[],
  words: Background,
): DescriptionLine {
  const commands = done.flatMap((step) =>
    step.do === 'run' ? [stemWords(step.command.split(' ')).join(' ')] : [],
  );
  return {
    kind: 'description',
    of: 'rule',
    quote: rules[0]?.quote ?? '',
    briefs: [...new Set(commands)].map((command) => `run \`${command}\``),
    topics: topicsOf(rules, words),
    evidence: [...rules, ...done].flatMap(({ evidence }) => evidence),
  };
}

/** The words of the rule that the fewest other requests have, as they were spelled. */
function topicsOf(rules: readonly RuleLine[], words: Background): string[] {
  const telling = rules.flatMap(({ quote }) => tellingWords(quote)).filter((word) => !isTurn(word));
  const all = [...new Set(telling)];
  const lift = (word: string) => liftOf(termsOf(word)[0] ?? word, 1, 1, words) ?? 0;
  return all.sort((a, b) => lift(b) - lift(a)).slice(0, MAX_TOPICS);
}

const isTurn = (word: string): boolean => word === 'always' || word === 'must' || CARRIERS.has(word);

/** Words that carry a rule's meaning although a request would do without them. */
const CARRIERS = new Set('never not no use only without before after dont do'.split(' '));
/** Where a rule goes on to what it is not, or for whom it holds. */
const TURNS_TO = /,|;|\s(?:and |but )?(?:not|never|instead of|rather than)\s/i;

/** `use-uv-pip`: the point of the rule, without "always" and without its contrary. */
function nameOf(quote: string, taken: ReadonlySet<string>): string | null {
  const point = quote.replace(/^(?:from now on|always)\b,?\s*/i, '').replace(/n['’]t\b/g, 'nt');
  const head = point.slice(0, 1) + (point.slice(1).split(TURNS_TO)[0] ?? '');
  const short = nameWords(head);
  const words = short.length > 1 ? short : nameWords(point);
  return firstFree([slug(words), slug(['rule', ...words])], taken);
}

function nameWords(text: string): string[] {
  const telling = new Set(tellingWords(text));
  const words = wordsIn(text).filter((word) => telling.has(word) || CARRIERS.has(word));
  return [...new Set(words)].slice(0, MAX_NAME_WORDS);
}
