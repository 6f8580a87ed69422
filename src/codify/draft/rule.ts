/** Words a standing preference of the user: the rule as they put it, and where it applies. */

import type { Candidate } from '../../candidates.ts';
import { type DescriptionLine, MAIN_FILE, type SkillDraft, section, title } from '../../skill/draft.ts';
import type { Episode } from '../../types.ts';
import { termsOf } from '../../words/terms.ts';
import { wordsIn } from '../../words/words.ts';
import { NO_BACKGROUND } from '../input/background.ts';
import type { DraftInput } from '../input/draft-input.ts';
import { tellingWords } from '../shared/request-terms.ts';
import { overlap, type Saying } from '../shared/sayings.ts';
import { sessionsOf } from '../shared/support.ts';
import { userSayings } from '../shared/user-words.ts';
import { firstFree, slug } from './name-work.ts';
import { ruleOf } from './procedure.ts';

const MAX_TOPICS = 8;
const MAX_NAME_WORDS = 5;
const MIN_SESSIONS = 2;
/** Words that carry a rule's meaning although a request would do without them. */
const CARRIERS = new Set('always never not use no only without before after instead dont stop'.split(' '));

/** @returns null when no rule was said in two sessions, or every name for it is taken */
export function draftRule(
  candidate: Candidate,
  members: readonly Episode[],
  input: DraftInput,
): SkillDraft | null {
  const { source, background = NO_BACKGROUND } = input;
  if (sessionsOf(members).size < MIN_SESSIONS) return null;
  const sayings = userSayings(sayersOf(candidate, members), 'rule', source, background);
  const [first] = sayings;
  if (first === undefined || !first.isRule) return null;
  const words = nameWords(first);
  const name = input.knownName ?? firstFree([slug(words), slug(['rule', ...words])], input.takenNames);
  if (name === null) return null;
  const rules = sayings.map(ruleOf);
  const topics = topicsOf(sayings);
  const description: DescriptionLine = {
    kind: 'description',
    of: 'rule',
    quote: first.clause.text,
    topics,
    evidence: rules.flatMap(({ evidence }) => evidence),
  };
  return {
    candidateId: candidate.id,
    kind: 'preference',
    name,
    description,
    files: [{ path: MAIN_FILE, lines: [title(name), ...section('Rules', rules)] }],
    sessionIds: [...new Set(members.map(({ sessionId }) => sessionId))],
  };
}

/** The prompts in which the rule that the candidate is about was put; all of them where none is near its label. */
function sayersOf({ label }: Candidate, members: readonly Episode[]): Episode[] {
  const subject = new Set(termsOf(label));
  const near = members.flatMap((member) => {
    const notes = member.memory.preferences.filter(
      ({ text }) => overlap(new Set(termsOf(text)), subject) >= NEAR,
    );
    return notes.length === 0
      ? []
      : [{ ...member, promptIds: [...new Set(notes.map(({ eventId }) => eventId))] }];
  });
  return sessionsOf(near).size >= MIN_SESSIONS ? near : [...members];
}

/** Share of the words that a saying and the label, which may be cut short, have in common. */
const NEAR = 0.35;

/** The words of the sayings, as they were spelled. */
const topicsOf = (sayings: readonly Saying[]): string[] =>
  [...new Set(sayings.flatMap(({ clause }) => tellingWords(clause.text)))].slice(0, MAX_TOPICS);

function nameWords({ clause }: Saying): string[] {
  const telling = new Set(tellingWords(clause.text));
  const words = wordsIn(clause.text.replace(/n['’]t\b/g, 'nt')).filter(
    (word) => telling.has(word) || CARRIERS.has(word),
  );
  return [...new Set(words)].slice(0, MAX_NAME_WORDS);
}
