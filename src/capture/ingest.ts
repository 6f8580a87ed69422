/** Reads what is new in a transcript into the `sessions` table: rows and read offset move in one transaction. */

import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { LineAdapter, TranscriptSource } from '../agent-adapter.ts';
import { appendEvent } from '../store/events.ts';
import { findHead, isCaptureOff, markCaptureOff, removeWordlessSession, saveHead } from '../store/heads.ts';
import { inTransaction, type Store } from '../store/open.ts';
import { findCursor, saveCursor, type TranscriptCursor } from '../store/transcripts.ts';
import type { JsonObject, ParsedEvent, SessionHead } from '../types.ts';
import { type TurnFilter, turnFilter } from './forgotten-turns.ts';
import { type IntakeRules, NO_INTAKE_RULES } from './intake-rules.ts';
import { recordsOfLine } from './line-records.ts';
import { type Line, readLines } from './lines.ts';
import { prepareEvent, storableState } from './prepare.ts';
import { openReadable, type ReadableFile } from './readable-file.ts';

/** A transaction is closed after this many events or bytes, so that memory stays flat and readers get their turn. */
const BATCH_EVENTS = 500;
const BATCH_BYTES = 4 << 20;
/** Bytes before the offset that are compared to notice a file that was written anew. */
const FINGERPRINT_BYTES = 256;

export interface Ingested {
  /** Rows added. */
  events: number;
  /** True when the session turned out not to be stored at all. */
  captureOff: boolean;
  /** True when some of it repeats a session that was forgotten, and was left out. */
  forgotten: boolean;
}

/**
 * Reads a transcript from where it was last left to its end. The session must have a head. Safe to call again at any
 * time, also after a crash and while another process does the same: every event is stored once. A file that is not
 * there (yet) has nothing new, and is remembered.
 * @param now milliseconds since the epoch
 * @param rules what the user said about what may be stored
 * @param isOver whether nothing is expected to follow what is there
 * @throws what opening or reading the file throws, apart from ENOENT; what SQLite throws
 */
export async function ingestTranscript(
  store: Store,
  adapter: LineAdapter,
  path: string,
  source: TranscriptSource,
  now: number,
  rules: IntakeRules = NO_INTAKE_RULES,
  isOver = false,
): Promise<Ingested> {
  const file = await openReadable(path);
  if (file === null) {
    rememberTranscript(store, adapter, path, source, now);
    return { events: 0, captureOff: false, forgotten: false };
  }
  try {
    const reading = await startReading(store, adapter, file, path, source, now, rules);
    const isOff = reading !== null && !(await readToEnd(reading, isOver));
    // Without a whole line so far, nothing has moved its cursor.
    if (!isOff && findCursor(store, path) === null) rememberTranscript(store, adapter, path, source, now);
    return {
      events: reading?.added ?? 0,
      captureOff: isOff,
      forgotten: reading?.turns.hasLeftOut === true,
    };
  } finally {
    await file.close();
  }
}

/** One pass over a transcript. */
interface Reading {
  store: Store;
  adapter: LineAdapter;
  file: ReadableFile;
  source: TranscriptSource;
  rules: IntakeRules;
  turns: TurnFilter;
  /** Moves with each record read. */
  cursor: TranscriptCursor;
  batch: Batch;
  /** Rows added so far. */
  added: number;
}

interface Batch {
  /** Offset it starts at. */
  from: number;
  events: ParsedEvent[];
  /** The cursor behind the last record that is settled, with the number of events up to there. */
  settled: { cursor: TranscriptCursor; events: number } | null;
  copiedFrom: Set<string>;
  headless: boolean;
}

