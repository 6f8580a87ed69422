/** What got past an error that came back: the same command spelled otherwise, what was changed, what was run in between. */

import { editsOf } from '../../agents/edits.ts';
import type { RecurringError } from '../../candidates.ts';
import { stemWords } from '../../commands/stem.ts';
import type { Evidence } from '../../skill/draft.ts';
import type { Episode, SessionEvent } from '../../types.ts';
import { termsOf } from '../../words/terms.ts';
import type { ProjectBackground } from '../input/background.ts';
import type { EvidenceSource } from '../input/evidence.ts';
import { type Act, actsOf } from './acts.ts';
import { droppedWords, folderOfSuccess } from './difference.ts';
import { MARKUP, safeErrorText } from './quotes.ts';
import { stepsBetween } from './steps.ts';
import { groupBy, MIN_SESSIONS, sessionsOf } from './support.ts';
import type { WorkStep } from './work-step.ts';

/** An error with its way out. */
export interface Remedy {
  /** Words of the output that may be shown; null where none may. */
  error: string | null;
  /** The rule's or error's own name in the output, `nilerr`, `GH006`; null where there is none. */
  code: string | null;
  /** The acts that failed with it, one a session. */
  failed: readonly Act[];
  /** The same command, spelled otherwise, that worked. */
  respelled: readonly Act[];
  /** Words that the working command does without, in two sessions; the folder it ran in instead, likewise, or null. */
  without: readonly string[];
  folder: string | null;
  /** The acts that worked, one a session. */
  worked: readonly Act[];
  /** Files that the output of the failure named, and that were changed upon it; one a session. */
  named: readonly Act[];
  /** What was done in between, in most of the sessions that got past it. */
  between: readonly WorkStep[];
  /** What followed at once upon the success, in two sessions: a way round has more than one step. */
  upon: readonly WorkStep[];
  /** Texts that the changes in between put in, in two sessions, with these: `//nolint:rule`. */
  marks: readonly { text: string; acts: readonly Act[] }[];
  sessionIds: readonly string[];
  /** The results that show the error. */
  evidence: readonly Evidence[];
}

/** So many acts behind the failure count as its repair. */
const WINDOW = 30;
/** So many acts behind the success may belong to it. */
const UPON_IT = 2;

/** A shorter word stands in any line. In characters. */
const MIN_NAMED = 6;

/** One session's way from the failure to the success. */
interface Way {
  failed: Act;
  worked: Act;
  between: Act[];
  upon: Act[];
}

/** @param sessions whole sessions as one episode each */
export function remedyOf(
  { line, piece, occurrences }: RecurringError,
  sessions: readonly Episode[],
  root: string,
  source: EvidenceSource,
  background: ProjectBackground,
): Remedy | null {
  const ways = occurrences.flatMap(({ sessionId, failed, worked }) => {
    const session = sessions.find((one) => one.sessionId === sessionId);
    const way =
      session === undefined || worked === null
        ? null
        : wayOf(session, { failed, worked, lines: linesWith(piece, resultsOf(failed, source)) }, root);
    return way === null ? [] : [way];
  });
  if (ways.length === 0) return null;
  const results = occurrences.flatMap(({ failed }) => resultsOf(failed, source));
  const error = shownError(piece, line, results);
  return {
    error,
    code: codeIn(piece),
    failed: ways.map(({ failed }) => failed),
    respelled: respelledIn(ways, piece),
    ...differenceOf(ways, root, source),
    worked: ways.map(({ worked }) => worked),
    between: stepsBetween(
      ways.map(({ between }) => between),
      background.work,
    ),
    upon: stepsBetween(
      ways.map(({ upon }) => upon),
      background.work,
    ),
    named: namedFiles(ways, source),
    marks: marksOf(ways, piece, source),
    sessionIds: occurrences.map(({ sessionId }) => sessionId),
    evidence:
      error === null
        ? []
        : results.filter((result) => holds(result, error)).map(({ id }) => ({ eventId: id, quote: error })),
  };
}

const resultsOf = (calls: readonly string[], source: EvidenceSource): SessionEvent[] =>
  calls.flatMap((id) => {
    const call = source.eventOf(id);
    return call === undefined ? [] : (source.resultOf(call) ?? []);
  });

const holds = ({ output, meta }: SessionEvent, text: string): boolean =>
  [output, meta?.errorLine].some((printed) => printed?.replace(/\s+/g, ' ').includes(text));

/** The printed lines that are the error. */
function linesWith(piece: string, results: readonly SessionEvent[]): string[] {
  const [longest = ''] = piece.split(/<[a-z]+>/).sort((a, b) => b.length - a.length);
  return results.flatMap(({ output = '' }) =>
    output.split('\n').filter((line) => line.replace(/\s+/g, ' ').includes(longest.trim())),
  );
}

