/** Claude Code: hooks live in the user's `settings.json` (Claude Code hooks reference; measured with 2.1.329). */

import { AGENTS } from '../src/agents/registry.ts';
import type { Installer } from './installer.ts';

export const claudeCode: Installer = {
  kind: 'json-hooks',
  id: 'claude-code',
  program: 'claude',
  folder: AGENTS['claude-code'].folder,
  file: 'settings.json',
  seed: {},
  /**
   * The transcript is the record, so hooks only say when to read it. SessionStart also comes after a compaction, SessionEnd
   * also after a turn that ended without Stop (an API error, an interruption).
   */
  events: ['SessionStart', 'Stop', 'SessionEnd'],
  /** Not `async`: Claude Code kills asynchronous hooks and all they started when it exits. */
  entry: (command) => ({ hooks: [{ type: 'command', command }] }),
  shell: () => ['/bin/sh', '-c'],
  managed: [
    '/etc/claude-code/managed-settings.json',
    '/Library/Application Support/ClaudeCode/managed-settings.json',
    'C:\\ProgramData\\ClaudeCode\\managed-settings.json',
  ],
  inProject: ['.claude/settings.json', '.claude/settings.local.json'],
  switchedOff: (settings) => {
    if (settings.disableAllHooks === true) return '"disableAllHooks" is true, so no hook runs';
    const managedOnly = settings.allowManagedHooksOnly === true;
    return managedOnly ? '"allowManagedHooksOnly" is true, so no hook of yours runs' : null;
  },
};
