/** The spool: one file an event, as `hooks/capture` writes it. */

import { mkdirSync, readFileSync, renameSync, rmSync, type Stats, statSync, unlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { systemCode } from '../errors.ts';
import { isAlive } from '../lib/is-alive.ts';
import { namesIn } from '../lib/list-folder.ts';
import { isWired, type JsonObject, type WiredAgentId } from '../types.ts';
import { parseRecord } from './line-records.ts';

const FORMAT = 'hivemind-spool 1';
const LAST_LINE = '\nhivemind-end\n';
/** A hook is done within seconds; what is still incomplete then was killed, or is of a newer hivemind. */
const STALE_MS = 10 * 60_000;
/** A clock that was set ahead makes a record look old that a living hook is writing; no hook lives for so long. */
const LONGEST_HOOK_MS = 86_400_000;
/** Set-aside files kept for a look; older ones are dropped, because nobody redacted them. */
const KEPT_REJECTED = 20;
/** Larger payloads are no event of an agent. */
const MAX_BYTES = 64 << 20;

const FORBIDDEN = Symbol('not readable for this user');

/** One event as a hook left it. */
export interface SpoolRecord {
  path: string;
  bytes: number;
  agent: WiredAgentId;
  /** Milliseconds since the epoch: when the hook ran. */
  at: number;
  /** Unique for all time: a name can come again, but not written at the same moment. */
  recordId: string;
  /** `HIVEMIND_WORKSPACE_ID` of the agent's terminal; null when unset or not a valid id. */
  workspaceId: string | null;
  /** `HIVEMIND_SKILLIFY_EVERY_N_TURNS` of the agent's terminal; null when unset or not a number. */
  everyNTurns: number | null;
  /** What turned capture off; null when it is on. Then there is a session id and no payload. */
  off: string | null;
  /** Set with capture off, if the hook could tell it. */
  sessionId: string | null;
  /** Null with capture off. */
  payload: JsonObject | null;
}

export type SpoolFile =
  | { is: 'record'; record: SpoolRecord }
  /** Still being written, or taken by another process meanwhile. */
  | { is: 'pending' }
  /** Will never be a record. */
  | { is: 'unreadable'; path: string; why: string };

/**
 * Paths of the spool's files, the oldest event first. A spool that is not there is empty.
 * @throws what listing the folder throws, apart from ENOENT
 */
export function listSpool(folder: string): string[] {
  const files: { path: string; at: number }[] = [];
  for (const name of namesIn(folder)) {
    const path = join(folder, name);
    const at = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    if (at !== undefined) files.push({ path, at });
  }
  return files.sort((a, b) => a.at - b.at || (a.path < b.path ? -1 : 1)).map(({ path }) => path);
}

/**
 * Reads one file of the spool.
 * @param now milliseconds since the epoch
 */
export function readSpoolFile(path: string, now: number): SpoolFile {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return { is: 'pending' };
  const unreadable = (why: string): SpoolFile => ({ is: 'unreadable', path, why });
  if (!stat.isFile()) return unreadable('is not a file');
  if (stat.size > MAX_BYTES) return unreadable('is larger than any event');
  const text = readText(path);
  if (text === FORBIDDEN) return unreadable('is not readable for this user');
  if (text === null) return { is: 'pending' };
  if (!text.startsWith(FORMAT) || !text.endsWith(LAST_LINE)) {
    return isGivenUp(path, now - stat.mtimeMs) ? unreadable('is incomplete') : { is: 'pending' };
  }
  return parseSpoolFile(path, text, stat);
}

/** Whether nobody will complete a file; a hook names it after its process. */
function isGivenUp(path: string, ageMs: number): boolean {
  if (ageMs <= STALE_MS) return false;
  const writer = Number(/^\d+/.exec(basename(path))?.[0] ?? 0);
  return ageMs > LONGEST_HOOK_MS || writer === 0 || !isAlive(writer);
}

function parseSpoolFile(path: string, text: string, { size, mtimeMs: at }: Stats): SpoolFile {
  const headerEnd = text.indexOf('\n\n');
  const header = new Map(text.slice(0, headerEnd).split('\n').map(keyAndValue));
  const agent = header.get('agent');
  if (!isWired(agent)) return { is: 'unreadable', path, why: 'is from an unknown agent' };
  const off = header.get('off') || null;
  // Trimmed: on Windows, Cursor puts a byte order mark before its payloads.
  const payload = off === null ? parseRecord(text.slice(headerEnd, -LAST_LINE.length).trim()) : null;
  if (payload === null && off === null) return { is: 'unreadable', path, why: 'holds no JSON object' };
  const record: SpoolRecord = {
    path,
    bytes: size,
    agent,
    at: Math.round(at),
    recordId: `${basename(path)}-${at}`,
    workspaceId: header.get('workspace') || null,
    everyNTurns: Number(header.get('every-n-turns')) || null,
    off,
    sessionId: header.get('session') || null,
    payload,
  };
  return { is: 'record', record };
}

/** Removes a file whose event is stored. Another process may have been faster. */
export function removeSpoolFile(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    // What is no file, and has no place in a spool.
    if (systemCode(error) !== 'ENOENT') rmSync(path, { force: true, recursive: true });
  }
}

/** Moves a file that will never be a record out of the way, and drops the oldest of those there. */
export function setAside(path: string, folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    renameSync(path, join(folder, basename(path)));
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
  }
  for (const old of listSpool(folder).slice(0, -KEPT_REJECTED)) removeSpoolFile(old);
}

/** The file's text; null when it is gone, FORBIDDEN when it is another user's (an agent that was run by sudo, say). */
function readText(path: string): string | typeof FORBIDDEN | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT') return null;
    if (code === 'EACCES' || code === 'EPERM') return FORBIDDEN;
    throw error;
  }
}

function keyAndValue(line: string): [string, string] {
  const space = line.indexOf(' ');
  return [line.slice(0, space), line.slice(space + 1)];
}
