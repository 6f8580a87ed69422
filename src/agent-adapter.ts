/** How an agent's hook payloads and its transcripts are read. Parsers are pure; what an agent is stands in `src/agents/`. */

import type { Environment } from './paths.ts';
import type { AgentId, JsonObject, ParsedEvent, WiredAgentId } from './types.ts';

/** Where and when a hook payload was spooled. */
export interface HookEnvelope {
  /** Unique for all time, and the same whenever the record is read again. */
  recordId: string;
  /** Milliseconds since the epoch. */
  at: number;
}

/** What one hook payload tells. */
export interface HookReport {
  sessionId: string;
  /** Null when the payload does not say. */
  cwd: string | null;
  /** The session's main transcript; null when the agent writes none. */
  transcriptPath: string | null;
  /** Why it was sent; `other` payloads only say that there may be news in the transcript. */
  moment: 'session_start' | 'turn_end' | 'compaction' | 'session_end' | 'other';
  /** Rows that only the hook can tell; what the transcript holds as well is left to the transcript. */
  events: ParsedEvent[];
}

/** The transcript a record stands in. */
export interface TranscriptSource {
  sessionId: string;
  /** Null for the session's main transcript. */
  subagentId: string | null;
}

/** What the records of a file say about whose transcript it is. */
export interface Recognised {
  /** Session ids the records bear, in the order of their last mention; empty when they bear none. */
  sessionIds: string[];
  /** Null for a session's main transcript. */
  subagentId: string | null;
}

/** What a record says about a repository. */
export interface RepositoryClaim {
  url: string;
  /** The full id of the commit that was checked out; null when it does not tell. */
  commit: string | null;
}

/** What one record of a transcript tells. */
export interface ParsedRecord {
  /** Unredacted, with outputs and inputs in full. Empty for records that are not for mining. */
  events: ParsedEvent[];
  /**
   * What the parser must remember for the next record. Never changed in place. A person's words may wait in it under
   * `queued`, and only there: they are masked before the state is stored.
   */
  state: JsonObject;
  /**
   * Set when only the next record tells what this one is. The reader then comes back to it, so that nothing of it is
   * ever kept in the stored state.
   */
  unsettled?: true;
  /** The record's type when the parser does not know it, else null. */
  unknownType: string | null;
  /** The folder the agent worked in, when the record says. */
  cwd: string | null;
  /** The repository that this folder is of, when the record says: the folder may be gone by now. */
  repository?: RepositoryClaim;
  /** Another session this record was first written for: a fork or resume repeats it here. */
  copiedFrom: string | null;
  /** True when the record shows that a program, and no person, started the session. */
  headless: boolean;
}

/** A transcript that grows by lines, and is read on from where it was left. */
export interface LineTranscript {
  readonly kind: 'lines';
  /** The folders below which the agent keeps its transcripts. */
  roots(env: Environment): string[];
  /**
   * Which session a transcript belongs to; null when the path is no transcript's.
   * @param first the file's first record: where the path names no session, this does
   */
  sourceOf(path: string, first?: JsonObject): TranscriptSource | null;
  /**
   * Whose transcript a file is, told from records of it alone: for files that were moved, renamed or exported. Null when
   * the records are not this agent's.
   */
  recognise(records: readonly JsonObject[]): Recognised | null;
  /**
   * The folder that holds the transcripts of a session's subagents, maybe among those of other sessions; null when the
   * agent has none.
   */
  subagentFolder(transcriptPath: string): string | null;
  /**
   * Reads one record of a transcript. Never throws, whatever the record holds.
   * @param position byte offset of the record's line; with the state, all the parser knows of what came before
   */
  readRecord(record: JsonObject, source: TranscriptSource, position: number, state: JsonObject): ParsedRecord;
  /** What a last record that is unsettled is, where no other will follow; absent where none ever is. */
  readEnd?(source: TranscriptSource, state: JsonObject): Pick<ParsedRecord, 'events' | 'state'>;
}

/** A file that holds a session as a whole, and is written anew when the session goes on. */
export interface DocumentTranscript {
  readonly kind: 'document';
  /** Whether a file is one, told from its first 4,000 characters. */
  recognise(start: string): boolean;
  /**
   * Takes one apart. Never throws, whatever the text holds.
   * @param path where it lies: that may tell where the agent worked
   */
  read(text: string, path: string): SessionDocument;
}

/** A session as one document tells it. */
export interface SessionDocument {
  /** Null for one that we do not know. */
  agent: AgentId | null;
  /**
   * What the ids of its events begin with: the exporter's name and the version of our reader. Null where the events bear
   * the agent's own ids, which are the same by any road.
   */
  reader: string | null;
  /** The agent's own id; null when it does not tell. */
  sessionId: string | null;
  /** The folder the agent worked in; null when it does not tell. */
  cwd: string | null;
  /** Milliseconds since the epoch; null when it does not tell. */
  startedAt: number | null;
  lastAt: number | null;
  /** Whether it shows that a program, and no person, started the session. */
  headless: boolean;
  /** Whether anybody says anything in it. */
  isEmpty: boolean;
  /**
   * Its events, the same from any copy of the same conversation as far as the two agree.
   * @param startedAt milliseconds since the epoch, for documents that tell no time
   */
  events(sessionId: string, startedAt: number): ParsedEvent[];
}

/** How a watched agent's hooks and transcripts are read. `hooks/<agent>/adapter.ts` holds it, `hooks/registry.ts` lists them all. */
export interface AgentAdapter {
  readonly id: WiredAgentId;
  /**
   * Whether a payload is this agent's, though it came by another agent's hook. Told from the payload alone: an agent
   * started in another's terminal inherits that one's environment.
   */
  claims?(payload: JsonObject): boolean;
  /** Reads a hook's payload; null when there is no session in it. Never throws. */
  readHook(payload: JsonObject, envelope: HookEnvelope): HookReport | null;
  /** Null where the hooks' payloads are the record. */
  readonly transcript: LineTranscript | DocumentTranscript | null;
}

/** An agent whose transcripts grow by lines. */
export type LineAdapter = AgentAdapter & { readonly transcript: LineTranscript };

export const growsByLines = (adapter: AgentAdapter): adapter is LineAdapter =>
  adapter.transcript?.kind === 'lines';
