/** Takes in what agents left since the last time: the spool's events, and the new lines of transcripts. */

import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { ADAPTERS } from '../../hooks/registry.ts';
import type { AgentAdapter, HookReport } from '../agent-adapter.ts';
import { type SessionOwner, storeHook } from '../capture/hook-record.ts';
import { type IntakeRules, readIntakeRules } from '../capture/intake-rules.ts';
import { settleProject } from '../capture/locate-project.ts';
import { noteLostRecords } from '../capture/lost-records.ts';
import {
  listSpool,
  readSpoolFile,
  removeSpoolFile,
  type SpoolFile,
  type SpoolRecord,
  setAside,
} from '../capture/spool.ts';
import { type Config, loadConfig } from '../config.ts';
import { SETTINGS } from '../settings.ts';
import { findHead, markCaptureOff, removeWordlessSession } from '../store/heads.ts';
import { inTransaction, type Store } from '../store/open.ts';
import { PROBE_FIELD, recordProbe } from '../store/probes.ts';
import { recordProblem } from '../store/problems.ts';
import { findCursor, liveCursors } from '../store/transcripts.ts';
import type { AgentId, Project } from '../types.ts';
import type { WorkerContext } from './context.ts';
import { type MainTranscript, readTranscripts } from './session-transcripts.ts';

/** A session that did not end (its agent was killed) is looked after for so long since its last news. */
const LIVE_MS = 7 * 86_400_000;
/** After a session's end was told, its last lines may still come. */
const ENDED_MS = 3_600_000;
/** Claude Code writes its transcript from the first prompt on, at most 100 ms late: after this, there will be none. */
const UNPERSISTED_MS = 500;
/** Spool files taken in before transcripts are read and the files removed. */
const BATCH_FILES = 200;
/** Of what waits, so many bytes are kept from the look at consent to the storing; the rest is read twice. */
const KEPT_BYTES = 16 << 20;

export interface CatchUpReport {
  /** Spool files taken in. */
  spooled: number;
  /** Rows added. */
  events: number;
}

/**
 * Takes in everything there is. Idempotent: killed at any point, or run by two processes at once, it stores each event
 * once. Spool files are removed when what they announce is stored.
 * @throws HivemindError CONFIG_INVALID, and what SQLite or the spool folder throw; what is left stays for the next time
 */
export async function catchUp(context: WorkerContext): Promise<CatchUpReport> {
  // Without the environment: this terminal's variables say nothing about the sessions of others.
  const config = loadConfig(context.paths.config, {});
  const rules = readIntakeRules(context.paths, context.env, config);
  const taking: Taking = { context, config, rules, projects: new Map(), kept: new Map() };
  const paths = markOff(taking, listSpool(context.paths.spool));
  const report: CatchUpReport = { spooled: 0, events: 0 };
  for (let from = 0; from < paths.length; from += BATCH_FILES) {
    const batch = await takeBatch(taking, paths.slice(from, from + BATCH_FILES));
    report.spooled += batch.spooled;
    report.events += batch.events;
  }
  report.events += await readLive(taking);
  noteLostRecords(context.store, context.paths);
  return report;
}

interface Taking {
  context: WorkerContext;
  /** The settings of config.json and the defaults. */
  config: Config;
  rules: IntakeRules;
  /** Projects by working folder, asked once a run. */
  projects: Map<string, Project>;
  /** What was read of the spool and is not stored yet, by path. */
  kept: Map<string, Spooled>;
}

/** A record of the spool, and what its hook tells; null when that is nothing, or a sign of doctor's. */
interface Spooled {
  record: SpoolRecord;
  hook: Hook | null;
}

/**
 * Marks the sessions that any hook wants off, before one event of theirs is stored.
 * @returns the paths of the files that remain to be taken in
 */
function markOff(taking: Taking, paths: readonly string[]): string[] {
  const { store, now } = taking.context;
  let room = KEPT_BYTES;
  return paths.filter((path) => {
    const file = readSpoolFile(path, now());
    if (file.is === 'unreadable') reject(taking.context, file);
    if (file.is !== 'record') return false;
    const { record } = file;
    const spooled = { record, hook: readHook(record) };
    const off = offWordOf(taking, spooled);
    if (off === null) {
      room -= record.bytes;
      if (room >= 0) taking.kept.set(path, spooled);
      return true;
    }
    if (off.sessionId !== null) markCaptureOff(store, off.sessionId, off.reason, record.at);
    removeSpoolFile(path);
    return false;
  });
}

/** What keeps a hook's session from being stored: its terminal, a pause, or the folder it ran in; null when nothing does. */
function offWordOf(
  { context, rules }: Taking,
  { record, hook }: Spooled,
): { sessionId: string | null; reason: string } | null {
  if (record.off !== null) return { sessionId: record.sessionId, reason: record.off };
  if (hook === null) return null;
  const { sessionId, cwd } = hook.report;
  // Now as well: what was said since the hook ran stands in the transcript that it names.
  for (const at of [record.at, context.now()]) {
    const reason = rules.consent.reasonAgainst(cwd, at);
    if (reason !== null) return { sessionId, reason };
  }
  return null;
}

function reject({ store, paths, now }: WorkerContext, file: SpoolFile & { is: 'unreadable' }): void {
  recordProblem(store, {
    at: now(),
    area: 'spool',
    subject: file.path,
    message: `A spool file ${file.why}.`,
  });
  setAside(file.path, paths.spoolRejected);
}

