/** Reads `normalised/` sessions (the data's own plain form) as session events, for the bench only. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StoredEvent } from '../../src/store/events.ts';
import type { EventMeta, JsonObject } from '../../src/types.ts';

/** One session of the data as mining sees it. */
export interface BenchSession {
  /** Its path below `normalised/`, by which labels name it. */
  file: string;
  project: string;
  agent: string;
  cwd: string | undefined;
  headless: boolean;
  /** True when the events come from the native file; else from its normalised form. */
  native: boolean;
  events: StoredEvent[];
}

interface Line {
  type: string;
  i: number;
  role: string;
  kind?: string;
  text?: string;
  tool_name?: string;
  tool_input?: JsonObject;
  tool_output?: string;
  call_id?: string;
  is_error?: boolean;
  exit_code?: number;
  ts?: string;
  sidechain?: boolean;
  line: number;
}

/** Slash commands that the agent's own program answers; they never reach the model. */
const LOCAL_COMMANDS = new Set(
  `add-dir agents bug clear compact config context cost doctor exit export fast fork help hooks ide init-settings login logout
  mcp memory model output-style permissions plugin plugins privacy-settings quit rate-limit-options reload-plugins remote-control rename resume rewind
  sandbox skills stats status statusline tasks terminal-setup theme todos upgrade usage vim`.split(/\s+/),
);
const PROMPT_KINDS = new Set(['prompt', 'queued_prompt', 'slash_command']);

/** Every session below `<data>/normalised`, by project folder and file name. */
export function readNormalised(data: string): BenchSession[] {
  const root = join(data, 'normalised');
  const flags = readFlags(join(data, 'session_flags.json'));
  return readdirSync(root)
    .sort()
    .flatMap((project) =>
      readdirSync(join(root, project))
        .filter((name) => name.endsWith('.jsonl'))
        .sort()
        .map((name) => readSession(root, project, name, flags)),
    );
}

function readFlags(path: string): Record<string, { headless?: unknown }> {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
}

function readSession(
  root: string,
  project: string,
  name: string,
  flags: Record<string, { headless?: unknown }>,
): BenchSession {
  const file = `${project}/${name}`;
  const lines = readFileSync(join(root, project, name), 'utf8')
    .split('\n')
    .filter(Boolean);
  const head = JSON.parse(lines[0] ?? '{}') as {
    agent: string;
    started_at?: string | null;
    cwd?: string;
    git_branches?: string[];
  };
  const start = Date.parse(head.started_at ?? '') || dateInName(name);
  let at = start;
  const headless = flags[file]?.headless !== undefined;
  const events = lines.slice(1).flatMap((text) => {
    const line = JSON.parse(text) as Line;
    at = Date.parse(line.ts ?? '') || at;
    return toEvents(line, { file, project, at, cwd: head.cwd });
  });
  return { file, project, agent: head.agent, cwd: head.cwd, headless, native: false, events };
}

/** Exports without timestamps carry the start in their file name. */
function dateInName(name: string): number {
  const match = /(\d{4}-\d\d-\d\d)(?:[_T](\d\d)-(\d\d))?/.exec(name);
  return match === null ? 0 : Date.parse(`${match[1]}T${match[2] ?? '00'}:${match[3] ?? '00'}:00Z`);
}

interface Place {
  file: string;
  project: string;
  at: number;
  cwd: string | undefined;
}

/** The id under which the bench finds an event of a label again. */
export const eventId = (file: string, index: number) => `${file}#${String(index).padStart(5, '0')}`;

function toEvents(line: Line, { file, project, at, cwd }: Place): StoredEvent[] {
  const part = contentOf(line);
  if (part === null) return [];
  const meta: EventMeta = { ...part.meta };
  if (line.sidechain === true) meta.subagentId = 'sidechain';
  if (cwd !== undefined) meta.cwd = cwd;
  const base = { agent: 'claude-code', workspaceId: 'default', projectId: project } as const;
  const id = eventId(file, line.i);
  return [{ ...base, seq: line.i + 1, id, sessionId: file, at, position: line.i, ...part, meta }];
}

type Content = Pick<StoredEvent, 'kind' | 'origin'> & Partial<StoredEvent>;

function contentOf(line: Line): Content | null {
  if (line.role === 'user') return userContent(line);
  if (line.role === 'tool') return resultContent(line);
  if (line.role === 'system')
    return line.kind === 'compact_boundary' ? { kind: 'compaction', origin: 'system' } : null;
  if (line.tool_name === undefined) {
    const meta = line.kind === 'api_error' ? { apiError: true } : {};
    return { kind: 'assistant_message', origin: 'assistant', text: line.text ?? '', meta };
  }
  const input = line.tool_input ?? {};
  return { kind: 'tool_call', origin: 'assistant', tool: line.tool_name, toolUseId: useId(line), input };
}

/** Exports without call ids put the result right behind the call. */
const useId = (line: Line, distance = 0) => line.call_id ?? `at-${line.i - distance}`;

function userContent(line: Line): Content | null {
  const text = line.text ?? '';
  if (line.kind === 'interrupt') return { kind: 'turn_end', origin: 'system', meta: { interrupted: true } };
  if (!PROMPT_KINDS.has(line.kind ?? '')) return null;
  const promptSource = line.kind === 'queued_prompt' ? 'queued' : 'typed';
  const command = /<command-name>\s*\/?([^<\s]+)/.exec(text)?.[1];
  if (command === undefined) return { kind: 'user_prompt', origin: 'user', text, meta: { promptSource } };
  if (LOCAL_COMMANDS.has(command)) return null;
  const args = /<command-args>([\s\S]*?)<\/command-args>/.exec(text)?.[1]?.trim() ?? '';
  return { kind: 'user_prompt', origin: 'user', text: args, meta: { promptSource: 'slash', command } };
}

function resultContent(line: Line): Content {
  const meta: EventMeta = {};
  if (line.exit_code !== undefined) meta.exitCode = line.exit_code;
  const content: Content = {
    kind: 'tool_result',
    origin: 'tool',
    toolUseId: useId(line, 1),
    output: line.tool_output ?? '',
  };
  if (line.tool_name !== undefined) content.tool = line.tool_name;
  if (line.is_error !== undefined) content.ok = !line.is_error;
  if (line.kind === 'tool_rejected') {
    meta.denied = true;
    content.text = /the user said:\n([\s\S]*)/.exec(line.tool_output ?? '')?.[1] ?? '';
  }
  return { ...content, meta };
}
