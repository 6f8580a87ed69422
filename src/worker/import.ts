/** Takes in sessions that are already on disk: transcripts of every agent, and exports of them. */

import { dirname, resolve } from 'node:path';
import { storeDocument } from '../capture/document.ts';
import { ingestTranscript } from '../capture/ingest.ts';
import { type IntakeRules, readIntakeRules } from '../capture/intake-rules.ts';
import { prepareEvent } from '../capture/prepare.ts';
import { markProgramSessions } from '../capture/program-sessions.ts';
import { messageOf } from '../errors.ts';
import { isUnknownFolder, unknownFolder } from '../repository/unknown-folder.ts';
import { CLOCKS_APART_MS } from '../store/forgotten.ts';
import {
  captureOffReason,
  findHead,
  registerProject,
  registerWorkspace,
  removeWordlessSession,
  saveHead,
} from '../store/heads.ts';
import { inTransaction } from '../store/open.ts';
import { recordProblem } from '../store/problems.ts';
import { sessionWithPrompt } from '../store/prompts.ts';
import { countEvents, removeExported } from '../store/session-counts.ts';
import { findCursor } from '../store/transcripts.ts';
import { type AgentId, isRealPrompt, type ParsedEvent, type Project } from '../types.ts';
import type { WorkerContext } from './context.ts';
import type { ForgetReason } from './forget.ts';
import { candidatesAt, type HistoryFile, identify, isForAnything } from './history-files.ts';
import type { ImportReport, SkipReason } from './import-report.ts';
import { ImportedProjects } from './imported-projects.ts';

export interface ImportOptions {
  /** Files and folders. */
  paths: readonly string[];
  /** Only sessions of this agent. */
  agent?: AgentId;
  /** Milliseconds since the epoch: only sessions with something at or after it. */
  since?: number;
  /** The project all of them belong to, whatever folder they name. */
  project?: Project;
  /** Milliseconds since the epoch: sessions begun after it and seen by no hook are left out; null to take them as well. */
  installedAt: number | null;
  onProgress?(progress: ImportProgress): void;
}

export interface ImportProgress {
  step: 'looking' | 'reading';
  files: number;
  ofFiles: number;
  bytes: number;
  ofBytes: number;
}

/** Files last written longer ago are of sessions that are over. */
const STILL_OPEN_MS = 3_600_000;
/** Reasons for which a session is off that was stored once. */
const FORGOTTEN: ReadonlySet<string> = new Set<ForgetReason>(['forgotten', 'pruned', 'retention']);

/**
 * Imports every session it finds. Safe to stop at any point and to call again: what is stored is not stored twice, and
 * reading goes on where it stopped. A file that cannot be read is noted as a problem and passed over.
 * @throws HivemindError CONFIG_INVALID; what `stat` throws for a path that is not there; what SQLite throws
 */
export async function importHistory(context: WorkerContext, options: ImportOptions): Promise<ImportReport> {
  const { config } = context;
  const importing: Importing = {
    context,
    options,
    rules: readIntakeRules(context.paths, context.env, config),
    projects: new ImportedProjects(context),
    sessions: new Set(),
    touched: new Set(),
    report: { files: 0, sessions: 0, unknownFolder: 0, events: 0, skipped: {}, invalidLines: 0 },
  };
  const files = await chooseFiles(importing);
  importing.projects.expect(files.flatMap(({ cwd }) => cwd ?? []));
  let bytes = 0;
  const ofBytes = files.reduce((sum, file) => sum + file.bytes, 0);
  for (const [index, file] of files.entries()) {
    options.onProgress?.({ step: 'reading', files: index, ofFiles: files.length, bytes, ofBytes });
    const skipped = await importFile(importing, file);
    if (skipped !== null) skip(importing, skipped);
    bytes += file.bytes;
  }
  for (const projectId of importing.touched) markProgramSessions(context.store, projectId);
  importing.report.sessions = importing.sessions.size;
  importing.report.unknownFolder = [...importing.sessions].filter((id) =>
    isUnknownFolder(findHead(context.store, id)?.cwd ?? ''),
  ).length;
  return importing.report;
}

