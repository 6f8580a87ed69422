/** What went wrong in sessions of a kind, and what then worked. */

import type { DraftLine, Episode, Evidence, MemoryNote, SessionEvent } from '../types.ts';
import { stemWords } from './actions.ts';
import type { EvidenceSource } from './evidence.ts';
import { fragmentsOf } from './fragments.ts';
import { commandOf, safeErrorText } from './quotes.ts';
import { groupBy } from './recurring.ts';

const MAX_PITFALLS = 5;
const MAX_RULES = 5;

interface Repair {
  sessionId: string;
  failed: string;
  worked: string;
  error: string | null;
  evidence: Evidence[];
}

/**
 * One line for each failure with its fix: seen in two sessions, or the same command spelled so that it worked. A fix
 * that was tried once with another command may have been chance, or somebody else's idea.
 */
export function pitfallLines(
  episodes: readonly Episode[],
  source: EvidenceSource,
  root: string,
): DraftLine[] {
  const repairs = episodes.flatMap((episode) => repairsOf(episode, source, root));
  const groups = [...groupBy(repairs, ({ failed, worked }) => `${failed}\n${worked}`).values()];
  return groups
    .filter((group) => new Set(group.map(({ sessionId }) => sessionId)).size >= 2 || isRespelling(group[0]))
    .sort((a, b) => b.length - a.length)
    .slice(0, MAX_PITFALLS)
    .flatMap(([first, ...others]) => {
      if (first === undefined) return [];
      const error = first.error === null ? '' : ` with \`${first.error}\``;
      return [
        {
          text: `- \`${first.failed}\` failed${error}. What worked: \`${first.worked}\``,
          evidence: [...first.evidence, ...others.flatMap(({ evidence }) => evidence)],
        },
      ];
    });
}

function isRespelling(repair: Repair | undefined): boolean {
  if (repair === undefined) return false;
  return stemWords(repair.failed.split(' ')).join(' ') === stemWords(repair.worked.split(' ')).join(' ');
}

function repairsOf(episode: Episode, source: EvidenceSource, root: string): Repair[] {
  return episode.memory.fixes.flatMap((fix) => {
    const failedCall = callOf(source, fix.failedEventId);
    const workedCall = callOf(source, fix.actionEventId);
    if (failedCall === undefined || workedCall === undefined) return [];
    const failed = lastFragment(commandOf(failedCall), root);
    const worked = lastFragment(commandOf(workedCall), root);
    if (failed === null || worked === null || failed === worked) return [];
    const result = source.resultOf(failedCall);
    const error = safeErrorText(result?.meta?.errorLine);
    const evidence: Evidence[] = [
      { eventId: failedCall.id, quote: failed },
      { eventId: workedCall.id, quote: worked },
    ];
    if (result !== undefined && error !== null) evidence.push({ eventId: result.id, quote: error });
    return [{ sessionId: episode.sessionId, failed, worked, error, evidence }];
  });
}

/** The call itself, also where the memory names the call's result. */
function callOf(source: EvidenceSource, id: string): SessionEvent | undefined {
  const event = source.eventOf(id);
  if (event === undefined || event.kind !== 'tool_result') return event;
  return source
    .sessionEvents(event.sessionId)
    .find(({ kind, toolUseId }) => kind === 'tool_call' && toolUseId === event.toolUseId);
}

function lastFragment(command: string | undefined, root: string): string | null {
  const last = command === undefined ? undefined : fragmentsOf(command, root).at(-1);
  const text = last?.words.join(' ') ?? '';
  return text === '' || text.length > 160 || /[\n`]/.test(text) ? null : text;
}

/**
 * What the user said in corrections and rules, in their words: each once, those said most often first. A rule said in
 * one session must sound like one for all.
 */
export function ruleLines(episodes: readonly Episode[], source: EvidenceSource): DraftLine[] {
  const notes = episodes
    .flatMap(({ memory }) => memory.preferences)
    .filter((note) => isQuotable(note, source));
  const sessionsOf = (group: readonly MemoryNote[]) =>
    new Set(group.map(({ eventId }) => source.eventOf(eventId)?.sessionId)).size;
  return [...groupBy(notes, ({ text }) => ruleKey(text)).values()]
    .filter((group) => sessionsOf(group) >= 2 || group.some(({ text }) => isStanding(text)))
    .sort((a, b) => sessionsOf(b) - sessionsOf(a))
    .slice(0, MAX_RULES)
    .flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      return [
        {
          text: `- The user asked: “${oneLine(first.text)}”`,
          evidence: group.map((note) => quoteOf(note, source)),
        },
      ];
    });
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

function quoteOf(note: MemoryNote, source: EvidenceSource): Evidence {
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
  const event = source.eventOf(eventId);
  const line = oneLine(text);
  const words = line.split(' ').length;
  return (
    (event?.kind === 'user_prompt' || event?.meta?.denied === true) &&
    words >= 3 &&
    line.length <= MAX_RULE &&
    !/[`“”<>|]|:\/\/|^\W*#/.test(line) &&
    !isDocument(event?.text ?? '')
  );
}