/** Prepares a pass from the cursor, or from the start of a file that is not the one the cursor knows; null without news. */
async function startReading(
  store: Store,
  adapter: LineAdapter,
  file: ReadableFile,
  path: string,
  source: TranscriptSource,
  now: number,
  rules: IntakeRules,
): Promise<Reading | null> {
  const { ino, size } = await file.stat();
  const stored = findCursor(store, path);
  const known = stored !== null && stored.inode === ino && (await isSameFile(file, size, stored));
  if (known && size === stored.offset) return null;
  const cursor = known ? { ...stored, readAt: now } : newCursor(adapter, path, source, now, ino);
  const turns = turnFilter(store, adapter.id, 'same');
  return { store, adapter, file, source, rules, turns, cursor, batch: emptyBatch(cursor.offset), added: 0 };
}

function newCursor(
  adapter: LineAdapter,
  path: string,
  source: TranscriptSource,
  now: number,
  inode = 0,
): TranscriptCursor {
  return {
    path,
    agent: adapter.id,
    ...source,
    inode,
    offset: 0,
    fingerprint: '',
    lines: 0,
    invalidLines: 0,
    unknownTypes: {},
    parserState: {},
    readAt: now,
  };
}

/** Remembers a transcript that is not there or not readable yet: it is looked for also when no hook names it again. */
export function rememberTranscript(
  store: Store,
  adapter: LineAdapter,
  path: string,
  source: TranscriptSource,
  now: number,
): void {
  inTransaction(store, () => {
    if (findCursor(store, path) === null) saveCursor(store, newCursor(adapter, path, source, now));
  });
}

async function isSameFile(file: ReadableFile, size: number, cursor: TranscriptCursor): Promise<boolean> {
  return size >= cursor.offset && (await fingerprintAt(file, cursor.offset)) === cursor.fingerprint;
}

async function fingerprintAt(file: ReadableFile, offset: number): Promise<string> {
  const length = Math.min(offset, FINGERPRINT_BYTES);
  if (length === 0) return '';
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset - length);
  return createHash('sha256').update(buffer.subarray(0, bytesRead)).digest('hex').slice(0, 16);
}

/** @returns false when the session must not be stored */
async function readToEnd(reading: Reading, isOver: boolean): Promise<boolean> {
  for await (const lines of readLines(reading.file, reading.cursor.offset)) {
    for (const line of lines) {
      if (readLine(reading, line) && isFull(reading) && !(await commit(reading))) return false;
    }
    // One large file must not keep a daemon from answering.
    await setImmediate();
  }
  if (isOver) settleEnd(reading);
  return commit(reading);
}

/** No record will come that tells what the last ones are. */
function settleEnd({ adapter, source, rules, batch, cursor }: Reading): void {
  const end = adapter.transcript.readEnd?.(source, cursor.parserState);
  if (end === undefined) return;
  cursor.parserState = end.state;
  for (const event of end.events) batch.events.push(prepareEvent(event, rules.custom));
  batch.settled = { cursor, events: batch.events.length };
}

/** @returns false for the unfinished end of the file, which is left for the next time */
function readLine(reading: Reading, line: Line): boolean {
  const text = line.bytes?.toString('utf8') ?? null;
  const { records, damaged } = text === null ? { records: [], damaged: true } : recordsOfLine(text);
  // What is written is whole as soon as it can be read: half a record never can.
  if (!line.terminated && (damaged || records.length === 0)) return false;
  const { lines, invalidLines } = reading.cursor;
  reading.cursor = {
    ...reading.cursor,
    offset: line.end,
    lines: lines + Number(damaged || records.length > 0),
    // Two records on one line: one was torn off by the other, though both can be read.
    invalidLines: invalidLines + Number(damaged || records.length > 1),
  };
  let settled = true;
  for (const { record, offset } of records) settled = readRecord(reading, record, line.start + offset);
  if (settled) reading.batch.settled = { cursor: reading.cursor, events: reading.batch.events.length };
  return true;
}

