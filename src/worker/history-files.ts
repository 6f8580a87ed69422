/** Finds the files of an import, and tells from their content whose they are. */

import { type Dirent, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ADAPTERS, EXPORTS } from '../../hooks/registry.ts';
import {
  type AgentAdapter,
  type DocumentTranscript,
  growsByLines,
  type LineAdapter,
  type Recognised,
  type RepositoryClaim,
  type SessionDocument,
  type TranscriptSource,
} from '../agent-adapter.ts';
import { recordsOfLine } from '../capture/line-records.ts';
import { readLines } from '../capture/lines.ts';
import { openReadable, type ReadableFile } from '../capture/readable-file.ts';
import { systemCode } from '../errors.ts';
import type { AgentId, JsonObject } from '../types.ts';

/** A file with a session in it. */
export interface HistoryFile {
  path: string;
  /** Uncompressed. */
  bytes: number;
  /** Milliseconds since the epoch: when the file was last written. */
  writtenAt: number;
  /** By the session's own clock; null when nothing in it tells. */
  startedAt: number | null;
  lastAt: number | null;
  /** The folder the agent worked in; null when the file does not say. */
  cwd: string | null;
  /** The repository that this folder is of, when the file says. */
  repository: RepositoryClaim | null;
  content:
    | { is: 'transcript'; adapter: LineAdapter; source: TranscriptSource }
    | { is: 'document'; document: SessionDocument; agent: AgentId; sessionId: string };
}

const ALL: readonly AgentAdapter[] = Object.values(ADAPTERS);
const LINE_ADAPTERS = ALL.filter(growsByLines);
const DOCUMENTS: readonly DocumentTranscript[] = [
  ...ALL.flatMap(({ transcript }) => (transcript?.kind === 'document' ? [transcript] : [])),
  ...EXPORTS,
];

/** Why a file holds no session that could be stored. */
export type NoSession = 'empty' | 'not-a-transcript' | 'agent-unknown';

/** Files that may be transcripts, by name. Whether one is, its content tells. */
const CANDIDATE = /\.(?:jsonl|md|json)(?:\.gz|\.zst)?$/i;
const JSON_FILE = /\.json(?:\.gz|\.zst)?$/i;
const PASSED_OVER = new Set(['.git', 'node_modules']);

/**
 * The paths of all candidates at or below `path`, in order, links followed. A file named by the person is one whatever
 * its name.
 * @throws what `stat` throws for `path`; folders below that cannot be listed are passed over, and so are links to nothing
 */
export function candidatesAt(path: string): string[] {
  return statSync(path).isDirectory() ? below(path, new Set()) : [path];
}

/** Whether a file's name says nothing about it: programs write all they have as JSON. */
export function isForAnything(path: string): boolean {
  return JSON_FILE.test(path);
}

/** @param seen real paths of what links led to already: they may lead in circles */
function below(folder: string, seen: Set<string>): string[] {
  let entries: Dirent[];
  try {
    seen.add(realpathSync(folder));
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (systemCode(error) !== undefined) return [];
    throw error;
  }
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      const found = entry.isSymbolicLink() ? behindLink(path, seen) : entry;
      if (found?.isDirectory()) return PASSED_OVER.has(entry.name) ? [] : below(path, seen);
      return found?.isFile() && CANDIDATE.test(entry.name) ? [path] : [];
    });
}

/** What a link leads to; null when that is nothing, or was come by before. */
function behindLink(path: string, seen: Set<string>): Stats | null {
  try {
    return seen.has(realpathSync(path)) ? null : statSync(path);
  } catch (error) {
    if (systemCode(error) !== undefined) return null;
    throw error;
  }
}

/** Records looked at to tell whose a file is: from its start, where a session says who it is, and from its end. */
const HEAD_RECORDS = 200;
const HEAD_BYTES = 4 << 20;
const TAIL_BYTES = 128 << 10;
/** Documents are read as a whole; one is the text of a conversation, so a larger file is something else. */
const MAX_DOCUMENT_BYTES = 64 << 20;

/**
 * Reads as much of a file as tells whose it is.
 * @throws what opening, reading or unpacking it throws
 */
export async function identify(path: string): Promise<HistoryFile | NoSession> {
  const file = await openReadable(path);
  if (file === null) return 'not-a-transcript';
  try {
    return await identifyOpen(path, file);
  } finally {
    await file.close();
  }
}

