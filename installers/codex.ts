/** Codex: hooks live in `hooks.json` of its folder, and run once their user has reviewed them (codex-cli 0.169.0). */

import { realpathSync } from 'node:fs';
import { AGENTS } from '../src/agents/registry.ts';
import type { JsonObject } from '../src/types.ts';
import { codexReview } from './codex-trust.ts';
import type { Installer } from './installer.ts';

/** One key more at the top, or one handler of another type, and Codex rejects the whole file. */
const TOP_KEYS = new Set(['description', 'hooks']);
const HANDLER_TYPES = new Set(['command', 'mcp_tool', 'prompt', 'agent']);

export const codex: Installer = {
  kind: 'json-hooks',
  id: 'codex',
  program: 'codex',
  folder: (env) => {
    const folder = AGENTS.codex.folder(env);
    return env.CODEX_HOME ? realFolder(folder) : folder;
  },
  file: 'hooks.json',
  seed: {},
  /**
   * The rollout is the record. `codex exec` prints two lines for each hook, so they are as few as can be: SessionStart
   * comes with the first prompt, Stop after each turn; a turn that fails has no Stop, only SessionEnd follows.
   */
  events: ['SessionStart', 'Stop', 'SessionEnd'],
  /** No timeout: it would be part of what the user reviews, and the defaults are ample. */
  entry: (command) => ({ hooks: [{ type: 'command', command }] }),
  shell: (env) => [env.SHELL || '/bin/sh', '-c'],
  managed: [],
  inProject: [],
  review: codexReview,
  switchedOff: (settings) => {
    const key = Object.keys(settings).find((name) => !TOP_KEYS.has(name));
    if (key !== undefined) return `Codex rejects the whole file for its key ${JSON.stringify(key)}`;
    const type = handlerTypes(settings).find((name) => !HANDLER_TYPES.has(name));
    return type === undefined
      ? null
      : `Codex rejects the whole file for a hook of type ${JSON.stringify(type)}`;
  },
};

/** Codex resolves CODEX_HOME, but not `~/.codex`, before it names a hook by the path of its file. */
function realFolder(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}

function handlerTypes({ hooks = {} }: JsonObject): string[] {
  const groups = typeof hooks === 'object' && hooks !== null ? Object.values(hooks).flat() : [];
  const handlers = groups.flatMap((group) =>
    typeof group === 'object' && group !== null && 'hooks' in group && Array.isArray(group.hooks)
      ? group.hooks
      : [],
  );
  return handlers.flatMap((handler) =>
    typeof handler === 'object' && handler !== null && 'type' in handler ? [String(handler.type)] : [],
  );
}
