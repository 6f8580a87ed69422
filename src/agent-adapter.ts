/** What an agent is to hivemind: how its hook payloads and its transcripts are read. Parsers are pure. */

import type { Environment } from './paths.ts';
import type { AgentId, JsonObject, ParsedEvent } from './types.ts';

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
  /** The URL of the repository that this folder is of, when the record says: the folder may be gone by now. */
  repositoryUrl?: string;
  /** Another session this record was first written for: a fork or resume repeats it here. */
  copiedFrom: string | null;
  /** True when the record shows that a program, and no person, started the session. */
  headless: boolean;
}

/** One agent. `hooks/<agent>.ts` implements it, `hooks/registry.ts` lists them all. */
export interface AgentAdapter {
  readonly id: AgentId;
  /** For people: `Claude Code`. */
  readonly name: string;
  /**
   * Whether a payload is this agent's, though it came by another agent's hook. Told from the payload alone: an agent
   * started in another's terminal inherits that one's environment.
   */
  claims?(payload: JsonObject): boolean;
  /** Reads a hook's payload; null when there is no session in it. Never throws. */
  readHook(payload: JsonObject, envelope: HookEnvelope): HookReport | null;
  /**
   * Which session a transcript belongs to; null when the path is no transcript's.
   * @param first the file's first record: where the path names no session, this does
   */
  transcriptSource(path: string, first?: JsonObject): TranscriptSource | null;
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
  /** The folders below which the agent keeps its transcripts. */
  transcriptRoots(env: Environment): string[];
  /**
   * Reads one record of a transcript. Never throws, whatever the record holds.
   * @param position byte offset of the record's line; with the state, all the parser knows of what came before
   */
  readRecord(record: JsonObject, source: TranscriptSource, position: number, state: JsonObject): ParsedRecord;
}
