/** Cursor: hooks live in `~/.cursor/hooks.json` (Cursor's hooks documentation, snapshot of 2026-08-25; never run here). */

import { AGENTS } from '../src/agents/registry.ts';
import type { Installer } from './installer.ts';

/** Every documented event. A single name that Cursor does not know makes it drop the whole file. */
const DOCUMENTED_EVENTS = new Set([
  'sessionStart',
  'sessionEnd',
  'beforeSubmitPrompt',
  'preToolUse',
  'postToolUse',
  'postToolUseFailure',
  'beforeShellExecution',
  'afterShellExecution',
  'beforeMCPExecution',
  'afterMCPExecution',
  'beforeReadFile',
  'afterFileEdit',
  'afterAgentResponse',
  'afterAgentThought',
  'subagentStart',
  'subagentStop',
  'preCompact',
  'stop',
  'beforeTabFileRead',
  'afterTabFileEdit',
  'workspaceOpen',
]);

export const cursor: Installer = {
  kind: 'json-hooks',
  id: 'cursor',
  program: 'cursor',
  folder: AGENTS.cursor.folder,
  file: 'hooks.json',
  seed: { version: 1 },
  /** The payloads are the record, so each kind of event needs its hook; a finished call tells the call as well. */
  events: [
    'sessionStart',
    'beforeSubmitPrompt',
    'postToolUse',
    'postToolUseFailure',
    'afterAgentResponse',
    'preCompact',
    'stop',
    'sessionEnd',
  ],
  entry: (command) => ({ command }),
  shell: () => ['/bin/sh', '-c'],
  managed: [],
  inProject: [],
  switchedOff: ({ hooks, version = 1 }) => {
    if (version !== 1) return `Cursor knows version 1 of this file, not ${JSON.stringify(version)}`;
    const unknown = Object.keys(Object(hooks)).find((event) => !DOCUMENTED_EVENTS.has(event));
    return unknown === undefined
      ? null
      : `Cursor drops the whole file for the unknown event ${JSON.stringify(unknown)}`;
  },
};
