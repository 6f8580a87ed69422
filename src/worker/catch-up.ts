/** Takes in what agents left since the last time: the spool's events, and the new lines of transcripts. */

import { ADAPTERS } from '../../hooks/registry.ts';
import type { AgentAdapter, HookReport } from '../agent-adapter.ts';
import { type SessionOwner, storeHook } from '../capture/hook-record.ts';
import { type IntakeRules, readIntakeRules } from '../capture/intake-rules.ts';
import {
  listSpool,
  readSpoolFile,
  removeSpoolFile,
  type SpoolFile,
  type SpoolRecord,
  setAside,
} from '../capture/spool.ts';
import { type Config, loadConfig, SETTINGS } from '../config.ts';
import { projectOf } from '../lib/git.ts';
import {
  findHead,
  findProject,
  isCaptureOff,
  markCaptureOff,
  removeWordlessSession,
} from '../store/heads.ts';
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
  const taking: Taking = { context, config, rules, projects: new Map() };
  const paths = markOff(taking, listSpool(context.paths.spool));
  const report: CatchUpReport = { spooled: 0, events: 0 };
  for (let from = 0; from < paths.length; from += BATCH_FILES) {
    const batch = await takeBatch(taking, paths.slice(from, from + BATCH_FILES));
    report.spooled += batch.spooled;
    report.events += batch.events;
  }
  report.events += await readLive(taking);
  return report;
}

interface Taking {
  context: WorkerContext;
  /** The settings of config.json and the defaults. */
  config: Config;
  rules: IntakeRules;
  /** Projects by working folder, asked once a run. */
  projects: Map<string, Project>;
}

/**
 * Marks the sessions that any hook wants off, before one event of theirs is stored.
 * @returns the paths of the files that remain to be taken in
 */
function markOff(taking: Taking, paths: readonly string[]): string[] {
  const { store, now } = taking.context;
  return paths.filter((path) => {
    const file = readSpoolFile(path, now());
    if (file.is === 'unreadable') reject(taking.context, file);
    if (file.is !== 'record') return false;
    const off = offWordOf(taking, file.record);
    if (off === null) return true;
    if (off.sessionId !== null) markCaptureOff(store, off.sessionId, off.reason, file.record.at);
    removeSpoolFile(path);
    return false;
  });
}

/** What keeps a hook's session from being stored: its terminal, a pause, or the folder it ran in; null when nothing does. */
function offWordOf(
  { context, rules }: Taking,
  record: SpoolRecord,
): { sessionId: string | null; reason: string } | null {
  if (record.off !== null) return { sessionId: record.sessionId, reason: record.off };
  // A sign that doctor sent through the hook is no session's.
  const hook = record.payload?.[PROBE_FIELD] === undefined ? readHook(record) : null;
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
  const records = paths.flatMap((path) => {
    const file = readSpoolFile(path, now());
    return file.is === 'record' ? [file.record] : [];
  });
  await findProjects(taking, records);
  const transcripts = new Map<string, MainTranscript>();
  // One transaction for all of them: each waits for the disk.
  const report = inTransaction(store, () => takeRecords(taking, records, transcripts));
  for (const transcript of transcripts.values()) {
    report.events += await readTranscripts(store, transcript, now(), taking.rules);
  }
  for (const { path } of records) removeSpoolFile(path);
  return report;
}

/** @param transcripts gets those that the hooks name, by path */
function takeRecords(
  taking: Taking,
  records: readonly SpoolRecord[],
  transcripts: Map<string, MainTranscript>,
): CatchUpReport {
  const report: CatchUpReport = { spooled: 0, events: 0 };
  for (const record of records) {
    if (tookProbe(taking.context.store, record)) continue;
    const hook = readHook(record);
    const added = hook === null ? null : takeHook(taking, record, hook);
    if (hook === null || added === null) continue;
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
  const all: readonly AgentAdapter[] = Object.values(ADAPTERS);
  const adapter = all.find((other) => other.claims?.(payload)) ?? ADAPTERS[record.agent];
  const report = adapter.readHook(payload, { recordId: record.recordId, at: record.at });
  return report === null ? null : { adapter, report };
}

/** @returns rows added; null when the session must not be stored */
function takeHook(taking: Taking, record: SpoolRecord, { adapter, report }: Hook): number | null {
  const { store } = taking.context;
  if (isCaptureOff(store, report.sessionId)) return null;
  const owner = ownerOf(taking, record, adapter.id, report);
  return storeHook(
    store,
    report,
    owner,
    { at: record.at, everyNTurns: record.everyNTurns },
    taking.rules.custom,
  );
}

function ownerOf(taking: Taking, record: SpoolRecord, agent: AgentId, report: HookReport): SessionOwner {
  const known = knownOwner(taking.context.store, report.sessionId);
  if (known !== null) return { ...known, agent };
  const cwd = workingFolder(report);
  const project = taking.projects.get(cwd);
  if (project === undefined) throw new Error(`the project at ${cwd} was not looked up`);
  return { agent, workspaceId: workspaceOf(taking, record), project, cwd };
}

function knownOwner(store: Store, sessionId: string): Omit<SessionOwner, 'agent'> | null {
  const head = findHead(store, sessionId);
  const project = head === null ? null : findProject(store, head.projectId);
  return head === null || project === null ? null : { workspaceId: head.workspaceId, project, cwd: head.cwd };
}

const workingFolder = ({ cwd }: HookReport): string => cwd ?? '/';

/** Asks git, which takes its time, before the transaction in which the answers are needed. */
async function findProjects({ context, projects }: Taking, records: readonly SpoolRecord[]): Promise<void> {
  for (const record of records) {
    const hook = readHook(record);
    if (hook === null || projects.has(workingFolder(hook.report))) continue;
    if (knownOwner(context.store, hook.report.sessionId) !== null) continue;
    const cwd = workingFolder(hook.report);
    projects.set(cwd, await projectOf(cwd, context.env));
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
    const endedAt = findHead(store, sessionId)?.endedAt ?? now;
    const isEmpty = findCursor(store, path)?.offset === 0;
    if (isEmpty && now - endedAt > UNPERSISTED_MS) removeWordlessSession(store, sessionId);
  });
}