/** Calls of one session that failed with an error, the one that worked, and the error as it was printed. */
interface Passed {
  failed: readonly string[];
  worked: string;
  lines: readonly string[];
}

function wayOf(session: Episode, { failed, worked, lines }: Passed, root: string): Way | null {
  const acts = actsOf([session], root);
  const end = acts.findIndex(({ eventId }) => eventId === worked);
  const start = acts.findLastIndex(({ eventId }, at) => failed.includes(eventId) && (end < 0 || at < end));
  const last = acts[end];
  if (start < 0 || last === undefined) return null;
  const failures = acts.filter(({ eventId }) => eventId === acts[start]?.eventId);
  const successes = acts.filter(({ eventId }) => eventId === worked);
  // Of commands that hang on one another the one failed that the error speaks of, else the last one that ran.
  const isNamed = ({ words }: Act) =>
    words.slice(1).some((word) => word.length >= MIN_NAMED && lines.some((line) => line.includes(word)));
  const likely = [...failures.filter(isNamed), ...[...failures].reverse()];
  for (const fail of likely) {
    const success = successes.find(({ stem, worked: ok }) => stem === fail.stem && ok);
    if (success !== undefined) return wayBetween(acts, [start, end], fail, success);
  }
  const program = (act: Act) => act.words[0];
  const fail = failures.find((one) => successes.some((other) => program(other) === program(one)));
  const success = successes.find((one) => fail !== undefined && program(one) === program(fail));
  return fail === undefined || success === undefined ? null : wayBetween(acts, [start, end], fail, success);
}

function wayBetween(
  acts: readonly Act[],
  [start, end]: readonly [start: number, end: number],
  failed: Act,
  worked: Act,
): Way {
  const done = ({ eventId, worked: ok }: Act) => ok && eventId !== worked.eventId;
  return {
    failed,
    worked,
    between: acts
      .slice(start + 1, end)
      .filter(done)
      .slice(0, WINDOW),
    upon: acts
      .slice(end + 1)
      .filter((act) => done(act) && act.does !== 'look')
      .slice(0, UPON_IT),
  };
}

/**
 * The working commands where they say something that the failed ones did not, and that is no matter of the task: two sessions
 * put it alike, or the error names it.
 */
function respelledIn(ways: readonly Way[], piece: string): Act[] {
  const said = new Set(termsOf(piece));
  const news = ways.map((way) => ({
    way,
    words: [...newsOf(way.failed, way.worked), ...newsOf(way.worked, way.failed)],
  }));
  const isTelling = (word: string): boolean =>
    news.filter(({ words }) => words.includes(word)).length >= MIN_SESSIONS ||
    termsOf(word.replace(/^-+/, '').replaceAll('-', ' ')).some((term) => said.has(term));
  return news.filter(({ words }) => words.some(isTelling)).map(({ way }) => way.worked);
}

/** Flags, programs and names that the first command has and the other lacks; what is quoted are texts of the task. */
function newsOf(one: Act, other: Act): string[] {
  const theirs = new Set(other.words.flatMap(partsOf));
  return one.words.flatMap(partsOf).filter((word) => !theirs.has(word));
}