/** Stores a batch of hooks, then reads the transcripts they name; only then their files go. */
async function takeBatch(taking: Taking, paths: readonly string[]): Promise<CatchUpReport> {
  const { store, now } = taking.context;
  const spooled = paths.flatMap((path) => spooledAt(taking, path) ?? []);
  await findProjects(taking, spooled);
  const transcripts = new Map<string, MainTranscript>();
  // One transaction for all of them: each waits for the disk.
  const report = inTransaction(store, () => takeRecords(taking, spooled, transcripts));
  for (const transcript of transcripts.values()) {
    report.events += await readTranscripts(store, transcript, now(), taking.rules);
  }
  for (const { record } of spooled) removeSpoolFile(record.path);
  return report;
}

/** A record as it was kept, else read again; null when it is gone. */
function spooledAt({ context, kept }: Taking, path: string): Spooled | null {
  const known = kept.get(path);
  kept.delete(path);
  if (known !== undefined) return known;
  const file = readSpoolFile(path, context.now());
  return file.is === 'record' ? { record: file.record, hook: readHook(file.record) } : null;
}

/** @param transcripts gets those that the hooks name, by path */
function takeRecords(
  taking: Taking,
  spooled: readonly Spooled[],
  transcripts: Map<string, MainTranscript>,
): CatchUpReport {
  const report: CatchUpReport = { spooled: 0, events: 0 };
  for (const { record, hook } of spooled) {
    if (tookProbe(taking.context.store, record) || hook === null) continue;
    const added = takeHook(taking, record, hook);
    if (added === null) continue;
    report.spooled += 1;
    report.events += added;
    const { sessionId, transcriptPath } = hook.report;
    if (transcriptPath !== null) {
      transcripts.set(transcriptPath, { agent: hook.adapter.id, sessionId, path: transcriptPath });
    }
  }
  return report;
}

/** A mark sent through a hook to see whether it arrives: noted, and nothing else is made of it. */
function tookProbe(store: Store, { payload, agent, at }: SpoolRecord): boolean {
  const token = payload?.[PROBE_FIELD];
  if (typeof token !== 'string') return false;
  recordProbe(store, token, agent, at);
  return true;
}

interface Hook {
  adapter: AgentAdapter;
  report: HookReport;
}

function readHook(record: SpoolRecord): Hook | null {
  const payload = record.payload ?? {};
  if (payload[PROBE_FIELD] !== undefined) return null;
  const all: readonly AgentAdapter[] = Object.values(ADAPTERS);
  const adapter = all.find((other) => other.claims?.(payload)) ?? ADAPTERS[record.agent];
  const report = adapter.readHook(payload, { recordId: record.recordId, at: record.at });
  return report === null ? null : { adapter, report };
}

/** @returns rows added; null when the session must not be stored */
function takeHook(taking: Taking, record: SpoolRecord, { adapter, report }: Hook): number | null {
  return storeHook(
    taking.context.store,
    report,
    () => ownerOf(taking, record, adapter.id, report),
    { at: record.at, everyNTurns: record.everyNTurns },
    taking.rules.custom,
  );
}

/** Whom a new session belongs to. */
function ownerOf(taking: Taking, record: SpoolRecord, agent: AgentId, report: HookReport): SessionOwner {
  const cwd = workingFolder(report);
  const project = taking.projects.get(cwd);
  if (project === undefined) throw new Error(`the project at ${cwd} was not looked up`);
  return { agent, workspaceId: workspaceOf(taking, record), project, cwd };
}

const workingFolder = ({ cwd }: HookReport): string => cwd ?? '/';

/** Asks git, which takes its time, before the transaction in which the answers are needed. */
async function findProjects({ context, projects }: Taking, spooled: readonly Spooled[]): Promise<void> {
  for (const { hook } of spooled) {
    if (hook === null || projects.has(workingFolder(hook.report))) continue;
    if (findHead(context.store, hook.report.sessionId) !== null) continue;
    const cwd = workingFolder(hook.report);
    projects.set(cwd, await settleProject(context.store, cwd, context.env));
  }
}

function workspaceOf({ context, config }: Taking, record: SpoolRecord): string {
  const { workspaceId } = record;
  if (workspaceId === null) return config.get('workspace.id');
  if (SETTINGS['workspace.id'].pattern.test(workspaceId)) return workspaceId;
  recordProblem(context.store, {
    at: record.at,
    area: 'spool',
    subject: 'HIVEMIND_WORKSPACE_ID',
    message: 'A session was started with an invalid workspace id; it counts to the default workspace.',
  });
  return config.get('workspace.id');
}

/** Reads on in transcripts that no hook has named this time: a turn's last lines may come after its hook. */
async function readLive({ context, rules }: Taking): Promise<number> {
  const { store, now } = context;
  let events = 0;
  for (const cursor of liveCursors(store, now() - LIVE_MS, now() - ENDED_MS)) {
    const { sessionId } = cursor;
    const reason = rules.consent.reasonAgainst(findHead(store, sessionId)?.cwd ?? null, now());
    if (reason !== null) markCaptureOff(store, sessionId, reason, now());
    events += await readTranscripts(store, cursor, now(), rules);
    if (cursor.offset === 0) dropUnpersisted(store, cursor, now());
  }
  return events;
}

/** The user asked the agent not to keep the session, or said nothing in it: there never was a transcript. */
function dropUnpersisted(store: Store, { path, sessionId }: MainTranscript, now: number): void {
  inTransaction(store, () => {
    const head = findHead(store, sessionId);
    if (head !== null && isOfAnotherMachine(head.cwd, path)) return;
    const endedAt = head?.endedAt ?? now;
    const isEmpty = findCursor(store, path)?.offset === 0;
    if (isEmpty && now - endedAt > UNPERSISTED_MS) removeWordlessSession(store, sessionId);
  });
}

/** Where a home is shared by machines or containers, a session's own may be one that has neither of its folders. */
function isOfAnotherMachine(cwd: string, transcriptPath: string): boolean {
  return !existsSync(cwd) && !existsSync(dirname(dirname(transcriptPath)));
}
