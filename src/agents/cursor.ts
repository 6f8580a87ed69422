/**
 * Cursor: its hooks and skills documentation (snapshot of 2026-08-25), and the tools that exported sessions show; those of 2025
 * say in two words what a tool did.
 */

import { join } from 'node:path';
import { userHome } from '../paths.ts';
import type { Agent } from './agent.ts';

const SKILL_FOLDERS = ['.agents/skills', '.cursor/skills', '.claude/skills', '.codex/skills'];

export const cursor: Agent = {
  id: 'cursor',
  name: 'Cursor',
  folder: (env) => join(userHome(env), '.cursor'),
  ownFolders: ['.cursor', '.agents'],
  instructions: ['AGENTS'],
  tools: {
    command: ['Shell', 'run_terminal_cmd', 'run_terminal_command'],
    edit: ['Write', 'edit_file', 'search_replace', 'str_replace', 'create_file', 'Edit file'],
    delete: ['Delete', 'delete_file'],
    read: ['Read', 'read_file', 'Read file'],
    search: [
      'Grep',
      'grep_search',
      'file_search',
      'codebase_search',
      'list_dir',
      'Grep search',
      'Searched codebase',
      'Listed directory',
      'Listed current',
    ],
    web: ['web_search'],
    delegate: ['Task'],
    skill: [],
    ask: [],
    plan: ['create_plan'],
    todo: ['todo_write'],
  },
  fields: {
    path: ['file_path', 'path', 'target_file', 'relative_workspace_path'],
    command: ['command'],
    patch: [],
    whole: ['content', 'contents'],
    oldText: ['old_string', 'old_str'],
    newText: ['new_string', 'new_str', 'code_edit'],
    parts: ['edits'],
    skill: [],
    subagent: ['subagent_type'],
    plan: ['plan'],
  },
  ownSubagents: [],
  ownCommands: [],
  skills: {
    project: SKILL_FOLDERS,
    user: (env) => SKILL_FOLDERS.map((name) => join(userHome(env), name)),
    namedBy: 'frontmatter',
    needsDescription: true,
    descriptionLimit: Number.POSITIVE_INFINITY,
    sameName: 'both',
    budget: Number.POSITIVE_INFINITY,
  },
  commands: {
    project: ['.cursor/commands'],
    user: (env) => [join(userHome(env), '.cursor', 'commands')],
  },
  rules: ['.cursor/rules'],
};
