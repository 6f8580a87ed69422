/** The vocabulary every room shares: sessions, session events, projects. Imports nothing. */

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
export type JsonObject = { [key: string]: JsonValue };

/** Every agent whose sessions hivemind reads. Adding a name here makes the compiler ask for what the agent is. */
export const AGENT_IDS = ['claude-code', 'codex', 'cursor', 'gemini-cli', 'opencode'] as const;
export type AgentId = (typeof AGENT_IDS)[number];

/**
 * Those that are watched as they work; the others' sessions come from exports alone. Adding a name here makes the
 * compiler ask for an adapter and an installer.
 */
export const WIRED_AGENT_IDS = ['claude-code', 'codex', 'cursor'] as const satisfies readonly AgentId[];
export type WiredAgentId = (typeof WIRED_AGENT_IDS)[number];

/** Whether a name is that of an agent that is watched as it works. */
export function isWired(name: string | undefined): name is WiredAgentId {
  return (WIRED_AGENT_IDS as readonly (string | undefined)[]).includes(name);
}

/** Kinds of session event; a contract of `sessions show --json`. */
export const EVENT_KINDS = [
  'session_start',
  'user_prompt',
  'assistant_message',
  'tool_call',
  'tool_result',
  'compaction',
  'turn_end',
  'session_end',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** Who wrote a text. Only `user` words may ever become an instruction in a skill. */
export type Origin = 'user' | 'assistant' | 'tool' | 'file' | 'web' | 'mcp' | 'system';

/**
 * How a `user_prompt` came in.
 * - `typed`: at the agent's prompt · `headless`: given on the command line (`-p`, `exec`)
 * - `queued`: typed while the agent was working · `slash`: a slash command that reached the model
 */
export type PromptSource = 'typed' | 'headless' | 'queued' | 'slash';

/** Facts about an event that only some kinds have; stored as one JSON column. */
export interface EventMeta {
  /** `user_prompt`: how it came in. Absent on prompts written by an agent for its subagent. */
  promptSource?: PromptSource;
  /** `user_prompt` of a slash command: its name without the slash. The arguments are the event's text. */
  command?: string;
  /** Set on every event of a subagent: the subagent's id. */
  subagentId?: string;
  /** `tool_result`: the process's exit code, when the agent told one. */
  exitCode?: number;
  /** `tool_result`: the most telling error line. */
  errorLine?: string;
  /** `tool_result`: characters before it was reduced to head and tail. */
  outputChars?: number;
  /** `tool_result`: fingerprints (`commands/fingerprints.ts`) of what was cut out of a long output. */
  cutMarks?: string;
  /** `tool_call`: hashes (`lineHash`) of lines that were cut out of a long input, to recognise an edit's lines later. */
  lineHashes?: string[];
  /** `tool_call` made by a script that the agent ran: the `toolUseId` of the script's own call. */
  script?: string;
  /** `tool_result`: the user refused the call. The words they gave, if any, are the event's text. */
  denied?: boolean;
  /** `turn_end`: the user stopped the agent. */
  interrupted?: boolean;
  /** `session_start`: startup, resume, clear, compact, fork. `session_end`: prompt_input_exit, other, … */
  reason?: string;
  /** `assistant_message`: the agent reported an API error instead of an answer. */
  apiError?: boolean;
  model?: string;
  gitBranch?: string;
  cwd?: string;
  agentVersion?: string;
  /** Number of images that came with a prompt; the images themselves are never stored. */
  images?: number;
}

/** What an agent's parser returns: an event before it belongs to a workspace and project. Pure data, not yet redacted. */
export interface ParsedEvent {
  /** Unique over all sessions, made from the agent's own ids, so that no road stores an event twice. */
  id: string;
  sessionId: string;
  /** Milliseconds since the epoch, by the agent's clock. */
  at: number;
  /** Orders events of equal `at` inside one source: byte offset of the line plus the block's index. */
  position: number;
  kind: EventKind;
  origin: Origin;
  text?: string;
  tool?: string;
  toolUseId?: string;
  input?: JsonObject;
  output?: string;
  /** `tool_result`: whether the tool succeeded; absent when the agent did not tell. */
  ok?: boolean;
  meta?: EventMeta;
}

/** A row of the append-only `sessions` table. */
export interface SessionEvent extends ParsedEvent {
  agent: AgentId;
  workspaceId: string;
  projectId: string;
}

/** One conversation of an agent, by the agent's own id. */
export interface SessionHead {
  sessionId: string;
  agent: AgentId;
  workspaceId: string;
  projectId: string;
  cwd: string;
  /** Milliseconds since the epoch. */
  startedAt: number;
  lastEventAt: number;
  /** Null while the session may still go on. */
  endedAt: number | null;
  /** True when no person wrote the first prompt: started by a program. */
  headless: boolean;
  /** `HIVEMIND_SKILLIFY_EVERY_N_TURNS` in the terminal of the session, when it was set there. */
  everyNTurns?: number;
}

/** Repository identity: normalised remote where there is one, else the root path. */
export interface Project {
  /** 16 hex digits, stable across clones, worktrees and sub-folders. */
  id: string;
  /** `github.com/owner/repo`, or null. */
  remote: string | null;
  /** Absolute path of the main work tree's root, of the clone that was seen last. */
  root: string;
}

/** True for a prompt that counts in `promptIndex`: a person's words that reached the model. */
export function isRealPrompt(event: ParsedEvent): boolean {
  return event.kind === 'user_prompt' && event.origin === 'user' && event.meta?.subagentId === undefined;
}

/** What became of an episode. `unknown`: nothing in the record tells. */
export const OUTCOMES = ['accepted', 'corrected', 'failed', 'abandoned', 'unknown'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What can be evidence for or against an episode's work; outcome.ts of mining says what each weighs. */
const SIGNAL_KINDS = [
  // Said or done by the user's next prompts.
  ...([
    'undone',
    'refused',
    'complained',
    'error-pasted',
    'output-pasted',
    'change-asked',
    'shouted',
  ] as const),
  ...(['re-edited', 'praised', 'assented', 'next-step', 'went-on', 'moved-on'] as const),
  // Reported by tools and by the agent's record.
  ...(['denied', 'interrupted', 'api-error', 'check-turned-green', 'check-left-red'] as const),
  ...(['left-failing', 'handed-in'] as const),
  // Learned later: from the repository's history, from another session.
  ...(['lines-kept', 'lines-rewritten', 'lines-reverted', 'plan-implemented'] as const),
] as const;
export type SignalKind = (typeof SIGNAL_KINDS)[number];

/** One piece of evidence for an outcome, with the event that shows it. */
export interface Signal {
  kind: SignalKind;
  eventId: string;
}

/**
 * What a tool call did. `delegate` and `skill` hand work on, `ask` and `plan` put it before the user, `todo` keeps a list
 * of it; `other`: nobody told us what the tool is.
 */
export type StepKind =
  | 'command'
  | 'edit'
  | 'read'
  | 'search'
  | 'web'
  | 'delegate'
  | 'skill'
  | 'ask'
  | 'plan'
  | 'todo'
  | 'other';

/** A file that a call changed. `created`: written whole, whether or not one was there before. */
export interface FileChange {
  path: string;
  change: 'created' | 'changed' | 'deleted';
}

/** One tool call of an episode together with its result. */
export interface Step {
  /** The `tool_call` event. */
  eventId: string;
  /** The `tool_result` event, when there was one. */
  resultId: string | null;
  kind: StepKind;
  tool: string;
  /** The whole command line of a `command`. */
  command: string | null;
  /** The command (or path) with what varies replaced by placeholders; equal templates are the same step. */
  template: string;
  /** The file that a `read` looked at, relative to the project's root where it lies below it. */
  readPath: string | null;
  /** The files that an `edit` changed, each once, their paths likewise; empty where the call did not say which. */
  edits: FileChange[];
  ok: boolean | null;
  /** A failed step's error line with numbers, paths and hashes replaced, comparable between sessions. */
  errorSignature: string | null;
  /** True when the user ran it, or when the agent ran it inside a subagent. */
  by: 'agent' | 'subagent' | 'user';
}

/** The local reflection on one episode. Every entry names the event it comes from. */
export interface Memory {
  /** The request in the user's words, without pasted material. */
  goal: string;
  /** The agent's first words on it: how it set out. Null when it said nothing. */
  approach: MemoryNote | null;
  /** The agent's closing words on the first turn: what it says it did. */
  result: MemoryNote | null;
  /** The first words of the last plan the agent put forward for approval. */
  plan?: MemoryNote;
  decisions: MemoryNote[];
  /** What failed and what then worked. */
  fixes: { errorSignature: string; failedEventId: string; action: string; actionEventId: string }[];
  /** Rules and corrections stated by the user, in their words. */
  preferences: MemoryNote[];
  /** What they asked for besides the request itself; absent where there was nothing. */
  asides?: MemoryNote[];
}
export interface MemoryNote {
  text: string;
  eventId: string;
}

/** The run of events in one session that serves one request of the user. */
export interface Episode {
  /** The id of its first prompt's event. */
  id: string;
  sessionId: string;
  agent: AgentId;
  projectId: string;
  /** Index of its first prompt among the session's real prompts, from 0. */
  promptIndex: number;
  /** Ids of its real prompts' events, in order. */
  promptIds: string[];
  /** First 160 characters of its first prompt. */
  prompt: string;
  startedAt: number;
  endedAt: number;
  /** Time that it took, long pauses left out, ms. */
  activeMs: number;
  gitBranch: string | null;
  /** Whose it was, by their home folder; null where it did not run below one. */
  person: string | null;
  headless: boolean;
  outcome: Outcome;
  signals: Signal[];
  steps: Step[];
  memory: Memory;
  /** What was asked in it after its first prompt; absent where that was all. */
  later?: LaterTurn[];
  /** Set on a later turn that mining looks at by itself, see `momentsOf`: the episode that it lies in. */
  within?: { episodeId: string; promptIndex: number };
}

/** A further prompt of an episode with what was done about it, judged by itself. */
export interface LaterTurn
  extends Pick<
    Episode,
    'id' | 'promptIndex' | 'prompt' | 'startedAt' | 'endedAt' | 'activeMs' | 'outcome' | 'signals' | 'memory'
  > {
  /** Which of the episode's steps are its own: the first, and the first that is not any more. */
  steps: [from: number, to: number];
}
