/**
 * Codex. Its transcript ("rollout") is the record; hooks only say that there is news. Written against codex-cli
 * 0.169.0: hook payloads after its JSON schemas, rollouts as it writes them.
 */

import { basename, dirname, join } from 'node:path';
import type {
  AgentAdapter,
  HookEnvelope,
  HookReport,
  ParsedRecord,
  Recognised,
  TranscriptSource,
} from '../../src/agent-adapter.ts';
import { AGENTS } from '../../src/agents/registry.ts';
import type { Environment } from '../../src/paths.ts';
import type { JsonObject, ParsedEvent } from '../../src/types.ts';
import { asRecord, lookUp, textOf } from '../fields.ts';
import { heldPrompt } from './messages.ts';
import { ownerOf, readRolloutLine } from './rollout.ts';
import { resumeState } from './state.ts';

const MOMENTS: Readonly<Record<string, HookReport['moment']>> = {
  SessionStart: 'session_start',
  Stop: 'turn_end',
  Interrupt: 'turn_end',
  PreCompact: 'compaction',
  PostCompact: 'compaction',
  SessionEnd: 'session_end',
};

/** `rollout-<local time>-<thread id>.jsonl`, in `sessions/YYYY/MM/DD/`. */
const ROLLOUT = /^rollout-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-([0-9a-f-]{36})\.jsonl$/;

export const codex = {
  id: 'codex',
  readHook,
  transcript: {
    kind: 'lines',
    roots: (env: Environment): string[] =>
      ['sessions', 'archived_sessions'].map((name) => join(AGENTS.codex.folder(env), name)),
    sourceOf,
    recognise,
    subagentFolder: (path: string): string => dirname(path),
    readRecord,
    readEnd,
  },
} as const satisfies AgentAdapter;

function readHook(payload: JsonObject, envelope: HookEnvelope): HookReport | null {
  const sessionId = textOf(payload.session_id);
  if (sessionId === null || sessionId === '') return null;
  // `--ephemeral`: the user wants no record of this session, ours included.
  if (payload.transcript_path === null) return null;
  const moment = lookUp(MOMENTS, textOf(payload.hook_event_name) ?? '') ?? 'other';
  // A subagent's hooks bear its parent's id and, some of them, its own transcript.
  const bySubagent = textOf(payload.agent_id) !== null;
  const transcriptPath = bySubagent ? null : textOf(payload.transcript_path);
  return {
    sessionId,
    cwd: textOf(payload.cwd),
    transcriptPath,
    moment: bySubagent ? 'other' : moment,
    events: moment === 'session_end' ? [sessionEnd(sessionId, payload, envelope)] : [],
  };
}

function sourceOf(path: string, first: JsonObject = {}): TranscriptSource | null {
  const thread = ROLLOUT.exec(basename(path))?.[1];
  if (thread === undefined) return null;
  const owner = ownerOf(asRecord(first.payload), thread);
  return { sessionId: owner.sessionId, subagentId: owner.isSubagent ? thread : null };
}

function recognise(records: readonly JsonObject[]): Recognised | null {
  // A fork's file goes on with the heads of those it was copied from: the first one is its own.
  const head = records.find(
    ({ type, payload }) => type === 'session_meta' && textOf(asRecord(payload).id) !== null,
  );
  if (head === undefined) return records.some(isRolloutLine) ? { sessionIds: [], subagentId: null } : null;
  const meta = asRecord(head.payload);
  const thread = textOf(meta.id) ?? '';
  const owner = ownerOf(meta, thread);
  return { sessionIds: [owner.sessionId], subagentId: owner.isSubagent ? thread : null };
}

function readRecord(
  record: JsonObject,
  source: TranscriptSource,
  position: number,
  stored: JsonObject,
): ParsedRecord {
  const state = resumeState(stored, source.sessionId);
  const { events, unknownType } = readRolloutLine(record, position, state);
  const payload = asRecord(record.payload);
  const heads = record.type === 'session_meta';
  const git = heads ? asRecord(payload.git) : {};
  const url = textOf(git.repository_url);
  return {
    ...(state.held === null ? {} : { unsettled: true }),
    ...(url === null ? {} : { repository: { url, commit: textOf(git.commit_hash) } }),
    events,
    state: state as unknown as JsonObject,
    unknownType,
    cwd: heads || record.type === 'turn_context' ? textOf(payload.cwd) : null,
    copiedFrom: heads ? forkedFrom(payload, state.sessionId) : null,
    headless: state.headless,
  };
}

function readEnd(source: TranscriptSource, stored: JsonObject): Pick<ParsedRecord, 'events' | 'state'> {
  const state = resumeState(stored, source.sessionId);
  const events = heldPrompt(state);
  return { events, state: state as unknown as JsonObject };
}

/** A line of a rollout that lost its head: no other agent's records have these types beside a payload. */
function isRolloutLine({ type, payload, timestamp }: JsonObject): boolean {
  const isItem = type === 'response_item' || type === 'event_msg';
  return isItem && textOf(timestamp) !== null && textOf(asRecord(payload).type) !== null;
}

/** The session a fork's lines come from: named at the head, or by a second head before the copied lines. */
function forkedFrom(meta: JsonObject, sessionId: string): string | null {
  const named = textOf(meta.forked_from_id);
  if (named !== null) return named;
  const { sessionId: owner } = ownerOf(meta, textOf(meta.id) ?? sessionId);
  return owner === sessionId ? null : owner;
}

function sessionEnd(sessionId: string, payload: JsonObject, { recordId, at }: HookEnvelope): ParsedEvent {
  return {
    id: `codex:${sessionId}:session-end:${recordId}`,
    sessionId,
    at,
    position: 0,
    kind: 'session_end',
    origin: 'system',
    meta: { reason: textOf(payload.reason) ?? 'other' },
  };
}
