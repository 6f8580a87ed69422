/** What failed in sessions and what then worked: from an episode's memory, and from commands spelled anew. */

import { fragmentsOf } from '../../commands/fragments.ts';
import { provenBy } from '../../commands/proves.ts';
import { stemWords } from '../../commands/stem.ts';
import type { Evidence, PitfallLine } from '../../skill/draft.ts';
import type { Episode, SessionEvent, Step } from '../../types.ts';
import type { DraftInput } from '../input/draft-input.ts';
import type { EvidenceSource } from '../input/evidence.ts';
import { isLooking } from './command-shape.ts';
import { withPlaceholders } from './placeholders.ts';
import { commandOf, safeErrorText } from './quotes.ts';
import { groupBy, isCode } from './recurring.ts';

interface Repair {
  sessionId: string;
  /** Words of the command that failed. */
  failed: readonly string[];
  /** Its error, where it may be shown. */
  error: string | null;
  /** What then worked: a command's words, or the path of a file that was changed. */
  worked: readonly string[];
  kind: 'command' | 'edit';
  evidence: Evidence[];
}

/** The same failure with the same fix, in all sessions that had it; what varied is a placeholder. */
export interface KnownRepair {
  failed: string;
  error: string | null;
  worked: string;
  kind: 'command' | 'edit';
  sessionIds: string[];
  evidence: Evidence[];
}

/** Steps behind a failure in which the same command, spelled otherwise, counts as its repair. */
const RESPELL_WINDOW = 6;
const MAX_PLACEHOLDERS = 2;
/** In characters. */
const MAX_COMMAND = 160;

/**
 * Failures with their fixes, those of most sessions first. A fix must have worked in two sessions, or be the same command
 * in another spelling: another command that was tried once may have been chance, or somebody else's idea.
 */
export function repairsFor(episodes: readonly Episode[], input: DraftInput): KnownRepair[] {
  const { source } = input;
  const { root } = input.project;
  const repairs = episodes.flatMap((episode) => [
    ...remembered(episode, source, root),
    ...respelled(episode, source, root),
  ]);
  return [...groupBy(repairs, kindOfRepair).values()]
    .flatMap((group) => known(group) ?? [])
    .sort((a, b) => b.sessionIds.length - a.sessionIds.length || (a.failed < b.failed ? -1 : 1));
}

/** Failures of one command that one command, or a change of files of one sort, made good. */
const kindOfRepair = ({ failed, worked, kind }: Repair): string => {
  const remedy =
    kind === 'edit' ? (/\.\w+$/.exec(worked.join(''))?.[0] ?? worked.join('')) : stemWords(worked).join(' ');
  return `${stemWords(failed).join(' ')}\n${remedy}`;
};

function known(group: readonly Repair[]): KnownRepair | null {
  const [first] = group;
  if (first === undefined) return null;
  const sessionIds = [...new Set(group.map(({ sessionId }) => sessionId))];
  if (sessionIds.length < 2 && !isRespelling(first)) return null;
  const { kind } = first;
  const failed = commonText(group, 'failed', 'command') ?? stemWords(first.failed).join(' ');
  const worked = commonText(group, 'worked', kind);
  if (worked === null || worked === failed) return null;
  const error = commonest(group.flatMap((repair) => repair.error ?? []));
  return { failed, worked, kind, error, sessionIds, evidence: group.flatMap(({ evidence }) => evidence) };
}

/** A number, a branch, a file: what the failure was about, not what it was. */
const ONE_THING = /^#?\d+$|^[\w.-]+\/[\w./-]+$/;

/**
 * What the commands or paths have in common, with placeholders for the rest: those of the commonest shape where shapes
 * differ. Null where that says too little.
 */
