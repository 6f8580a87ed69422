/** Claude Code: what its hooks send, where its transcripts lie. Formats as of Claude Code 2.1.329, and back to 1.0. */

import { basename, dirname, join } from 'node:path';
import type {
  AgentAdapter,
  HookEnvelope,
  HookReport,
  Recognised,
  TranscriptSource,
} from '../../src/agent-adapter.ts';
import { AGENTS } from '../../src/agents/registry.ts';
import type { Environment } from '../../src/paths.ts';
import type { EventMeta, JsonObject, ParsedEvent } from '../../src/types.ts';
import { textOf } from '../fields.ts';
import { readRecord } from './record.ts';

export const claudeCode = {
  id: 'claude-code',
  readHook,
  transcript: {
    kind: 'lines',
    roots: (env: Environment): string[] => [join(AGENTS['claude-code'].folder(env), 'projects')],
    sourceOf,
    recognise,
    // <folder>/<session>.jsonl keeps its subagents in <folder>/<session>/subagents/[…/]agent-<id>.jsonl
    subagentFolder: (path: string): string => join(path.slice(0, -'.jsonl'.length), 'subagents'),
    readRecord,
  },
} as const satisfies AgentAdapter;

function readHook(payload: JsonObject, envelope: HookEnvelope): HookReport | null {
  const sessionId = textOf(payload.session_id);
  if (sessionId === null || sessionId === '') return null;
  const event = describe(payload);
  const path = textOf(payload.transcript_path);
  return {
    sessionId,
    cwd: textOf(payload.cwd),
    transcriptPath: path?.startsWith('/') && path.endsWith('.jsonl') ? path : null,
    moment: event.moment,
    events: event.kind === null ? [] : [rowOf(event.kind, event.meta, sessionId, envelope)],
  };
}

interface Described {
  moment: HookReport['moment'];
  /** The row it makes; null when it makes none. */
  kind: ParsedEvent['kind'] | null;
  meta: EventMeta;
}

function describe(payload: JsonObject): Described {
  const none: Described = { moment: 'other', kind: null, meta: {} };
  switch (payload.hook_event_name) {
    case 'SessionStart': {
      const reason = textOf(payload.source) ?? 'startup';
      // After a compaction the session goes on; the compaction itself is told by the transcript.
      if (reason === 'compact') return { ...none, moment: 'compaction' };
      const model = textOf(payload.model);
      const meta = model === null ? { reason } : { reason, model };
      return { moment: 'session_start', kind: 'session_start', meta };
    }
    case 'PreCompact':
    case 'PostCompact':
      return { ...none, moment: 'compaction' };
    case 'Stop':
      return { moment: 'turn_end', kind: 'turn_end', meta: {} };
    case 'StopFailure':
      return { moment: 'turn_end', kind: 'turn_end', meta: { apiError: true } };
    case 'SessionEnd': {
      const reason = textOf(payload.reason) ?? 'other';
      return { moment: 'session_end', kind: 'session_end', meta: { reason } };
    }
    default:
      return none;
  }
}

function rowOf(
  kind: ParsedEvent['kind'],
  meta: EventMeta,
  sessionId: string,
  envelope: HookEnvelope,
): ParsedEvent {
  return {
    id: `hook:${envelope.recordId}`,
    sessionId,
    at: envelope.at,
    // Behind the transcript's events of the same millisecond, save that the start comes before all.
    position: kind === 'session_start' ? -1 : Number.MAX_SAFE_INTEGER,
    kind,
    origin: 'system',
    meta,
  };
}

function sourceOf(path: string): TranscriptSource | null {
  const name = basename(path);
  if (!name.endsWith('.jsonl')) return null;
  const stem = name.slice(0, -'.jsonl'.length);
  const folders = dirname(path).split('/');
  const subagents = folders.lastIndexOf('subagents');
  if (subagents < 1) return stem.startsWith('agent-') ? null : { sessionId: stem, subagentId: null };
  const sessionId = folders[subagents - 1];
  return sessionId && stem.startsWith('agent-')
    ? { sessionId, subagentId: stem.slice('agent-'.length) }
    : null;
}

/** Types that only a conversation's records have, and that bear an id and the session's. */
const CONVERSATION = new Set(['user', 'assistant', 'system', 'attachment', 'progress']);

function recognise(records: readonly JsonObject[]): Recognised | null {
  const said = records.filter(
    ({ type, uuid, sessionId }) =>
      CONVERSATION.has(textOf(type) ?? '') && textOf(uuid) !== null && textOf(sessionId) !== null,
  );
  if (said.length === 0) return null;
  const ids = said.map(({ sessionId }) => textOf(sessionId) ?? '');
  const subagents = new Set(
    said.map(({ isSidechain, agentId }) => (isSidechain === true ? textOf(agentId) : null)),
  );
  const [subagentId = null] = subagents;
  return {
    sessionIds: [...new Set(ids.reverse())].reverse(),
    // A file that holds the main conversation as well is the session's own.
    subagentId: subagents.size === 1 ? subagentId : null,
  };
}
