/** Words a standing preference of the user: the rule as they stated it, and what it is about. */

import type { Candidate, DraftLine, Episode, SkillDraft } from '../../types.ts';
import type { DraftInput } from '../input/draft-input.ts';
import { goalWords } from '../shared/request-words.ts';
import { oneLine, quoteOf, type Rule, ruleAbout, ruleLine, rulesOf, statedLast } from '../shared/rules.ts';
import { ruleClaim } from './claims.ts';
import { scaffold, section, titleOf } from './lines.ts';
import { firstFree, slug } from './name.ts';

/** Ways of putting one rule that are worth showing. */
const MAX_WORDINGS = 3;
const MAX_NAME_WORDS = 5;
/** Words that carry a rule's meaning although a request would do without them. */
const CARRIERS = new Set([
  'always',
  'never',
  'not',
  'use',
  'no',
  'only',
  'without',
  'before',
  'after',
  'instead',
]);

/** @returns null when no rule was said in two sessions, or every name for it is taken */
export function draftPreference(
  candidate: Candidate,
  episodes: readonly Episode[],
  input: DraftInput,
): SkillDraft | null {
  const { source } = input;
  const rule = ruleAbout(candidate.label, episodes, source) ?? rulesOf(episodes, source)[0];
  if (rule === undefined || rule.sessionIds.length < 2) return null;
  if (input.without?.has(ruleClaim(statedLast(rule)))) return null;
  const words = nameWords(rule);
  const name = input.knownName ?? firstFree([slug(words), slug(['rule', ...words])], input.takenNames);
  if (name === null) return null;
  const evidence = rule.notes.map((note) => quoteOf(note, source));
  const about = [...new Set(rule.notes.flatMap(({ text }) => goalWords(text)))].slice(0, 8).join(', ');
  const latest = ruleLine({ ...rule, notes: rule.notes.slice(-1) }, source);
  const stated = statedLast(rule);
  const description: DraftLine = {
    text: `Standing rule for this repository: “${stated}” Use in any work that is about ${about}.`,
    evidence,
  };
  return {
    candidateId: candidate.id,
    kind: candidate.kind,
    name,
    description,
    body: [
      scaffold(`# ${titleOf(name)}`),
      ...section('When to use', [
        { text: `In any work of this repository that is about ${about}.`, evidence },
      ]),
      ...section(
        'Rules',
        wordings(rule).map((wording) => ruleLine(wording, source)),
      ),
    ].map((line) => (line.text === latest.text ? { ...line, evidence } : line)),
    sessionIds: rule.sessionIds,
  };
}

/** Each way the rule was put, once, the newest ones. */
function wordings(rule: Rule): Rule[] {
  const byText = new Map(rule.notes.map((note) => [oneLine(note.text).toLowerCase(), note]));
  return [...byText.values()].slice(-MAX_WORDINGS).map((note) => ({ ...rule, notes: [note] }));
}

/** The words that most wordings share, in their order; numbers left out. */
function nameWords({ notes }: Rule): string[] {
  const tokens = notes.map(
    ({ text }): string[] =>
      text
        .toLowerCase()
        .replace(/n't\b/g, ' not')
        .match(/[a-z]+/g) ?? [],
  );
  const [first = []] = tokens;
  const isTelling = (word: string) => CARRIERS.has(word) || goalWords(word).length > 0;
  const shared = first.filter(
    (word) => tokens.filter((other) => other.includes(word)).length * 2 > tokens.length,
  );
  return [...new Set(shared.filter(isTelling))].slice(0, MAX_NAME_WORDS);
}
