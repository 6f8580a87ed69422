/** Claude Code's tools, as a model calls them. */

import type { ToolCall } from '../script.ts';
import type { Toolbox } from '../work.ts';

export function bash(command: string): ToolCall {
  return { name: 'Bash', input: { command, description: 'Run a command' } };
}

export const tools: Toolbox = {
  command: bash,
  // Claude Code refuses to edit a file that was not read.
  replace: (...changes) =>
    changes.flatMap(({ path, old, replacement }) => [read(path), edit(path, old, replacement)]),
};

function read(path: string): ToolCall {
  return { name: 'Read', input: { file_path: path } };
}

function edit(path: string, old: string, replacement: string): ToolCall {
  return { name: 'Edit', input: { file_path: path, old_string: old, new_string: replacement } };
}
