/** Codex's tools, as a model calls them. */

import type { ToolCall } from '../script.ts';
import type { Toolbox } from '../work.ts';

/** A command as the older models call it: a tool of its own. */
export function command(cmd: string): ToolCall {
  return { name: 'exec_command', input: { cmd } };
}

/** A command as the newer models call it: from a script, which alone is a tool. */
export function scripted(cmd: string): ToolCall {
  return {
    name: 'exec',
    input: `const result = await tools.exec_command({ cmd: ${JSON.stringify(cmd)} });\ntext(result.output);\n`,
  };
}

/** The text `apply_patch` takes. */
export function patch(...lines: string[]): string {
  return ['*** Begin Patch', ...lines, '*** End Patch', ''].join('\n');
}

/** Those of the newer models. */
export const tools: Toolbox = {
  command: scripted,
  replace: (...changes) => {
    const lines = changes.flatMap(({ path, old, replacement }) => [
      `*** Update File: ${path}`,
      '@@',
      `-${old}`,
      `+${replacement}`,
    ]);
    const text = patch(...lines);
    return [{ name: 'exec', input: `text(await tools.apply_patch(${JSON.stringify(text)}));\n` }];
  },
};
