/** One tool call of a session written for a test, and how it is recorded. */

import { toolKind } from '../../src/agents/tools.ts';
import type { JsonObject, SessionEvent, Step } from '../../src/types.ts';

export interface StepSpec {
  run?: string;
  edit?: string;
  /** A file written whole. */
  write?: string;
  /** What either puts into it. */
  adds?: string;
  read?: string;
  /** A search through files, by what is looked for. */
  search?: string;
  /** A page of the web. */
  fetch?: string;
  /** A tool of an MCP server, or one of the agent's own. */
  call?: string;
  /** A subagent, by its name. */
  delegate?: string;
  /** What the user says right after it, as an objection to the work. */
  objection?: string;
  ok?: boolean;
  output?: string;
  error?: string;
}

/** Who wrote what the call brings in. */
export function originOf(spec: StepSpec): SessionEvent['origin'] {
  if (spec.fetch !== undefined) return 'web';
  if (spec.call !== undefined) return 'mcp';
  return spec.read === undefined && spec.search === undefined ? 'tool' : 'file';
}

/** What the agent is told to have called: tool, kind and input. @param root the project's */
export function toolOf(spec: StepSpec, root: string): [string, Step['kind'], JsonObject] {
  if (spec.run !== undefined) return ['Bash', 'command', { command: spec.run }];
  const { adds } = spec;
  const texts: JsonObject = adds === undefined ? {} : { old_string: 'old', new_string: adds };
  if (spec.edit !== undefined) return ['Edit', 'edit', { file_path: `${root}/${spec.edit}`, ...texts }];
  if (spec.write !== undefined)
    return ['Write', 'edit', { file_path: `${root}/${spec.write}`, content: adds ?? 'x' }];
  if (spec.read !== undefined) return ['Read', 'read', { file_path: `${root}/${spec.read}` }];
  if (spec.search !== undefined) return ['Grep', 'search', { pattern: spec.search }];
  if (spec.call !== undefined) return [spec.call, toolKind('claude-code', spec.call), {}];
  if (spec.delegate !== undefined) return ['Task', 'delegate', { subagent_type: spec.delegate }];
  return ['WebFetch', 'web', { url: spec.fetch ?? '' }];
}
