/**
 * Who named a command first, and who said a sentence first: the user and the agent, or a text that somebody else wrote. Read off
 * the project's whole record, so that a note which is obeyed days later is known by the page that it came from.
 */

import { commandOf, handedTo, readPath } from '../../agents/call.ts';
import { editsOf } from '../../agents/edits.ts';
import { fingerprint, leavesNoPrint, readFingerprints, sentenceMarks } from '../../commands/fingerprints.ts';
import { marksIn, marksOf, programsOf } from '../../commands/marks.ts';
import { type Named, nameMark } from '../../commands/named.ts';
import { plainWords } from '../../lib/plain-spelling.ts';
import { isRealPrompt, type SessionEvent } from '../../types.ts';
import type { EvidenceSource } from './evidence.ts';
import { isForeignResult, ownWordsOf, sourceName } from './foreign.ts';

export interface Origins {
  /**
   * Where somebody else had named one of these before the user or the agent did: `a page`. Null where all are their own, or
   * nobody else named them. What the user asked for in their own words is theirs, whoever had named it; and what is only
   * checked or handed in is the agent's if it wrote it.
   */
  namedFirstBy(named: readonly Named[]): Foreign | null;
  /** The same of a sentence that the user said; null also where it is too short to tell. */
  saidFirstBy(sentence: string): Foreign | null;
  /** The same of a program that was run as it stands. */
  writtenFirstBy(program: string): Foreign | null;
}

/** Somebody else's text that had something first. */
export interface Foreign {
  /** Where it stood: `a page`. */
  from: string;
  /**
   * False where the text only resembles it, by a word that may be any or by a part of a sentence, or is not kept, so that
   * nobody can tell what stood there.
   */
  isSure: boolean;
}

/** Words in a row by which a sentence is known in another text. */
const RUN = 5;

/** Read once a source, on the first question: many lines ask, and a source is looked at for one project and one run. */
const known = new WeakMap<EvidenceSource, Origins>();

export function originsOf(source: EvidenceSource, projectId: string): Origins {
  const ready = known.get(source) ?? readOrigins(source, projectId);
  known.set(source, ready);
  return ready;
}

/**
 * When something was first seen; `from` the text of somebody else's that it stood in, or that was read before it and of which
 * nobody can tell what stood there.
 */
interface Sight {
  at: number;
  position: number;
  from: string;
}

interface Ledger {
  own: Map<string, Sight>;
  foreign: Map<string, Sight>;
  /** Marks in the user's own words. */
  said: Set<string>;
  /** Marks of the files that the agent wrote. */
  written: Set<string>;
}

function readOrigins(source: EvidenceSource, projectId: string): Origins {
  const wanted = wantedMarks(source, projectId);
  const byHash = new Map([...wanted].map((mark) => [fingerprint(mark), mark]));
  const ledger: Ledger = { own: new Map(), foreign: new Map(), said: new Set(), written: new Set() };
  for (const events of source.sessionsOf(projectId)) readSession(events, wanted, byHash, ledger);
  const isForeignFirst = (mark: string): Sight | null => {
    const foreign = ledger.foreign.get(mark);
    const own = ledger.own.get(mark);
    return foreign !== undefined && (own === undefined || isBefore(foreign, own)) ? foreign : null;
  };
  return {
    namedFirstBy: (named) => {
      const strange = named.flatMap(({ marks, inspected = '' }) =>
        ledger.written.has(inspected) || marks.some((mark) => ledger.said.has(mark)) ? [] : marks,
      );
      const first = (marks: readonly string[]) => marks.map(isForeignFirst).find((sight) => sight !== null);
      const sure = first(strange.filter((mark) => !leavesNoPrint(mark)));
      if (sure != null) return { from: sure.from, isSure: true };
      const unread = strange.map((mark) => ledger.own.get(mark)?.from ?? '').find((from) => from !== '');
      const from = first(strange)?.from ?? unread;
      return from === undefined ? null : { from, isSure: false };
    },
    saidFirstBy: (sentence) => {
      const [whole] = sentenceMarks(sentence).flatMap((mark) => isForeignFirst(mark) ?? []);
      if (whole !== undefined) return { from: whole.from, isSure: true };
      const from = firstOf(runsOf(plainWords(sentence)).map(isForeignFirst), 1);
      return from === null ? null : { from, isSure: false };
    },
    writtenFirstBy: (program) => {
      const from = firstOf(runsOf(plainWords(program)).map(isForeignFirst), MOST);
      return from === null ? null : { from, isSure: true };
    },
  };
}

/** Of a program's rows of words, so many are a copy, with names changed. */
const MOST = 0.7;

/** Where the first of them stood, if enough of them did. */
function firstOf(sights: readonly (Sight | null)[], share: number): string | null {
  const foreign = sights.filter((sight) => sight !== null);
  return foreign.length > 0 && foreign.length >= share * sights.length ? (foreign[0]?.from ?? null) : null;
}

/** What can be asked for at all: marks of commands that were run, of names that work was handed to, of the user's sentences. */
function wantedMarks(source: EvidenceSource, projectId: string): Set<string> {
  const wanted = new Set<string>();
  for (const events of source.sessionsOf(projectId))
    for (const event of events) {
      for (const mark of marksOfDeed(event)) wanted.add(mark);
      if (isRealPrompt(event)) for (const mark of marksOfSaying(ownWordsOf(event))) wanted.add(mark);
    }
  return wanted;
}

