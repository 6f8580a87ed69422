/** Words a standing preference of the user: the rule as they stated it, and what it is about. */

import type { Candidate } from '../../candidates.ts';
import {
  type DescriptionLine,
  MAIN_FILE,
  type RuleLine,
  type SkillDraft,
  section,
  title,
} from '../../skill/draft.ts';
import type { Episode } from '../../types.ts';
import type { DraftInput } from '../input/draft-input.ts';
import { goalWords } from '../shared/request-words.ts';
import { oneLine, quoteOf, type Rule, ruleAbout, ruleLine, rulesOf, statedLast } from '../shared/rules.ts';
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
  const words = nameWords(rule);
  const name = input.knownName ?? firstFree([slug(words), slug(['rule', ...words])], input.takenNames);
  if (name === null) return null;
  const evidence = rule.notes.map((note) => quoteOf(note, source));
  const about = [...new Set(rule.notes.flatMap(({ text }) => goalWords(text)))].slice(0, 8);
  const quote = statedLast(rule);
  const description: DescriptionLine = { kind: 'description', of: 'rule', quote, topics: about, evidence };
  const rules = wordings(rule)
    .map((wording) => ruleLine(wording, source))
    .map((line): RuleLine => (line.quote === quote ? { ...line, evidence } : line));
  return {
    candidateId: candidate.id,
    kind: candidate.kind,
    name,
    description,
    files: [
      {
        path: MAIN_FILE,
        lines: [
          title(name),
          ...section('When to use', [{ kind: 'when', on: 'topic', topics: about, evidence }]),
          ...section('Rules', rules),
        ],
      },
    ],
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