interface Importing {
  context: WorkerContext;
  options: ImportOptions;
  rules: IntakeRules;
  projects: ImportedProjects;
  /** Sessions stored. */
  sessions: Set<string>;
  /** Projects of sessions that were read. */
  touched: Set<string>;
  report: ImportReport;
}

function skip({ report }: Importing, reason: SkipReason): void {
  report.skipped[reason] = (report.skipped[reason] ?? 0) + 1;
}

/** The files to read, in the order in which their sessions began: a copy finds its original stored already. */
async function chooseFiles(importing: Importing): Promise<HistoryFile[]> {
  const { options, report } = importing;
  const paths = [...new Set(options.paths.flatMap(candidatesAt))];
  const files: HistoryFile[] = [];
  for (const [index, path] of paths.entries()) {
    options.onProgress?.({ step: 'looking', files: index, ofFiles: paths.length, bytes: 0, ofBytes: 0 });
    const file = await identifyOrNote(importing, path);
    if (file === 'not-a-transcript' && isForAnything(path) && !options.paths.includes(path)) continue;
    report.files += 1;
    const reason = typeof file === 'string' ? file : reasonAgainst(importing, file);
    if (reason !== null) skip(importing, reason);
    else files.push(file as HistoryFile);
  }
  return files.sort(inOrder);
}

