/** Builds sessions for mining tests: what a person typed and what the agent did, one line each. */

import type { StoredEvent } from '../../src/store/events.ts';
import type { AgentId, EventMeta, JsonObject } from '../../src/types.ts';

const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** Noon by the local clock, so that an hour more or less is the same day. */
export const START = new Date(2026, 2, 2, 12).getTime();

/** One line of a session. */
export type Line =
  | { user: string; meta?: EventMeta }
  | { run: string; exit?: number; output?: string; denied?: string }
  /** Several files are one call of Codex, and one call for each of Claude Code. */
  | { edit: string | readonly string[] }
  | { read: string }
  | { say: string }
  | { plan: string }
  | { interrupt: true };

export interface SessionSpec {
  id: string;
  at: number;
  /** Claude Code where it does not say. */
  agent?: AgentId;
  lines: Line[];
}

/** The events of a session, a minute apart, as the store would return them. */
export function sessionEvents(
  { id, at, lines, agent = 'claude-code' }: SessionSpec,
  seqFrom = 1,
): StoredEvent[] {
  const events: StoredEvent[] = [];
  const push = (part: Partial<StoredEvent> & Pick<StoredEvent, 'kind' | 'origin'>) => {
    const number = events.length;
    events.push({
      seq: seqFrom + number,
      id: `${id}-${String(number).padStart(3, '0')}`,
      sessionId: id,
      agent,
      workspaceId: 'default',
      projectId: 'p1',
      at: at + number * 1_000,
      position: number,
      ...part,
    });
  };
  const call = (tool: string, input: JsonObject, result: Partial<StoredEvent>) => {
    const toolUseId = `${id}-tool-${events.length}`;
    push({ kind: 'tool_call', origin: 'assistant', tool, toolUseId, input });
    push({ kind: 'tool_result', origin: 'tool', tool, toolUseId, ...result });
  };
  const edit = (paths: readonly string[]) => {
    for (const [tool, input] of editCalls(agent, paths)) call(tool, input, { ok: true, output: 'ok' });
  };
  for (const line of lines) {
    if ('user' in line)
      push({
        kind: 'user_prompt',
        origin: 'user',
        text: line.user,
        meta: { promptSource: 'typed', ...line.meta },
      });
    else if ('run' in line) call(...runCall(agent, line.run), runResult(line));
    else if ('edit' in line) edit([line.edit].flat());
    else if ('read' in line) call('Read', { file_path: line.read }, { ok: true, output: 'text' });
    else if ('plan' in line) call('ExitPlanMode', { plan: line.plan }, { ok: false, meta: { denied: true } });
    else if ('say' in line) push({ kind: 'assistant_message', origin: 'assistant', text: line.say });
    else push({ kind: 'turn_end', origin: 'system', meta: { interrupted: true } });
  }
  return events;
}

const runCall = (agent: AgentId, line: string): [string, JsonObject] =>
  agent === 'codex' ? ['exec_command', { cmd: line }] : ['Bash', { command: line }];

function editCalls(agent: AgentId, paths: readonly string[]): [string, JsonObject][] {
  if (agent !== 'codex')
    return paths.map((path) => ['Edit', { file_path: path, old_string: 'a', new_string: 'b' }]);
  const files = paths.flatMap((path) => [`*** Update File: ${path}`, '@@', '-a', '+b']);
  return [['apply_patch', { input: ['*** Begin Patch', ...files, '*** End Patch', ''].join('\n') }]];
}

function runResult(line: { exit?: number; output?: string; denied?: string }): Partial<StoredEvent> {
  if (line.denied !== undefined) return { ok: false, text: line.denied, meta: { denied: true } };
  const exitCode = line.exit ?? 0;
  return { ok: exitCode === 0, output: line.output ?? '', meta: { exitCode } };
}