function marksOfDeed(event: SessionEvent): string[] {
  if (event.kind !== 'tool_call') return [];
  const line = commandOf(event);
  const name = handedTo(event);
  const path = readPath(event);
  return [
    ...(path === null ? [] : [nameMark(path)]),
    ...editsOf(event).map((edit) => nameMark(edit.path)),
    ...(line === null ? [] : [...marksOf(line), ...programsOf(line)]),
    ...(line?.includes('\n') ? runsOf(plainWords(line)) : []),
    ...(name === null ? [] : [nameMark(name)]),
  ];
}

const marksOfSaying = (words: string): string[] => [
  ...sentenceMarks(words),
  ...words.split(/[.!?]\s|\n/).flatMap((sentence) => runsOf(plainWords(sentence))),
];

/** Each five words in a row. */
const runsOf = (words: readonly string[]): string[] =>
  words.slice(RUN - 1).map((_word, at) => `" ${words.slice(at, at + RUN).join(' ')}`);

function readSession(
  events: readonly SessionEvent[],
  wanted: ReadonlySet<string>,
  byHash: ReadonlyMap<string, string>,
  ledger: Ledger,
): void {
  const calls = new Map<string, SessionEvent>();
  const isWanted = (mark: string) => wanted.has(mark);
  let unread: Unread = { any: '', names: '' };
  for (const event of events) {
    if (event.kind === 'tool_call') {
      calls.set(event.toolUseId ?? '', event);
      noteDone(event, isWanted, ledger, unread);
    } else if (isRealPrompt(event)) noteSaid(event, isWanted, ledger);
    const from = foreignSource(event, calls.get(event.toolUseId ?? ''));
    if (from === null) continue;
    note(ledger.foreign, marksOfText(event, wanted, byHash), event, () => from);
    unread = stillUnread(unread, event, `${from} of which only a part is kept`);
  }
}

/** Text that was read and is not kept, by what may have stood there: anything, or names that leave no fingerprint. */
interface Unread {
  any: string;
  names: string;
}

const stillUnread = (before: Unread, event: SessionEvent, from: string): Unread => ({
  any: isUnread(event) ? from : before.any,
  names: isOutside(event) && event.meta?.outputChars !== undefined ? from : before.names,
});

/** Where the words of a foreign result stood; null for any other event. */
const foreignSource = (event: SessionEvent, call: SessionEvent | undefined): string | null =>
  event.kind === 'tool_result' && isForeignResult(event, call) ? sourceName(event, call) : null;

/**
 * True for words from elsewhere of which a part was cut out and left no fingerprints, or not all: rows of earlier versions, dumps.
 * What stands in files of the project was mostly there before; only of those that are known to hold more nothing can be told.
 */
function isUnread({ origin, meta }: SessionEvent): boolean {
  if (meta?.outputChars === undefined) return false;
  return meta.cutMarks === undefined
    ? isOutside({ origin })
    : !readFingerprints(meta.cutMarks).isWhole && (isOutside({ origin }) || origin === 'file');
}

const isOutside = ({ origin }: Pick<SessionEvent, 'origin'>): boolean => origin === 'web' || origin === 'mcp';

function noteDone(
  call: SessionEvent,
  isWanted: (mark: string) => boolean,
  { own, written }: Ledger,
  unread: Unread,
): void {
  for (const { path } of editsOf(call)) written.add(nameMark(path));
  const marks = [...marksOfDeed(call), ...marksIn(linesWritten(call), isWanted)];
  note(own, marks, call, (mark) => unread.any || (leavesNoPrint(mark) ? unread.names : ''));
}

function noteSaid(event: SessionEvent, isWanted: (mark: string) => boolean, { own, said }: Ledger): void {
  const words = ownWordsOf(event);
  const marks = marksIn(words, isWanted);
  for (const mark of marks) said.add(mark);
  note(own, [...marks, ...marksOfSaying(words)], event);
}

/** What an edit put into files. */
const linesWritten = (call: SessionEvent): string =>
  editsOf(call)
    .flatMap(({ added }) => added)
    .join('\n');

/** What a foreign text named: what is kept of it, and what its fingerprints tell of the rest. */
function marksOfText(
  { output = '', meta }: SessionEvent,
  wanted: ReadonlySet<string>,
  byHash: ReadonlyMap<string, string>,
): string[] {
  const text = `${output}\n${meta?.errorLine ?? ''}`;
  const cut = meta?.cutMarks === undefined ? [] : readFingerprints(meta.cutMarks).all;
  return [
    ...marksIn(text, (mark) => wanted.has(mark)),
    ...sentenceMarks(text).filter((mark) => wanted.has(mark)),
    ...runsOf(plainWords(text)).filter((mark) => wanted.has(mark)),
    ...cut.flatMap((hash) => byHash.get(hash) ?? []),
  ];
}

function note(
  ledger: Map<string, Sight>,
  marks: Iterable<string>,
  { at, position }: SessionEvent,
  fromOf: (mark: string) => string = () => '',
): void {
  for (const mark of marks) {
    const sight = { at, position, from: fromOf(mark) };
    const earlier = ledger.get(mark);
    if (earlier === undefined || isBefore(sight, earlier)) ledger.set(mark, sight);
  }
}

const isBefore = (a: Sight, b: Sight): boolean => a.at < b.at || (a.at === b.at && a.position < b.position);
