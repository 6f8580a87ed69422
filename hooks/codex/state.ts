/** What the rollout reader remembers from line to line. JSON, because it is stored with the read offset. */

import type { EventMeta, JsonObject, ParsedEvent } from '../../src/types.ts';
import { digest, lookUp } from '../fields.ts';

/** Calls and processes remembered at most, so that a session of endless background work stays small. */
const REMEMBERED = 200;

export interface RolloutState {
  /** The session's id: the root thread's, also in a subagent's file. */
  sessionId: string;
  /** Whether a `session_meta` was read, which says whose file this is. */
  named: boolean;
  subagentId: string | null;
  headless: boolean;
  /** The turn's id, or the thread's id where lines name no turn (2025): what ids of its events begin with. */
  scope: string;
  /** Events of this scope that had no id of their own. */
  unnamed: number;
  /** Prompts since the turn began; null outside a turn, or where turns are not recorded. */
  prompts: number | null;
  /** Whether this turn was started by a program, such as an automation of the desktop app. */
  scheduled: boolean;
  /** A message in the user role, of which the next line tells whether another one tells the prompt. */
  held: HeldMessage | null;
  /** Whether a prompt was told as an event or item: then every one is. */
  tellsPrompts: boolean;
  /** Form and digest of the last prompt: some versions write each prompt twice, in two forms. */
  lastPrompt: string | null;
  cwd: string | null;
  branch: string | null;
  model: string | null;
  /** Calls without a result so far: tool, and for a command the digest of its line. */
  calls: Record<string, { tool: string; command: string | null }>;
  /** Exit codes told by `CommandExecution` items before the call's output came. */
  exits: Record<string, number>;
  /** Whether a finished item was read: versions that write them tell there all that a script did. */
  itemized: boolean;
  /** Results of patches, told by `FileChange` items before the call's output came. */
  patches: Record<string, boolean>;
  /** Calls that were answered before their process ended, with the digest of their command. */
  unfinished: Record<string, string>;
  /** Processes that outlived their call: Codex's number of the process → call id. */
  running: Record<string, string>;
  /** Open `write_stdin` calls: call id → the process's number. */
  polls: Record<string, string>;
  /** Milliseconds since the epoch, of the last line that had a time. */
  at: number;
}

/** A prompt as the model got it. */
export interface HeldMessage {
  texts: string[];
  images: number;
  position: number;
}

/** One line of a rollout, taken apart. */
export interface RolloutLine {
  payload: JsonObject;
  /** The line's own `metadata`, beside the payload. */
  metadata: JsonObject;
  /** Byte offset of the line. */
  position: number;
}

/** Reads one kind of line: returns its events and moves `state` on. */
export type LineReader = (line: RolloutLine, state: RolloutState) => ParsedEvent[];

/** A copy of the stored state that may be changed; a fresh one where there is none. */
export function resumeState(stored: JsonObject, sessionId: string): RolloutState {
  const fresh = freshState(sessionId);
  // A state stored by an earlier version of this reader lacks what came later.
  return typeof stored.scope === 'string' ? { ...fresh, ...structuredClone(stored) } : fresh;
}

function freshState(sessionId: string): RolloutState {
  return {
    sessionId,
    named: false,
    subagentId: null,
    headless: false,
    scope: sessionId,
    unnamed: 0,
    prompts: null,
    scheduled: false,
    held: null,
    tellsPrompts: false,
    lastPrompt: null,
    cwd: null,
    branch: null,
    model: null,
    calls: {},
    exits: {},
    itemized: false,
    patches: {},
    unfinished: {},
    running: {},
    polls: {},
    at: 0,
  };
}

/** Moves on to another turn or thread: ids of its events begin with `scope`. */
export function enterScope(state: RolloutState, scope: string): void {
  if (state.scope === scope) return;
  state.scope = scope;
  state.unnamed = 0;
}

/** Remembers an entry and forgets the oldest beyond the limit. */
export function remember<T>(entries: Record<string, T>, key: string, value: T): void {
  entries[key] = value;
  const keys = Object.keys(entries);
  if (keys.length > REMEMBERED && keys[0] !== undefined) delete entries[keys[0]];
}

/** Takes an entry out. */
export function take<T>(entries: Record<string, T>, key: string): T | undefined {
  const value = lookUp(entries, key);
  delete entries[key];
  return value;
}

/** An id for an event that has none: the same whenever the lines are read again, also where a fork copied them. */
export function unnamedId(state: RolloutState, kind: string, text: string): string {
  state.unnamed += 1;
  return `${kind}-${state.unnamed}-${digest(text)}`;
}

/** An event of this session. `part` makes its id, together with the turn. */
export function rolloutEvent(
  state: RolloutState,
  part: string,
  position: number,
  fields: Omit<ParsedEvent, 'id' | 'sessionId' | 'at' | 'position'>,
): ParsedEvent {
  const meta: EventMeta = {
    ...(state.subagentId === null ? {} : { subagentId: state.subagentId }),
    ...(state.cwd === null ? {} : { cwd: state.cwd }),
    ...(state.branch === null ? {} : { gitBranch: state.branch }),
    ...fields.meta,
  };
  return {
    id: `codex:${state.scope}:${part}`,
    sessionId: state.sessionId,
    at: state.at,
    position,
    ...fields,
    meta,
  };
}
