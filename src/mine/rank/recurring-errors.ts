/** Finds errors that came back: a line that failing commands printed in several sessions, and that was got past. */

import type { RecurringError } from '../../candidates.ts';
import { headsOf } from '../../commands/template.ts';
import type { PrintedLines } from '../../store/derived/printed-lines.ts';
import type { Episode, Step } from '../../types.ts';
import { termsOf } from '../../words/terms.ts';
import { momentsOf } from '../episodes/moments.ts';
import { type OutputPiece, pieceHash } from '../read/output-pieces.ts';

/** What commands printed, and how to read it again. */
export interface PrintedSource {
  lines: Iterable<PrintedLines>;
  /** The pieces of a stored result, by its id. */
  piecesOf(resultId: string): readonly OutputPiece[];
}

/** An error with the moments at which it came up, oldest first. */
export interface RecurringErrorNote {
  kind: 'troubleshooting';
  /** The line without what varies. */
  subject: string;
  episodes: Episode[];
  error: RecurringError;
}

/** A line that commands which work print in more than this share of as many sessions is no error. */
const PRINTED_ANYWAY = 0.5;
/** A line that came with this many of the sessions in which its command failed is how the command fails, … */
const USUAL = 0.6;
const MIN_USUAL_SESSIONS = 3;
/** … unless this share of what else was printed was the same each time. */
const SAME_OUTPUT = 0.5;
/** Two lines that came together this often are one error. */
const SAME_CALLS = 0.5;
/** Words that any failure has. */
const FAILURE_TERMS = new Set(
  termsOf(
    'failed fail failure error errors err fatal exit code status number path hash id name warning task command',
  ),
);

/** A failed command, where it stands. */
interface Failure {
  step: Step;
  moment: Episode;
  heads: readonly string[];
  /** The same command, succeeding later in the session. */
  worked: Step | null;
}

/** The errors that came up in two sessions or more and were got past, the most frequent first. The order of the input does not matter. */
export function recurringErrors(episodes: readonly Episode[], source: PrintedSource): RecurringErrorNote[] {
  const failures = failuresOf(episodes);
  const printed = [...source.lines];
  const spread = failuresByLine(printed, failures);
  const working = workingSessions(printed, spread);
  const isUsual = usualFailures([...failures.values()], printed);
  const errors = [...spread].flatMap(([hash, at]) => {
    const sessions = sessionsOf(at);
    const isError =
      (working.get(hash) ?? 0) <= sessions * PRINTED_ANYWAY &&
      at.some(({ worked }) => worked !== null) &&
      !isUsual(at);
    const error = isError ? errorOf(hash, at, source) : null;
    return error === null ? [] : [{ error, at, sessions }];
  });
  errors.sort(
    (a, b) =>
      b.sessions - a.sessions ||
      b.error.told - a.error.told ||
      (a.error.piece.text < b.error.piece.text ? -1 : 1),
  );
  return withoutEchoes(errors.map(({ error, at }) => noteOf(error.piece, at)));
}

/** Every failed command of the episodes but those that only look around, by the id of its call. */
function failuresOf(episodes: readonly Episode[]): Map<string, Failure> {
  const momentOf = new Map(
    episodes
      .flatMap(momentsOf)
      .flatMap((moment) => moment.steps.map(({ eventId }) => [eventId, moment] as const)),
  );
  const failures = [...commandsBySession(episodes).values()].flatMap((commands) =>
    failuresIn(commands, momentOf),
  );
  return new Map(failures.map((failure) => [failure.step.eventId, failure]));
}

/** The failures among one session's commands, gone through backwards for what worked later. */
function failuresIn(commands: readonly Step[], momentOf: ReadonlyMap<string, Episode>): Failure[] {
  const worked = new Map<string, Step>();
  return commands.toReversed().flatMap((step) => {
    const heads = headsOf(step.template);
    const moment = momentOf.get(step.eventId);
    if (step.ok) for (const head of heads) worked.set(head, step);
    if (step.ok || heads.length === 0 || moment === undefined) return [];
    return [{ step, moment, heads, worked: heads.flatMap((head) => worked.get(head) ?? [])[0] ?? null }];
  });
}

/** Commands with a known result, in order, by their session. */
function commandsBySession(episodes: readonly Episode[]): Map<string, Step[]> {
  const ordered = [...episodes].sort((a, b) => a.promptIndex - b.promptIndex);
  const commands = new Map<string, Step[]>();
  for (const { sessionId, steps } of ordered) {
    const own = steps.filter(({ kind, ok }) => kind === 'command' && ok !== null);
    const known = commands.get(sessionId);
    if (known === undefined) commands.set(sessionId, own);
    else known.push(...own);
  }
  return commands;
}