async function identifyOrNote(importing: Importing, path: string): Promise<HistoryFile | SkipReason> {
  try {
    return await identify(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return unreadable(importing, path, error);
    throw error;
  }
}

function unreadable({ context: { store, now } }: Importing, path: string, error: unknown): SkipReason {
  recordProblem(store, { at: now(), area: 'transcript', subject: path, message: messageOf(error) });
  return 'unreadable';
}

/** An agent's own transcripts first, for they tell more than an export; a subagent's after the one that called it. */
function inOrder(a: HistoryFile, b: HistoryFile): number {
  return rankOf(a) - rankOf(b) || (a.startedAt ?? 0) - (b.startedAt ?? 0) || (a.path < b.path ? -1 : 1);
}

function rankOf({ content }: HistoryFile): number {
  if (content.is === 'document') return content.document.reader === null ? 2 : 3;
  return content.source.subagentId === null ? 0 : 1;
}

function reasonAgainst({ options, context, rules }: Importing, file: HistoryFile): SkipReason | null {
  const { store } = context;
  const sessionId = sessionIdOf(file);
  if (options.agent !== undefined && agentOf(file) !== options.agent) return 'other-agent';
  if (options.since !== undefined && (file.lastAt ?? file.writtenAt) < options.since) return 'older';
  const off = captureOffReason(store, sessionId);
  if (off !== null) return FORGOTTEN.has(off) ? 'forgotten' : 'capture-off';
  const begun = file.startedAt ?? file.writtenAt;
  if (rules.consent.reasonAgainst(file.cwd, begun, file.lastAt ?? begun) !== null) return 'capture-off';
  const witnessed = findHead(store, sessionId) !== null;
  if (options.installedAt !== null && begun > options.installedAt && !witnessed) return 'unwitnessed';
  return null;
}

const sessionIdOf = ({ content }: HistoryFile): string =>
  content.is === 'document' ? content.sessionId : content.source.sessionId;

function agentOf({ content }: HistoryFile): AgentId {
  return content.is === 'transcript' ? content.adapter.id : content.agent;
}

/** @returns why nothing of it was stored, or null */
async function importFile(importing: Importing, file: HistoryFile): Promise<SkipReason | null> {
  const { store } = importing.context;
  const sessionId = sessionIdOf(file);
  try {
    await ensureHead(importing, file);
    const before = countEvents(store, sessionId);
    const outcome = await storeFile(importing, file);
    const after = countEvents(store, sessionId);
    if (after.all === 0) {
      removeWordlessSession(store, sessionId);
      return outcome ?? 'no-events';
    }
    if (outcome !== null && outcome !== 'unchanged') return outcome;
    // The rest also of what is unchanged: an import that was killed may not have come to it.
    importing.sessions.add(sessionId);
    // A better reading of an export may give fewer rows than were there.
    importing.report.events += Math.max(0, after.own - before.own);
    const head = findHead(store, sessionId);
    if (head !== null) importing.touched.add(head.projectId);
    endSession(importing, file);
    return outcome;
  } catch (error) {
    return unreadable(importing, file.path, error);
  }
}

async function storeFile(importing: Importing, file: HistoryFile): Promise<SkipReason | null> {
  const { store, now } = importing.context;
  // The file's own time: only what was written lately is looked at again by itself.
  const readAt = Math.min(now(), file.writtenAt);
  const known = findCursor(store, file.path);
  const sessionId = sessionIdOf(file);
  if (file.content.is === 'document') {
    const startedAt = file.startedAt ?? file.writtenAt;
    const { reader, headless } = file.content.document;
    const events = file.content.document.events(sessionId, startedAt);
    if (reader === null) removeExported(store, sessionId);
    else if (isStoredByAgent(importing, file, events)) return 'stored-by-agent';
    const { path, bytes } = file;
    const isTimed = file.startedAt !== null;
    const document = { path, bytes, agent: agentOf(file), sessionId, readAt, isTimed, headless, reader };
    return storeDocument(store, document, events, importing.rules.custom);
  }
  const { adapter, source } = file.content;
  removeExported(store, sessionId);
  const read = await ingestTranscript(
    store,
    adapter,
    file.path,
    source,
    readAt,
    importing.rules,
    isOver(importing, file),
  );
  if (read.captureOff) return 'capture-off';
  if (read.forgotten && countEvents(store, sessionId).all === 0) return 'forgotten';
  const cursor = findCursor(store, file.path);
  importing.report.invalidLines += cursor?.invalidLines ?? 0;
  return known !== null && cursor !== null && known.offset === cursor.offset && known.inode === cursor.inode
    ? 'unchanged'
    : null;
}

/**
 * Whether the agent's own record of the conversation is stored: under the same id, or, for exports without one, with the
 * same first prompt at about the same time.
 */
function isStoredByAgent(
  { context, rules }: Importing,
  file: HistoryFile,
  events: readonly ParsedEvent[],
): boolean {
  const { store } = context;
  if (countEvents(store, sessionIdOf(file)).ofAgent > 0) return true;
  const first = events.find(isRealPrompt);
  if (first === undefined || file.startedAt === null) return false;
  const { text = '', at } = prepareEvent(first, rules.custom);
  return sessionWithPrompt(store, agentOf(file), text, at - CLOCKS_APART_MS, at + CLOCKS_APART_MS) !== null;
}

/** Registers the session, so that its events have an owner. What it belongs to never changes once set. */
async function ensureHead(importing: Importing, file: HistoryFile): Promise<void> {
  const { store, config } = importing.context;
  const sessionId = sessionIdOf(file);
  if (findHead(store, sessionId) !== null) return;
  const cwd = importing.options.project?.root ?? file.cwd ?? unknownFolder(dirname(resolve(file.path)));
  const project = importing.options.project ?? (await importing.projects.at(cwd, file.repository));
  const startedAt = file.startedAt ?? file.writtenAt;
  const workspaceId = config.get('workspace.id');
  inTransaction(store, () => {
    registerWorkspace(store, workspaceId, startedAt);
    registerProject(store, project, startedAt);
    saveHead(store, {
      sessionId,
      agent: agentOf(file),
      workspaceId,
      projectId: project.id,
      cwd: file.cwd ?? cwd,
      startedAt,
      lastEventAt: startedAt,
      endedAt: null,
      headless: false,
    });
  });
}

function isOver({ context }: Importing, { content, writtenAt }: HistoryFile): boolean {
  return content.is === 'document' || context.now() - writtenAt >= STILL_OPEN_MS;
}

function endSession(importing: Importing, file: HistoryFile): void {
  const { store } = importing.context;
  if (!isOver(importing, file)) return;
  inTransaction(store, () => {
    const head = findHead(store, sessionIdOf(file));
    if (head !== null && head.endedAt === null) saveHead(store, { ...head, endedAt: head.lastEventAt });
  });
}