const partsOf = (word: string): string[] =>
  /\{/.test(word)
    ? (word.match(/[A-Za-z_]\w*|"[^"]*"/g) ?? [])
    : /^["'].*\s/s.test(word)
      ? []
      : [word.replace(/^(--?[\w-]+)=.*/s, '$1')];

/** In what the command differed when it worked, in two sessions. */
function differenceOf(
  ways: readonly Way[],
  root: string,
  source: EvidenceSource,
): Pick<Remedy, 'without' | 'folder'> {
  const found = ways.flatMap(({ failed, worked }) => {
    const pair = { failed: source.eventOf(failed.eventId), worked: source.eventOf(worked.eventId) };
    if (pair.failed === undefined || pair.worked === undefined) return [];
    const calls = { failed: pair.failed, worked: pair.worked };
    const stem = stemWords(failed.words).join(' ');
    return [
      ...droppedWords(calls, stem).map((word) => ({ sessionId: failed.sessionId, word, folder: null })),
      { sessionId: failed.sessionId, word: null, folder: folderOfSuccess(calls, stem, { root, source }) },
    ];
  });
  const shared = (key: 'word' | 'folder'): string[] =>
    [...groupBy(found, (one) => one[key] ?? '')].flatMap(([value, uses]) =>
      value !== '' && sessionsOf(uses).size >= MIN_SESSIONS ? value : [],
    );
  return { without: shared('word').slice(0, MAX_WITHOUT), folder: shared('folder')[0] ?? null };
}
const MAX_WITHOUT = 2;

/** Changed files that the output of the failure names, by the session. */
function namedFiles(ways: readonly Way[], source: EvidenceSource): Act[] {
  return ways.flatMap(({ failed, between }) => {
    const [result] = resultsOf([failed.eventId], source);
    const named = between.filter(
      ({ kind, words: [path = ''] }) =>
        kind === 'edit' && result !== undefined && holds(result, path.split('/').at(-1) ?? path),
    );
    return named.slice(0, 1);
  });
}

/** What edits put in, where it says something of the error: `//nolint:nilerr` against an error of nilerr. */
function marksOf(ways: readonly Way[], piece: string, source: EvidenceSource): Remedy['marks'] {
  const said = new Set(termsOf(piece).filter((term) => term.length >= MIN_MARK));
  const found = ways.flatMap(({ between }) =>
    between.flatMap((act) => {
      const call = act.kind === 'edit' ? source.eventOf(act.eventId) : undefined;
      const added =
        call === undefined
          ? []
          : editsOf(call).flatMap(({ added, removed }) => added.filter((text) => !removed.includes(text)));
      return added
        .flatMap((text) => text.split(/\s+/))
        .map((mark) => ({ mark, sessionId: act.sessionId, act }));
    }),
  );
  return [...groupBy(found, ({ mark }) => mark)]
    .filter(
      ([mark, uses]) =>
        sessionsOf(uses).size >= MIN_SESSIONS &&
        /[^\w]/.test(mark) &&
        !/[`“”]/.test(mark) &&
        termsOf(mark).some((term) => said.has(term)),
    )
    .map(([text, uses]) => ({ text, acts: uses.map(({ act }) => act) }))
    .slice(0, MAX_MARKS);
}
const MIN_MARK = 4;
const MAX_MARKS = 2;

/**
 * What of the error may be shown: the longest part of it that does not vary, with its code before all others; as far as it tells
 * what went wrong and tells nobody what to do.
 */
function shownError(piece: string, line: string, results: readonly SessionEvent[]): string | null {
  const constant = piece
    .split(/<[a-z]+>/)
    .flatMap((part) => tellsOnly(part) ?? [])
    .sort((a, b) => Number(CODE.test(b)) - Number(CODE.test(a)) || b.length - a.length);
  const whole = safeErrorText(line);
  // A line that gives an order, or tells of no failure, shows nothing of itself.
  if (whole === null) return null;
  // Where all of it came back, all of it is the error.
  const isConstant = sessionsOf(results.filter((result) => holds(result, whole))).size >= MIN_SESSIONS;
  const shown = isConstant ? [whole, ...constant] : [...constant, whole];
  // A part of the line may read as an order although the whole does not.
  const mayShow = (text: string) => safeErrorText(text) === text;
  return shown.find((text) => mayShow(text) && results.some((result) => holds(result, text))) ?? null;
}

/** A rule's or an error's own name: `(nilerr)`, `GH006`, `TS2322`, `MD040/…`. */
const CODE = /\(([a-z][\w-]{3,})\)|\b([A-Z]{1,4}\d{3,5})\b/;
const codeIn = (text: string): string | null => CODE.exec(text)?.slice(1).find(Boolean) ?? null;

/** From here on a line advises rather than reports. */
const ADVISES =
  /\b(?:please|must|should|try|run|use|using|install|ignore|execute|you|your|curl|wget|sudo|see|set|make sure|before|always|never)\b/i;
const MIN_ERROR = 12;
const MAX_ERROR = 120;

/** Words that any failure has. */
const ANY_FAILURE =
  /^(?:errors?|err|fail(?:ed|ure|s)?|fatal|task|command|script|exit(?:ed)?|code|status|with|the|warning|process|run)$/i;
const tellsSomething = (text: string): boolean =>
  (text.match(/\p{L}{3,}/gu) ?? []).some((word) => !ANY_FAILURE.test(word));

/** A literal beginning of the line: to the first sentence's end, and to where it begins to advise. Null for too little. */
function tellsOnly(line: string): string | null {
  const text = line.replace(/\s+/g, ' ').trim();
  const label = /^\[[^\]]*\]\s*/.exec(text)?.[0].length ?? 0;
  const from = text.slice(label).search(/[[\p{L}\p{N}]/u);
  const plain = text.slice(label + Math.max(0, from));
  const advice = ADVISES.exec(plain)?.index ?? plain.length;
  const markup = MARKUP.exec(plain)?.index ?? plain.length;
  const sentence = /[.!?] [A-Z]/.exec(plain)?.index ?? plain.length;
  const end = Math.min(advice, markup, sentence, MAX_ERROR);
  const cut = plain.slice(0, end);
  const whole =
    end < plain.length && !/[.!? ]$/.test(cut) && end !== sentence ? cut.replace(/\s*\S*$/, '') : cut;
  const closed =
    (whole.match(/\(/g) ?? []).length > (whole.match(/\)/g) ?? []).length
      ? whole.replace(/\([^()]*$/, '')
      : whole;
  const shown = closed.replace(/[\s:,;("'[-]+$/, '');
  return shown.length >= MIN_ERROR && tellsSomething(shown) ? shown : null;
}
