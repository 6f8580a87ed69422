/** What failed in sessions and what then worked: from an episode's memory, and from commands spelled anew. */

import type { DraftLine, Episode, Evidence, SessionEvent, Step } from '../types.ts';
import { isLooking, stemWords } from './actions.ts';
import { repairClaim } from './claims.ts';
import type { DraftInput } from './draft-input.ts';
import type { EvidenceSource } from './evidence.ts';
import { fragmentsOf } from './fragments.ts';
import { placeholderName } from './placeholder-names.ts';
import { commandOf, safeErrorText } from './quotes.ts';
import { groupBy } from './recurring.ts';

export interface Repair {
  sessionId: string;
  /** The command that failed. */
  failed: string;
  /** Its error, where it may be shown. */
  error: string | null;
  /** What then worked: a command, or the path of a file that was changed. */
  worked: string;
  kind: 'command' | 'edit';
  evidence: Evidence[];
}

/** The same failure with the same fix, in all sessions that had it. */
export interface KnownRepair extends Repair {
  sessionIds: string[];
}

/** Steps behind a failure in which the same command, spelled otherwise, counts as its repair. */
const RESPELL_WINDOW = 6;

/**
 * Failures with their fixes, those of most sessions first. A fix must have worked in two sessions, or be the same command
 * in another spelling: another command that was tried once may have been chance, or somebody else's idea.
 */
export function repairsFor(episodes: readonly Episode[], input: DraftInput): KnownRepair[] {
  const { source, without } = input;
  const { root } = input.project;
  const repairs = episodes.flatMap((episode) => [
    ...remembered(episode, source, root),
    ...respelled(episode, source, root),
  ]);
  return [...groupBy(repairs, ({ failed, worked }) => `${failed}\n${worked}`).values()]
    .flatMap((group): KnownRepair[] => {
      const [first] = group;
      if (first === undefined) return [];
      const sessionIds = [...new Set(group.map(({ sessionId }) => sessionId))];
      if (sessionIds.length < 2 && !isRespelling(first)) return [];
      const error = group.find((repair) => repair.error !== null)?.error ?? null;
      const shown = group.filter((repair) => repair.error === error || repair.error === null);
      return [{ ...first, error, sessionIds, evidence: shown.flatMap(({ evidence }) => evidence) }];
    })
    .filter(({ failed, worked }) => without?.has(repairClaim(failed, worked)) !== true)
    .sort((a, b) => b.sessionIds.length - a.sessionIds.length);
}

/** `- `x` failed with `e`. What worked: `y`` */
export function repairLine({ failed, error, worked, kind, evidence }: KnownRepair): DraftLine {
  const how = error === null ? '' : ` with \`${error}\``;
  const what = kind === 'edit' ? `a change in \`${worked}\`` : `\`${worked}\``;
  return { text: `- \`${failed}\` failed${how}. What worked: ${what}`, evidence };
}

/** Program and sub-command of a repair's command. */
export const stemOf = (command: string): string => stemWords(command.split(' ')).join(' ');

/**
 * True when the same command worked with other flags: same sub-command, same things it is done to. A command with other
 * things in it is another command, not a repair.
 */
function isRespelling({ kind, failed, worked }: Repair): boolean {
  if (kind !== 'command' || stemOf(failed) !== stemOf(worked)) return false;
  const [before, after] = [failed, worked].map((command) => command.split(' ').slice(1));
  const flags = (words: readonly string[] = []) =>
    words.filter((word) => word.startsWith('-')).map((word) => word.replace(/=.*/, ''));
  const things = (words: readonly string[] = []) => words.filter((word) => !word.startsWith('-'));
  const lost = things(before).filter((word) => after?.includes(word) !== true);
  const isOtherFlags = flags(before).join(' ') !== flags(after).join(' ');
  return isOtherFlags && lost.every((word) => /^[a-z]+$/.test(word));
}

/** The fixes in an episode's memory: the command worked again after a step in between. */
function remembered(episode: Episode, source: EvidenceSource, root: string): Repair[] {
  return episode.memory.fixes.flatMap((fix) => {
    const failedCall = callOf(source, fix.failedEventId);
    const step = episode.steps.find(({ eventId }) => eventId === fix.actionEventId);
    const failed = lastFragment(commandOf(failedCall), root);
    if (failedCall === undefined || failed === null || step === undefined) return [];
    return toRepair(episode, failedCall, failed, step, source, root);
  });
}

/** A command that failed and, a few steps on, worked in another spelling, without having worked before. */
function respelled(episode: Episode, source: EvidenceSource, root: string): Repair[] {
  return episode.steps.flatMap((step, index) => {
    const failed = step.ok === false ? lastFragment(step.command ?? undefined, root) : null;
    const failedCall = failed === null ? undefined : source.eventOf(step.eventId);
    if (failed === null || failedCall === undefined) return [];
    const next = episode.steps.slice(index + 1, index + 1 + RESPELL_WINDOW).find((later) => {
      const command = lastFragment(later.command ?? undefined, root);
      return later.ok === true && command !== null && stemOf(command) === stemOf(failed);
    });
    return next === undefined ? [] : toRepair(episode, failedCall, failed, next, source, root);
  });
}

function toRepair(
  { sessionId }: Episode,
  failedCall: SessionEvent,
  failed: string,
  step: Step,
  source: EvidenceSource,
  root: string,
): Repair[] {
  const kind = step.kind === 'edit' ? 'edit' : 'command';
  const worked = kind === 'edit' ? step.path : lastFragment(step.command ?? undefined, root);
  if (step.ok !== true || worked === null || worked === failed || /^[/~]|^\.\.\//.test(worked)) return [];
  const result = source.resultOf(failedCall);
  const error = safeErrorText(result?.meta?.errorLine);
  const evidence: Evidence[] = [
    { eventId: failedCall.id, quote: failed },
    { eventId: step.eventId, quote: worked },
  ];
  if (result !== undefined && error !== null) evidence.push({ eventId: result.id, quote: error });
  return [{ sessionId, ...generalised(failed, worked, kind), kind, error, evidence }];
}

/** What one session's failure was about, its number or branch, becomes a placeholder where both commands name it. */
function generalised(
  failed: string,
  worked: string,
  kind: Repair['kind'],
): Pick<Repair, 'failed' | 'worked'> {
  if (kind === 'edit') return { failed, worked };
  const words = failed.split(' ');
  const names = new Map<string, string>();
  for (const [index, word] of words.entries()) {
    const isOneThing =
      index > 0 && !word.startsWith('-') && (/^#?\d+$/.test(word) || /^[\w.-]+\/[\w./-]+$/.test(word));
    if (isOneThing && worked.split(' ').includes(word)) names.set(word, `<${placeholderName(words, index)}>`);
  }
  const replace = (command: string) =>
    command
      .split(' ')
      .map((word) => names.get(word) ?? word)
      .join(' ');
  return new Set(names.values()).size === names.size
    ? { failed: replace(failed), worked: replace(worked) }
    : { failed, worked };
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
  if (last === undefined || isLooking(last.words)) return null;
  const text = last.words.join(' ');
  return text === '' || text.length > 160 || /[\n`]/.test(text) ? null : text;
}