function commonText(
  group: readonly Repair[],
  side: 'failed' | 'worked',
  kind: Repair['kind'],
): string | null {
  const rows = group.map((repair) => ({ kind, words: [...repair[side]], sessionId: repair.sessionId }));
  const shape = (words: readonly string[]) =>
    words.map((word) => (word.startsWith('-') ? word : '*')).join(' ');
  const shapes = [...groupBy(rows, ({ words }) => shape(words)).values()];
  const [alike = []] = shapes.sort((a, b) => b.length - a.length);
  const { text, placeholders, opaque } = withPlaceholders(alike, (word) => !ONE_THING.test(word));
  const isClear = !opaque && placeholders.length <= MAX_PLACEHOLDERS && text.length <= MAX_COMMAND;
  return isClear && !/[\n`]|^<[^>]*>[.\w]*$/.test(text) ? text : null;
}

function commonest(texts: readonly string[]): string | null {
  const groups = [...groupBy(texts, (text) => text).values()].sort((a, b) => b.length - a.length);
  return groups[0]?.[0] ?? null;
}

/** `- `x` failed with `e`. What worked: `y`` */
export function repairLine({ failed, error, worked, kind, evidence }: KnownRepair): PitfallLine {
  return { kind: 'pitfall', by: kind, failed, error, worked, evidence };
}

/** Program and sub-command of a repair's command. */
export const stemOf = (command: string): string => stemWords(command.split(' ')).join(' ');

/**
 * True when the same command worked with other flags: same sub-command, same things it is done to. A command with other
 * things in it is another command, not a repair.
 */
function isRespelling({ kind, failed, worked }: Repair): boolean {
  if (kind !== 'command' || stemWords(failed).join(' ') !== stemWords(worked).join(' ')) return false;
  const flags = (words: readonly string[]) =>
    words.filter((word) => word.startsWith('-')).map((word) => word.replace(/=.*/, ''));
  const lost = failed.filter((word) => !word.startsWith('-') && !worked.includes(word));
  return flags(failed).join(' ') !== flags(worked).join(' ') && lost.every((word) => /^[a-z]+$/.test(word));
}

/** The fixes in an episode's memory: the command worked again after a step in between. */
function remembered(episode: Episode, source: EvidenceSource, root: string): Repair[] {
  return episode.memory.fixes.flatMap((fix) => {
    const failedCall = callOf(source, fix.failedEventId);
    const step = episode.steps.find(({ eventId }) => eventId === fix.actionEventId);
    const failed = lastCommand(commandOf(failedCall), root);
    if (failedCall === undefined || failed === null || step === undefined) return [];
    return toRepair(episode, failedCall, failed, step, source, root);
  });
}

/** A command that failed and, a few steps on, worked in another spelling. */
function respelled(episode: Episode, source: EvidenceSource, root: string): Repair[] {
  return episode.steps.flatMap((step, index) => {
    const failed = step.ok === false ? lastCommand(step.command ?? undefined, root) : null;
    const failedCall = failed === null ? undefined : source.eventOf(step.eventId);
    if (failed === null || failedCall === undefined) return [];
    const stem = stemWords(failed).join(' ');
    const next = episode.steps.slice(index + 1, index + 1 + RESPELL_WINDOW).find((later) => {
      const command = lastCommand(later.command ?? undefined, root);
      return later.ok === true && command !== null && stemWords(command).join(' ') === stem;
    });
    return next === undefined ? [] : toRepair(episode, failedCall, failed, next, source, root);
  });
}

function toRepair(
  { sessionId }: Episode,
  failedCall: SessionEvent,
  failed: readonly string[],
  step: Step,
  source: EvidenceSource,
  root: string,
): Repair[] {
  if (step.ok !== true) return [];
  const kind = step.kind === 'edit' ? 'edit' : 'command';
  const result = source.resultOf(failedCall);
  const error = safeErrorText(result?.meta?.errorLine);
  return (
    whatWorked(step, root)
      .filter((worked) => !/^[/~]|^\.\.\//.test(worked[0] ?? '') && worked.join(' ') !== failed.join(' '))
      // A red check that a change of the program turns green is how programs are written, not a pitfall.
      .filter(([path = '']) => kind === 'command' || provenBy(failed) === null || !isCode(path))
      .map((worked) => {
        const evidence: Evidence[] = [
          { eventId: failedCall.id, quote: failed.join(' ') },
          { eventId: step.eventId, quote: worked.join(' ') },
        ];
        if (result !== undefined && error !== null) evidence.push({ eventId: result.id, quote: error });
        return { sessionId, failed, worked, kind, error, evidence };
      })
  );
}

/** The words of the step's command, or each file that it changed. */
function whatWorked({ kind, command, edits }: Step, root: string): string[][] {
  if (kind === 'edit') return edits.map(({ path }) => [path]);
  const words = lastCommand(command ?? undefined, root);
  return words === null ? [] : [words];
}

/** The call itself, also where the memory names the call's result. */
function callOf(source: EvidenceSource, id: string): SessionEvent | undefined {
  const event = source.eventOf(id);
  if (event === undefined || event.kind !== 'tool_result') return event;
  return source
    .sessionEvents(event.sessionId)
    .find(({ kind, toolUseId }) => kind === 'tool_call' && toolUseId === event.toolUseId);
}

/** The words of a line's last command; null for one that only looks around. */
function lastCommand(line: string | undefined, root: string): string[] | null {
  const last = line === undefined ? undefined : fragmentsOf(line, root).at(-1);
  return last === undefined || isLooking(last.words) ? null : last.words;
}
