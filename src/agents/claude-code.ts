/** Claude Code: its hooks and skills references, and what 2.1.329 was seen to do. */

import { join } from 'node:path';
import { type Environment, userHome } from '../paths.ts';
import type { Agent } from './agent.ts';

const folder = (env: Environment): string => env.CLAUDE_CONFIG_DIR || join(userHome(env), '.claude');

export const claudeCode: Agent = {
  id: 'claude-code',
  name: 'Claude Code',
  folder,
  ownFolders: ['.claude'],
  instructions: ['CLAUDE'],
  tools: {
    command: ['Bash'],
    edit: ['Edit', 'MultiEdit', 'Write', 'NotebookEdit'],
    delete: [],
    read: ['Read', 'NotebookRead'],
    search: ['Grep', 'Glob', 'LS'],
    web: ['WebFetch', 'WebSearch'],
    delegate: ['Task', 'Agent'],
    skill: ['Skill'],
    ask: ['AskUserQuestion'],
    plan: ['ExitPlanMode'],
    todo: ['TodoWrite', 'TaskCreate', 'TaskUpdate'],
  },
  fields: {
    path: ['file_path', 'notebook_path'],
    command: ['command'],
    patch: [],
    whole: ['content'],
    oldText: ['old_string'],
    newText: ['new_string', 'new_source'],
    parts: ['edits'],
    skill: ['skill', 'command'],
    subagent: ['subagent_type'],
    plan: ['plan'],
  },
  ownSubagents: ['explore', 'general-purpose', 'plan', 'statusline-setup'],
  /** Of 2.1, typed `/` in a session. */
  ownCommands:
    `add-dir agents batch bug claude-api clear compact config context cost debug doctor export feedback help hooks
    ide init login logout loop mcp memory model permissions plan plugin pr-comments release-notes resume review rewind
    schedule security-review simplify skills stats status statusline tasks todos upgrade usage vim`.split(
      /\s+/,
    ),
  skills: {
    project: ['.claude/skills'],
    user: (env) => [join(folder(env), 'skills')],
    namedBy: 'folder',
    // It lists a skill without a description with its first line.
    needsDescription: false,
    descriptionLimit: 1536,
    sameName: 'user-wins',
    // 1 % of a context window of 200,000 tokens, at 4 characters a token.
    budget: 8_000,
  },
  commands: { project: ['.claude/commands'], user: (env) => [join(folder(env), 'commands')] },
  rules: ['.claude/rules'],
};
