/** Tool calls and their results become steps: what was done, comparable between sessions. */

import { commandLineOf } from '../../lib/command-line.ts';
import type { StoredEvent } from '../../store/events.ts';
import type { JsonObject, Step, StepKind } from '../../types.ts';
import { commandTemplates } from './command-template.ts';
import { errorSignature } from './error-signature.ts';
import { fileRole, relativePath } from './path-role.ts';

/** What each agent's tools do, by the tool's name in lower case. */
const KIND_OF_TOOL: Readonly<Record<string, StepKind>> = {
  bash: 'command',
  shell: 'command',
  shell_command: 'command',
  exec_command: 'command',
  local_shell: 'command',
  run_terminal_cmd: 'command',
  run_terminal_command: 'command',
  run_shell_command: 'command',
  execute_command: 'command',
  edit: 'edit',
  multiedit: 'edit',
  write: 'edit',
  notebookedit: 'edit',
  apply_patch: 'edit',
  edit_file: 'edit',
  search_replace: 'edit',
  str_replace: 'edit',
  str_replace_based_edit_tool: 'edit',
  create_file: 'edit',
  write_file: 'edit',
  replace_in_file: 'edit',
  write_to_file: 'edit',
  delete_file: 'edit',
  replace: 'edit',
  read: 'read',
  read_file: 'read',
  view: 'read',
  view_image: 'read',
  notebookread: 'read',
  grep: 'search',
  glob: 'search',
  ls: 'search',
  list_dir: 'search',
  list_directory: 'search',
  grep_search: 'search',
  file_search: 'search',
  codebase_search: 'search',
  search_file_content: 'search',
  webfetch: 'web',
  websearch: 'web',
  web_search: 'web',
  web_fetch: 'web',
  task: 'delegate',
  agent: 'delegate',
  spawn_agent: 'delegate',
  skill: 'skill',
};

const PATH_KEYS = [
  'file_path',
  'path',
  'notebook_path',
  'target_file',
  'relative_workspace_path',
  'filePath',
];

/** What a tool does; `other` for one nobody told us about. */
export function stepKind(tool: string): StepKind {
  return KIND_OF_TOOL[tool.toLowerCase()] ?? 'other';
}

/**
 * The steps of a run of events, in order; results are matched by tool-use id wherever they arrive.
 * @param folders what paths are made relative to, see {@link relativePath}
 */
export function stepsOf(events: readonly StoredEvent[], folders: readonly string[] = []): Step[] {
  const results = new Map<string, StoredEvent>();
  const scripts = new Set(events.map(({ meta }) => meta?.script));
  for (const event of events) {
    if (event.kind === 'tool_result' && event.toolUseId !== undefined) results.set(event.toolUseId, event);
  }
  return (
    events
      // What a script did are steps; the script is one only where nobody told what it did.
      .filter(
        ({ kind, toolUseId }) => kind === 'tool_call' && (toolUseId === undefined || !scripts.has(toolUseId)),
      )
      .map((call) =>
        toStep(call, call.toolUseId === undefined ? undefined : results.get(call.toolUseId), folders),
      )
  );
}

function toStep(call: StoredEvent, result: StoredEvent | undefined, folders: readonly string[]): Step {
  const tool = call.tool ?? '';
  const kind = stepKind(tool);
  const command = kind === 'command' ? commandLineOf(call.input) : null;
  const path = kind === 'edit' || kind === 'read' ? pathOf(call, folders) : null;
  const ok = succeeded(result);
  return {
    eventId: call.id,
    resultId: result?.id ?? null,
    kind,
    tool,
    command,
    template: templateOf(kind, tool, command, path, call.input),
    path,
    ok,
    errorSignature: ok === false && result !== undefined ? errorSignature(result) : null,
    by: call.origin === 'user' ? 'user' : call.meta?.subagentId === undefined ? 'agent' : 'subagent',
  };
}

function succeeded(result: StoredEvent | undefined): boolean | null {
  if (result === undefined) return null;
  if (result.meta?.denied === true) return false;
  if (result.meta?.exitCode !== undefined) return result.meta.exitCode === 0;
  return result.ok ?? null;
}

function templateOf(
  kind: StepKind,
  tool: string,
  command: string | null,
  path: string | null,
  input: JsonObject | undefined,
): string {
  if (command !== null) return commandTemplates(command).join(' && ');
  if (path !== null) return `${kind} ${fileRole(path)}`;
  const named = stringAt(input, ['skill', 'subagent_type', 'command']);
  if ((kind === 'skill' || kind === 'delegate') && named !== null) return `${kind} ${named}`;
  return kind === 'other' ? tool : kind;
}

function pathOf(call: StoredEvent, folders: readonly string[]): string | null {
  const path = stringAt(call.input, PATH_KEYS) ?? patchedPath(call.input);
  return path === null ? null : relativePath(path, folders);
}

/** The first file of an `apply_patch` envelope. */
function patchedPath(input: JsonObject | undefined): string | null {
  const patch = stringAt(input, ['input', 'patch', 'arguments']);
  return /^\*\*\* (?:Add|Update|Delete) File: (.+)$/m.exec(patch ?? '')?.[1]?.trim() ?? null;
}

function stringAt(input: JsonObject | undefined, keys: readonly string[]): string | null {
  for (const key of keys) {
    const value = input?.[key];
    if (typeof value === 'string' && value !== '') return value;
  }
  return null;
}