async function identifyOpen(path: string, file: ReadableFile): Promise<HistoryFile | NoSession> {
  const { size, mtimeMs } = await file.stat();
  if (size === 0) return 'empty';
  const start = await textAt(file, 0, Math.min(size, 4096));
  const common = { path, bytes: size, writtenAt: Math.round(mtimeMs) };
  const document = DOCUMENTS.find((transcript) => transcript.recognise(start));
  if (document !== undefined) {
    if (size > MAX_DOCUMENT_BYTES) return 'not-a-transcript';
    return documentFile(common, document, await textAt(file, 0, size));
  }
  if (isForAnything(path) && !start.startsWith('{"')) return 'not-a-transcript';
  const records = await sampleRecords(file, size);
  for (const adapter of LINE_ADAPTERS) {
    const recognised = adapter.transcript.recognise(records);
    if (recognised === null) continue;
    const source = { sessionId: sessionOf(recognised, path), subagentId: recognised.subagentId };
    return { ...common, ...facts(adapter, source, records), content: { is: 'transcript', adapter, source } };
  }
  return records.length === 0 || isForAnything(path) ? 'not-a-transcript' : 'agent-unknown';
}

type Common = Pick<HistoryFile, 'path' | 'bytes' | 'writtenAt'>;

function documentFile(common: Common, transcript: DocumentTranscript, text: string): HistoryFile | NoSession {
  const document = transcript.read(text, common.path);
  const { agent, startedAt, lastAt, cwd } = document;
  if (document.isEmpty) return 'empty';
  if (agent === null) return 'agent-unknown';
  const sessionId = document.sessionId ?? stemOf(common.path);
  const content = { is: 'document', document, agent, sessionId } as const;
  return { ...common, startedAt, lastAt, cwd, repository: null, content };
}

function stemOf(path: string): string {
  return basename(path)
    .replace(/\.(?:gz|zst)$/i, '')
    .replace(/\.(?:jsonl|md|json)$/i, '');
}

/**
 * The id that the file's name bears, if the records know it too: a fork's first records still bear the id of the
 * session they were copied from. Else the one they bear last.
 */
function sessionOf({ sessionIds }: Recognised, path: string): string {
  const stem = stemOf(path);
  // Entire exports every session as `full.jsonl`, in a folder of its own.
  const name = stem === 'full' ? `${basename(dirname(path))}-full` : stem;
  return sessionIds.find((id) => stem.includes(id)) ?? sessionIds.at(-1) ?? name;
}

async function textAt(file: ReadableFile, position: number, length: number): Promise<string> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.toString('utf8', 0, bytesRead);
}

async function sampleRecords(file: ReadableFile, size: number): Promise<JsonObject[]> {
  const head: JsonObject[] = [];
  let read = 0;
  for await (const lines of readLines(file, 0)) {
    for (const { bytes, end } of lines) {
      read = end;
      if (bytes !== null)
        head.push(...recordsOfLine(bytes.toString('utf8')).records.map(({ record }) => record));
    }
    if (head.length >= HEAD_RECORDS || read >= HEAD_BYTES) break;
  }
  const tailStart = Math.max(read, size - TAIL_BYTES);
  if (tailStart >= size) return head;
  // The tail's first line is cut, unless the tail begins where the head ended: then it is read as damaged, and left out.
  const tail = (await textAt(file, tailStart, size - tailStart)).split('\n');
  return [...head, ...tail.flatMap((line) => recordsOfLine(line).records.map(({ record }) => record))];
}

function facts(
  adapter: LineAdapter,
  source: TranscriptSource,
  records: readonly JsonObject[],
): Pick<HistoryFile, 'startedAt' | 'lastAt' | 'cwd' | 'repository'> {
  const times = records
    .map(({ timestamp }) => (typeof timestamp === 'string' ? Date.parse(timestamp) : Number.NaN))
    .filter((time) => !Number.isNaN(time));
  let cwd: string | null = null;
  let repository: RepositoryClaim | null = null;
  let state: JsonObject = {};
  for (const record of records) {
    const parsed = adapter.transcript.readRecord(record, source, 0, state);
    state = parsed.state;
    cwd = parsed.cwd;
    repository = parsed.repository ?? null;
    if (cwd !== null) break;
  }
  return { startedAt: times[0] ?? null, lastAt: times.at(-1) ?? null, cwd, repository };
}
