/** What users say as a rule: which sayings are one rule, which hold for good, which may be quoted. */

import { docThatSays, type RepoDoc } from '../../repository/documents.ts';
import type { Evidence, RuleLine } from '../../skill/draft.ts';
import type { Episode, MemoryNote, SessionEvent } from '../../types.ts';
import type { DraftInput } from '../input/draft-input.ts';
import type { EvidenceSource } from '../input/evidence.ts';

const MAX_RULES = 5;

/** One rule, in each of the ways the user put it, oldest first. */
export interface Rule {
  notes: MemoryNote[];
  /** Distinct sessions in which it was said. */
  sessionIds: string[];
}

/** Share of words that two sayings must have in common to be one rule. */
const SAME_RULE = 0.6;
/** The same for a saying and a candidate's label, which may be cut short. */
const NEAR_RULE = 0.35;

/** The rules stated in these episodes, those said in most sessions first. Sayings that may not be quoted are left out. */
export function rulesOf(episodes: readonly Episode[], source: EvidenceSource): Rule[] {
  const rules: { rule: Rule; words: Set<string> }[] = [];
  for (const { sessionId, memory } of episodes) {
    for (const note of memory.preferences.filter((saying) => isQuotable(saying, source))) {
      const words = new Set(ruleKey(note.text).split(' '));
      const known = rules.find(
        (other) =>
          overlap(words, other.words) >= SAME_RULE && forbids(note.text) === forbids(statedLast(other.rule)),
      );
      if (known === undefined) {
        rules.push({ rule: { notes: [note], sessionIds: [sessionId] }, words });
        continue;
      }
      known.rule.notes.push(note);
      if (!known.rule.sessionIds.includes(sessionId)) known.rule.sessionIds.push(sessionId);
    }
  }
  return rules.map(({ rule }) => rule).sort((a, b) => b.sessionIds.length - a.sessionIds.length);
}

/** The rule a candidate is about: in each episode the saying nearest to its label. Null when none is near. */
export function ruleAbout(label: string, episodes: readonly Episode[], source: EvidenceSource): Rule | null {
  const subject = new Set(ruleKey(label).split(' '));
  const near = episodes.flatMap(({ sessionId, memory }) => {
    const sayings = memory.preferences
      .filter((note) => isQuotable(note, source) && forbids(note.text) === forbids(label))
      .map((note) => ({ note, likeness: overlap(subject, new Set(ruleKey(note.text).split(' '))) }))
      .sort((a, b) => b.likeness - a.likeness);
    const [best] = sayings;
    return best !== undefined && best.likeness >= NEAR_RULE ? [{ sessionId, note: best.note }] : [];
  });
  if (near.length === 0) return null;
  const sessionIds = [...new Set(near.map(({ sessionId }) => sessionId))];
  return { notes: near.map(({ note }) => note), sessionIds };
}

/** Whether a saying tells what not to do: the same words with and without "never" are two rules. */
const forbids = (text: string): boolean =>
  /\b(?:never|not|don'?t|no|without|avoid|stop|shouldn'?t|mustn'?t)\b/i.test(text);

/** Words in common, as a share of all words of both. */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const common = [...a].filter((word) => b.has(word)).length;
  return common / (a.size + b.size - common);
}

/**
 * Lines for a procedure's skill: rules said in two sessions, and rules that sound like ones for good, but none that the
 * repository states.
 */
export function ruleLines(episodes: readonly Episode[], { source, docs = [] }: DraftInput): RuleLine[] {
  return standingRules(episodes, source)
    .filter((rule) => !isStated(rule, docs))
    .slice(0, MAX_RULES)
    .map((rule) => ruleLine(rule, source));
}

/** The rules that {@link ruleLines} leaves out because the repository states them. */
export function statedRuleLines(episodes: readonly Episode[], { source, docs = [] }: DraftInput): RuleLine[] {
  return standingRules(episodes, source)
    .filter((rule) => isStated(rule, docs))
    .map((rule) => ruleLine(rule, source));
}

const standingRules = (episodes: readonly Episode[], source: EvidenceSource): Rule[] =>
  rulesOf(episodes, source).filter(
    ({ notes, sessionIds }) => sessionIds.length >= 2 || notes.some(({ text }) => isStanding(text)),
  );

const isStated = ({ notes }: Rule, docs: readonly RepoDoc[]): boolean =>
  notes.some(({ text }) => docThatSays(docs, oneLine(text).replace(/[.!]+$/, ''), 'prose') !== null);

/** A rule in the words that the user chose last, on one line. */
export const statedLast = ({ notes }: Rule): string => oneLine(notes.at(-1)?.text ?? '');

/** `- The user asked: “…”`, in the words they chose last. */
export function ruleLine(rule: Rule, source: EvidenceSource): RuleLine {
  const evidence = rule.notes.map((note) => quoteOf(note, source));
  return { kind: 'rule', quote: statedLast(rule), evidence };
}

/** Words that make a saying hold beyond the task it was said in. */
const FOR_GOOD =
  /\b(?:always|never|every time|each time|from now on|in (?:the )?future|whenever|next time|remember|immer|niemals?|toujours|jamais|siempre|nunca)\b|!{2,}|\b(?:USE|NEVER|ALWAYS|NOT|DON'?T|MUST|ONLY|STOP)\b/;
/** It tells somebody to do or not to do something. */
const TELLS =
  /^(?:(?:and|but|also|so|no|please|ok(?:ay)?|remember|note|again|hey|you|we|it|that|this)[,:]?\s+)*(?:(?:should|must|need to|have to|can(?:not|'t)|may not|are not|aren't)\s+(?:not\s+)?)?(?:always|never|don'?t|do not|use|prefer|make sure|ensure|avoid|stop|only|from now on|whenever|every time|in (?:the )?future|next time|when(?:ever)? you|before|after|instead|keep|put|add|write|run|commit|push|remember|immer|toujours|siempre|nunca|niemals?|jamais)\b/i;

const isStanding = (text: string): boolean => FOR_GOOD.test(text) && TELLS.test(oneLine(text));

/** Rules that differ in case, marks or filler are one rule. */
export function ruleKey(text: string): string {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
    .filter((word) => !/^(?:please|the|a|an|pls)$/.test(word))
    .join(' ');
}

export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** A receipt for a saying. */
export function quoteOf(note: MemoryNote, source: EvidenceSource): Evidence {
  const text = source.eventOf(note.eventId)?.text ?? '';
  return { eventId: note.eventId, quote: text.includes(note.text) ? note.text : oneLine(note.text) };
}

const MAX_RULE = 200;
/** A prompt as long as a page, or with headings, was pasted: a plan, a ticket, a log. In characters. */
const MAX_SPOKEN = 1500;

const isDocument = (text: string): boolean =>
  text.length > MAX_SPOKEN || (text.match(/^#{1,6} /gm) ?? []).length >= 2;

/** A short saying of the user's own: nothing pasted, nothing with code fences or marks that would break the line. */
function isQuotable({ text, eventId }: MemoryNote, source: EvidenceSource): boolean {
  return mayQuote(oneLine(text), source.eventOf(eventId));
}

/**
 * Whether a line may be quoted as the user's own words.
 * @param event where they said it
 */
export function mayQuote(line: string, event: SessionEvent | undefined, minWords = 3): boolean {
  return (
    (event?.kind === 'user_prompt' || event?.meta?.denied === true) &&
    line.split(' ').length >= minWords &&
    line.length <= MAX_RULE &&
    !/[`“”<>|«»]|:\/\/|^\W*#/.test(line) &&
    !isDocument(event?.text ?? '')
  );
}
