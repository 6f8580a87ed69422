/** Finds and reads the transcripts of a session: its own, and those of its subagents. */

import { type Dirent, readdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { ADAPTERS } from '../../hooks/registry.ts';
import {
  type AgentAdapter,
  growsByLines,
  type LineAdapter,
  type TranscriptSource,
} from '../agent-adapter.ts';
import { ingestTranscript, rememberTranscript } from '../capture/ingest.ts';
import { type IntakeRules, NO_INTAKE_RULES } from '../capture/intake-rules.ts';
import { parseRecord } from '../capture/line-records.ts';
import { messageOf, systemCode } from '../errors.ts';
import { isStoreFailure } from '../store/guard/failures.ts';
import { findHead } from '../store/heads.ts';
import type { Store } from '../store/open.ts';
import { recordProblem } from '../store/problems.ts';
import { type AgentId, isWired, type JsonObject } from '../types.ts';

/** A session's main transcript. */
export interface MainTranscript {
  agent: AgentId;
  sessionId: string;
  path: string;
}

/** First records are read to here; a longer one says nothing about whose file it is. */
const FIRST_RECORD_BYTES = 256 << 10;

/**
 * Reads what is new in a session's transcripts. A file that cannot be read is noted as a problem and tried again later.
 * @param now milliseconds since the epoch
 * @returns rows added
 * @throws what SQLite throws when the store cannot be used
 */
export async function readTranscripts(
  store: Store,
  main: MainTranscript,
  now: number,
  rules: IntakeRules = NO_INTAKE_RULES,
): Promise<number> {
  const adapter: AgentAdapter | null = isWired(main.agent) ? ADAPTERS[main.agent] : null;
  if (adapter === null || !growsByLines(adapter)) return 0;
  const source: TranscriptSource = { sessionId: main.sessionId, subagentId: null };
  const first = await readOne(store, adapter, main.path, source, now, rules);
  if (first.captureOff) return first.events;
  let events = first.events;
  for (const [path, subagent] of await subagentTranscripts(store, adapter, main)) {
    events += (await readOne(store, adapter, path, subagent, now, rules)).events;
  }
  return events;
}

async function readOne(
  store: Store,
  adapter: LineAdapter,
  path: string,
  source: TranscriptSource,
  now: number,
  rules: IntakeRules,
): Promise<{ events: number; captureOff: boolean }> {
  try {
    const isOver = (findHead(store, source.sessionId)?.endedAt ?? null) !== null;
    return await ingestTranscript(store, adapter, path, source, now, rules, isOver);
  } catch (error) {
    if (isStoreFailure(error)) throw error;
    rememberTranscript(store, adapter, path, source, now);
    recordProblem(store, { at: now, area: 'transcript', subject: path, message: messageOf(error) });
    return { events: 0, captureOff: false };
  }
}

async function subagentTranscripts(
  store: Store,
  adapter: LineAdapter,
  main: MainTranscript,
): Promise<Map<string, TranscriptSource>> {
  const found = new Map<string, TranscriptSource>();
  const folder = adapter.transcript.subagentFolder(main.path);
  for (const path of folder === null ? [] : transcriptsBelow(folder)) {
    if (path === main.path) continue;
    const source = await sourceOf(store, adapter, path);
    if (source?.sessionId === main.sessionId && source.subagentId !== null) found.set(path, source);
  }
  return found;
}

function transcriptsBelow(folder: string): string[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return [];
    throw error;
  }
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.jsonl'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Whose file it is never changes: known once, not asked again by this process. */
const knownSources = new WeakMap<Store, Map<string, TranscriptSource | null>>();

async function sourceOf(store: Store, adapter: LineAdapter, path: string): Promise<TranscriptSource | null> {
  const known = knownSources.get(store) ?? new Map<string, TranscriptSource | null>();
  knownSources.set(store, known);
  const before = known.get(path);
  if (before !== undefined) return before;
  const first = await firstRecord(path);
  if (first === null) return null;
  const source = adapter.transcript.sourceOf(path, first);
  known.set(path, source);
  return source;
}

/** The first record of a transcript; null when it is not there or not whole yet. */
async function firstRecord(path: string): Promise<JsonObject | null> {
  try {
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(
        Buffer.alloc(FIRST_RECORD_BYTES),
        0,
        FIRST_RECORD_BYTES,
        0,
      );
      const end = buffer.subarray(0, bytesRead).indexOf('\n');
      return end < 0 ? null : parseRecord(buffer.toString('utf8', 0, end));
    } finally {
      await file.close();
    }
  } catch (error) {
    if (systemCode(error) !== undefined) return null;
    throw error;
  }
}