/** The failures behind each line that failing commands printed in two sessions or more. */
function failuresByLine(
  printed: readonly PrintedLines[],
  failures: ReadonlyMap<string, Failure>,
): Map<number, Failure[]> {
  const recurring = twiceIn(
    printed.map(({ failed }) => {
      const known = [...failed].filter(([eventId]) => failures.has(eventId));
      return new Set(known.flatMap(([, lines]) => [...lines]));
    }),
  );
  const spread = new Map<number, Failure[]>();
  for (const [eventId, lines] of printed.flatMap(({ failed }) => [...failed])) {
    const failure = failures.get(eventId);
    if (failure === undefined) continue;
    for (const line of lines) {
      if (!recurring.has(line)) continue;
      const known = spread.get(line);
      if (known === undefined) spread.set(line, [failure]);
      else known.push(failure);
    }
  }
  return spread;
}

/** The numbers that two of the sets hold. Sorted in one array, since there may be millions. */
function twiceIn(sets: readonly ReadonlySet<number>[]): Set<number> {
  const all = new Uint32Array(sets.reduce((sum, { size }) => sum + size, 0));
  let end = 0;
  for (const set of sets) for (const number of set) all[end++] = number;
  all.sort();
  return new Set(all.filter((number, at) => at > 0 && number === all[at - 1]));
}

/**
 * Tells whether a line is how a command fails rather than why ("task failed"): it comes most times that the command fails, and
 * what else is printed differs.
 */
function usualFailures(failures: readonly Failure[], printed: readonly PrintedLines[]) {
  const outputs = new Map(printed.flatMap(({ failed }) => [...failed]));
  return (at: readonly Failure[]): boolean => {
    const sessions = sessionsOf(at);
    if (sessions < MIN_USUAL_SESSIONS) return false;
    const common = (at[0]?.heads ?? []).filter((head) => at.every(({ heads }) => heads.includes(head)));
    const isMostly = common.some(
      (head) => sessions > USUAL * sessionsOf(failures.filter(({ heads }) => heads.includes(head))),
    );
    return (
      isMostly &&
      sharedOutput(at.map(({ step }) => outputs.get(step.eventId) ?? new Uint32Array())) < SAME_OUTPUT
    );
  };
}

/** The mean share of each output's lines that at least half of all outputs have. */
function sharedOutput(outputs: readonly Uint32Array[]): number {
  const spread = new Map<number, number>();
  for (const output of outputs) for (const line of output) spread.set(line, (spread.get(line) ?? 0) + 1);
  const shares = outputs.map(
    (output) => output.filter((line) => (spread.get(line) ?? 0) * 2 >= outputs.length).length / output.length,
  );
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

/** In how many sessions a command that worked printed each of the lines. */
function workingSessions(
  printed: readonly PrintedLines[],
  lines: ReadonlyMap<number, unknown>,
): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { worked } of printed) {
    for (const line of worked) if (lines.has(line)) counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return counts;
}

const sessionsOf = (at: readonly Failure[]) => new Set(at.map(({ moment }) => moment.sessionId)).size;

/** The piece behind a hash and how many results name it as their error line; null where it tells no error. */
function errorOf(hash: number, at: readonly Failure[], source: PrintedSource) {
  const byTime = [...at].sort(inOrder);
  const pieces = source.piecesOf(byTime[0]?.step.resultId ?? '');
  const piece = pieces.find(({ text }) => pieceHash(text) === hash);
  if (piece === undefined || !tellsError(piece.text)) return null;
  const told = at.filter(({ step }) => step.errorSignature?.includes(piece.text) === true).length;
  return { piece, told };
}

const tellsError = (text: string) =>
  termsOf(text.replace(/<\w+>s?/g, ' '), 'en').some((term) => !FAILURE_TERMS.has(term));

const inOrder = (a: Failure, b: Failure) =>
  a.moment.startedAt - b.moment.startedAt || (a.step.eventId < b.step.eventId ? -1 : 1);

function noteOf({ text, line }: OutputPiece, at: readonly Failure[]): RecurringErrorNote {
  const byTime = [...at].sort(inOrder);
  const sessions = new Map<string, Failure[]>();
  for (const failure of byTime) {
    const { sessionId } = failure.moment;
    sessions.set(sessionId, [...(sessions.get(sessionId) ?? []), failure]);
  }
  return {
    kind: 'troubleshooting',
    subject: text,
    episodes: [...new Set(byTime.map(({ moment }) => moment))],
    error: {
      piece: text,
      line,
      occurrences: [...sessions].map(([sessionId, own]) => ({
        sessionId,
        failed: own.map(({ step }) => step.eventId),
        worked: own.findLast(({ worked }) => worked !== null)?.worked?.eventId ?? null,
      })),
    },
  };
}

/** Leaves out each error that came with one before it half of the times that it came: another line of the same output. */
function withoutEchoes(notes: readonly RecurringErrorNote[]): RecurringErrorNote[] {
  const kept: { note: RecurringErrorNote; calls: ReadonlySet<string> }[] = [];
  for (const note of notes) {
    const calls = new Set(note.error.occurrences.flatMap(({ failed }) => failed));
    const isEcho = kept.some(
      (other) => [...calls].filter((call) => other.calls.has(call)).length >= SAME_CALLS * calls.size,
    );
    if (!isEcho) kept.push({ note, calls });
  }
  return kept.map(({ note }) => note);
}
