/** Sessions of a few events, lines that rest on them, and what one check says of these lines. */

import { type Check, type CheckContext, checkedLines } from '../../../src/codify/checks/check.ts';
import { resultAmong } from '../../../src/codify/input/evidence.ts';
import type { DescriptionLine, DraftFile, Evidence, Line, SkillDraft } from '../../../src/skill/draft.ts';
import type { Refusal } from '../../../src/skill/refusal.ts';
import type { AgentId, EventMeta, Project, SessionEvent } from '../../../src/types.ts';

export const ROOT = '/srv/shop';
const PROJECT: Project = { id: 'p1', remote: null, root: ROOT };

/** What happened at one moment: the user asked, or a tool was called and answered. */
export interface Moment {
  ask?: string;
  run?: string;
  /** A file written whole, or changed, or read. */
  write?: string;
  edit?: string;
  read?: string;
  /** Another tool with its input. */
  tool?: string;
  input?: SessionEvent['input'];
  /** False: the call failed; null: nothing answered it. */
  ok?: boolean | null;
  output?: string;
  /** Of the call or the prompt; `result` of the answer. */
  meta?: EventMeta;
  result?: EventMeta;
  origin?: SessionEvent['origin'];
  projectId?: string;
  agent?: AgentId;
  /** Days after the first. */
  day?: number;
}

const FIRST_DAY = new Date(2026, 2, 2, 10).getTime();
const DAY = 86_400_000;

/** The sessions' events: `a:1` is the first moment of session `a`, `a:1r` the answer to it. */
export function eventsOf(sessions: Readonly<Record<string, readonly Moment[]>>): SessionEvent[] {
  return Object.entries(sessions).flatMap(([sessionId, moments]) =>
    moments.flatMap((moment, index) => eventsAt(moment, `${sessionId}:${index + 1}`, sessionId, index)),
  );
}

function eventsAt(moment: Moment, id: string, sessionId: string, index: number): SessionEvent[] {
  const { agent = 'claude-code', projectId = PROJECT.id } = moment;
  const at = FIRST_DAY + (moment.day ?? 0) * DAY + index * 1000;
  const shared = { sessionId, at, position: index * 2, agent, workspaceId: 'w', projectId };
  const meta = moment.meta === undefined ? {} : { meta: moment.meta };
  if (moment.ask !== undefined) {
    const origin = moment.origin ?? 'user';
    return [{ ...shared, id, kind: 'user_prompt', origin, text: moment.ask, ...meta }];
  }
  const [tool, input] = callOf(moment);
  const call: SessionEvent = {
    ...shared,
    ...meta,
    ...{ id, kind: 'tool_call', origin: 'assistant', tool, input, toolUseId: id },
  };
  const { ok = true, output = 'done', result } = moment;
  if (ok === null) return [call];
  const answer = {
    id: `${id}r`,
    kind: 'tool_result',
    origin: 'tool',
    tool,
    toolUseId: id,
    output,
    ok,
  } as const;
  return [call, { ...shared, ...answer, ...(result === undefined ? {} : { meta: result }) }];
}

function callOf({
  run,
  write,
  edit,
  read,
  tool,
  input = {},
}: Moment): [string, NonNullable<SessionEvent['input']>] {
  if (run !== undefined) return ['Bash', { command: run }];
  if (write !== undefined) return ['Write', { file_path: write, content: 'new text', ...input }];
  if (edit !== undefined)
    return ['Edit', { file_path: edit, old_string: 'old', new_string: 'new', ...input }];
  if (read !== undefined) return ['Read', { file_path: read, ...input }];
  return [tool ?? 'Other', input];
}

/** A line without its evidence. */
type Unborne<L> = L extends Line ? Omit<L, 'evidence'> : never;

/** A line that rests on these events, and quotes nothing of them but what is given as `id=words`. */
export function line<L extends Unborne<Line>>(
  fields: L,
  ...behind: string[]
): Extract<Line, { kind: L['kind'] }> {
  const evidence: Evidence[] = behind.map((one) => {
    const [eventId = '', ...quote] = one.split('=');
    return { eventId, quote: quote.join('=') };
  });
  // Its fields are those of the line that it becomes.
  return { ...fields, evidence } as unknown as Extract<Line, { kind: L['kind'] }>;
}

export interface Case extends Partial<Omit<CheckContext, 'source'>> {
  lines?: readonly Line[];
  files?: readonly DraftFile[];
  description?: DescriptionLine;
  name?: string;
  candidateId?: string;
  /** Those that the draft was made from; all of them where it is not said. */
  from?: readonly string[];
  /** Where sessions ran, of those that did not run in the project's root. */
  folders?: Readonly<Record<string, string>>;
}

const DESCRIPTION = line({ kind: 'description', of: 'failure', failed: 'make it', error: null });

/** What a check says of these lines. The description claims nothing that a check of lines looks at, unless it is given. */
export function refusalsOf(
  check: Check,
  sessions: Readonly<Record<string, readonly Moment[]>>,
  { lines = [], files, description, name, candidateId, from, folders, ...rest }: Case,
): Refusal[] {
  const events = eventsOf(sessions);
  const draft: SkillDraft = {
    candidateId: candidateId ?? 'c1',
    kind: 'procedure',
    name: name ?? 'release',
    description: description ?? DESCRIPTION,
    files: files ?? [{ path: 'SKILL.md', lines }],
    sessionIds: from ?? Object.keys(sessions),
  };
  const source = {
    eventOf: (id: string) => events.find((event) => event.id === id),
    resultOf: (call: SessionEvent) => resultAmong(events, call),
    sessionEvents: (id: string) => events.filter(({ sessionId }) => sessionId === id),
    folderOf: (id: string) => folders?.[id],
    sessionsOf: () => Object.keys(sessions).map((id) => events.filter(({ sessionId }) => sessionId === id)),
  };
  const context = {
    project: PROJECT,
    redact: (text: string) => text,
    minSessions: 1,
    minDays: 1,
    ...rest,
    source,
  };
  const all = checkedLines(draft, source);
  return check({ draft, lines: description === undefined ? all.slice(1) : all, context });
}

/** The same, by its messages. */
export const messagesOf = (...args: Parameters<typeof refusalsOf>): string[] =>
  refusalsOf(...args).map(({ message }) => message);
