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

/** What the user said in corrections and rules, in their words: each once, those said most often first. */
export function ruleLines(episodes: readonly Episode[], source: EvidenceSource): DraftLine[] {
  const notes = episodes
    .flatMap(({ memory }) => memory.preferences)
    .filter((note) => isQuotable(note, source));
  const groups = [...groupBy(notes, ({ text }) => ruleKey(text)).values()];
  return groups
    .sort((a, b) => b.length - a.length)
    .slice(0, MAX_RULES)
    .flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const text = oneLine(first.text);
      return [{ text: `- The user asked: “${text}”`, evidence: group.map((note) => quoteOf(note, source)) }];
    });
}

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

const MAX_RULE = 240;

/** A short saying of the user's own: nothing pasted, nothing with code fences or marks that would break the line. */
function isQuotable({ text, eventId }: MemoryNote, source: EvidenceSource): boolean {
  const event = source.eventOf(eventId);
  const line = oneLine(text);
  const words = line.split(' ').length;
  return (
    (event?.kind === 'user_prompt' || event?.meta?.denied === true) &&
    words >= 3 &&
    line.length <= MAX_RULE &&
    !/```|[“”]|[<>]|:\/\//.test(line)
  );
}