/** @returns whether the record is settled */
function readRecord(
  { adapter, source, rules, batch, cursor }: Reading,
  record: JsonObject,
  position: number,
): boolean {
  const parsed = adapter.transcript.readRecord(record, source, position, cursor.parserState);
  cursor.parserState = parsed.state;
  if (parsed.unknownType !== null) cursor.unknownTypes = counted(cursor.unknownTypes, parsed.unknownType);
  if (parsed.headless) batch.headless = true;
  if (parsed.copiedFrom !== null) batch.copiedFrom.add(parsed.copiedFrom);
  for (const event of parsed.events) batch.events.push(prepareEvent(event, rules.custom));
  return parsed.unsettled !== true;
}

/** Beyond these, names of unknown types are only noise of a file that is no transcript. */
const MAX_UNKNOWN_TYPES = 50;

function counted(counts: Record<string, number>, type: string): Record<string, number> {
  const name = type.slice(0, 64);
  if (!(name in counts) && Object.keys(counts).length >= MAX_UNKNOWN_TYPES) return counts;
  return { ...counts, [name]: (counts[name] ?? 0) + 1 };
}

function isFull({ batch, cursor }: Reading): boolean {
  if (batch.settled?.cursor !== cursor) return false;
  return batch.events.length >= BATCH_EVENTS || cursor.offset - batch.from >= BATCH_BYTES;
}

function emptyBatch(from: number): Batch {
  return { from, events: [], settled: null, copiedFrom: new Set(), headless: false };
}

/**
 * Stores what is settled, and how far that is. Where another process has read further meanwhile, the cursor goes back,
 * and the next reader finds everything stored already.
 * @returns false when the session must not be stored
 */
async function commit(reading: Reading): Promise<boolean> {
  const { store, batch, file } = reading;
  if (batch.settled === null) return true;
  const cursor = { ...batch.settled.cursor };
  cursor.parserState = storableState(cursor.parserState, reading.rules.custom);
  cursor.fingerprint = await fingerprintAt(file, cursor.offset);
  const events = batch.events.slice(0, batch.settled.events);
  reading.batch = emptyBatch(cursor.offset);
  return inTransaction(store, () => {
    if (isOff(reading, batch.copiedFrom, events)) return false;
    reading.added += storeEvents(reading, events, batch.headless);
    saveCursor(store, cursor);
    return true;
  });
}

/** A fork of a session that is not stored repeats its words: it is not stored either. Nor is what ran during a pause. */
function isOff(
  { store, source, cursor, rules }: Reading,
  copiedFrom: ReadonlySet<string>,
  events: readonly ParsedEvent[],
): boolean {
  const { sessionId } = source;
  const isCopy = [...copiedFrom].some((origin) => isCaptureOff(store, origin));
  const reason = isCopy
    ? 'copy of a session with capture off'
    : pauseDuring(rules, findHead(store, sessionId), events);
  if (reason !== null) {
    markCaptureOff(store, sessionId, reason, cursor.readAt);
    // Its hooks may have told of it already.
    removeWordlessSession(store, sessionId);
  }
  return isCaptureOff(store, sessionId);
}

function pauseDuring(
  { consent }: IntakeRules,
  head: SessionHead | null,
  events: readonly ParsedEvent[],
): string | null {
  if (head === null) return null;
  for (const { at } of events) {
    const pause = consent.pauseAt(head.cwd, at);
    if (pause !== null) return pause;
  }
  return null;
}

function storeEvents(
  { store, source, turns }: Reading,
  events: readonly ParsedEvent[],
  headless: boolean,
): number {
  const head = findHead(store, source.sessionId);
  if (head === null) throw new Error(`session ${source.sessionId} has no head`);
  const { agent, workspaceId, projectId } = head;
  let added = 0;
  for (const event of turns.keep(events)) {
    // What is there already happened in the session that a fork or resume repeats here.
    if (!appendEvent(store, { ...event, agent, workspaceId, projectId })) continue;
    added += 1;
    head.startedAt = Math.min(head.startedAt, event.at);
    head.lastEventAt = Math.max(head.lastEventAt, event.at);
  }
  saveHead(store, { ...head, headless: head.headless || headless });
  return added;
}
