/** Reads `normalised/` sessions (the data's own plain form) as session events, for the bench only. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parseRecord } from '../../src/capture/line-records.ts';
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
}

/** Slash commands that the agent's own program answers; they never reach the model. */
const LOCAL_COMMANDS = new Set(
  `add-dir agents bug clear compact config context cost doctor exit export fast fork help hooks ide init-settings login logout
  mcp memory model output-style permissions plugin plugins privacy-settings quit rate-limit-options reload-plugins remote-control rename resume rewind
  sandbox skills stats status statusline tasks terminal-setup theme todos upgrade usage vim`.split(/\s+/),
);
const PROMPT_KINDS = new Set(['prompt', 'queued_prompt', 'slash_command']);

/** What `session_flags.json` says of sessions, by their file. */
export type SessionFlags = Readonly<Record<string, { headless?: unknown }>>;

/** Every session below `<data>/normalised`, by project folder and file name; none where there is no such folder. */
export function readNormalised(data: string, flags: SessionFlags = readFlags(data)): BenchSession[] {
  return filesOf(join(data, 'normalised'), '.jsonl').map((file) => readSession(data, file, flags));
}

/** None where the data has no such file. */
export function readFlags(data: string): SessionFlags {
  const path = join(data, 'session_flags.json');
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
}

/** The files of the project folders below `root` whose names end so, as `<project>/<name>`, in order. */
export function filesOf(root: string, ending: string): string[] {
  if (!existsSync(root)) return [];
  const projects = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return projects
    .flatMap(({ name }) => readdirSync(join(root, name)).map((file) => `${name}/${file}`))
    .filter((file) => file.endsWith(ending))
    .sort();
}

interface Head {
  agent?: string;
  started_at?: string | null;
  cwd?: string;
}

function readSession(data: string, file: string, flags: SessionFlags): BenchSession {
  const project = dirname(file);
  const [head = {}, ...lines] = readJsonLines<Head & Partial<Line>>(join(data, 'normalised', file));
  let at = Date.parse(head.started_at ?? '') || dateInName(basename(file));
  const headless = flags[file]?.headless !== undefined;
  const events = lines.flatMap((line) => {
    if (line.role === undefined || line.i === undefined) return [];
    at = Date.parse(line.ts ?? '') || at;
    return toEvents({ ...line, role: line.role, i: line.i }, { file, project, at, cwd: head.cwd });
  });
  return { file, project, agent: head.agent ?? '', cwd: head.cwd, headless, native: false, events };
}

/** The objects of a JSON Lines file; a line that is none is left out. */
export function readJsonLines<T extends object>(path: string): T[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const value = parseRecord(line);
      return value === null ? [] : [value as T];
    });
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
