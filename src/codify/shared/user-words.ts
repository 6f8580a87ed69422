/** What the users of a kind said, as sayings: rules, and what a request of this kind has to say each time. */

import type { Episode } from '../../types.ts';
import { termsOf } from '../../words/terms.ts';
import type { ProjectBackground } from '../input/background.ts';
import type { EvidenceSource } from '../input/evidence.ts';
import { type Clause, clausesOf } from './clauses.ts';
import { oneLine } from './rules.ts';
import { type Saying, sayingsOf } from './sayings.ts';

/** The sayings of the members' prompts, the most telling first. */
export function userSayings(
  members: readonly Episode[],
  kind: 'beside' | 'told',
  source: EvidenceSource,
  { words }: ProjectBackground,
): Saying[] {
  const clauses = members.flatMap(({ promptIds, memory }) => {
    const said = new Set([...promptIds, ...memory.preferences.map(({ eventId }) => eventId)]);
    return [...said].flatMap((id): Clause[] => {
      const event = source.eventOf(id);
      return event === undefined ? [] : clausesOf(event);
    });
  });
  const rules = new Map(
    members.flatMap(({ memory }) => memory.preferences.map((note) => [key(note.eventId, note.text), true])),
  );
  const stated = [...rules.keys()];
  const isRule = ({ text, eventId }: Clause): boolean =>
    stated.some(
      (rule) =>
        rule.startsWith(`${eventId} `) &&
        (rule.includes(oneLine(text)) || oneLine(text).includes(rule.slice(eventId.length + 1))),
    );
  return sayingsOf(clauses, { kind, termsOf: (text) => termsOf(text), background: words, isRule });
}

const key = (eventId: string, text: string): string => `${eventId} ${oneLine(text)}`;
