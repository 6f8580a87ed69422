/** opencode: what 1.18.33 was seen to do, and the tools of its `src/tool/registry.ts`. */

import { join } from 'node:path';
import { type Environment, userHome } from '../paths.ts';
import type { Agent } from './agent.ts';

const folder = (env: Environment): string =>
  join(env.XDG_CONFIG_HOME || join(userHome(env), '.config'), 'opencode');

const SHARED = ['.agents', '.claude'];

export const opencode: Agent = {
  id: 'opencode',
  name: 'opencode',
  folder,
  ownFolders: ['.opencode', '.config/opencode', ...SHARED],
  instructions: ['AGENTS'],
  tools: {
    command: ['bash'],
    edit: ['edit', 'multiedit', 'write', 'patch', 'apply_patch'],
    delete: [],
    read: ['read'],
    search: ['glob', 'grep', 'list', 'codesearch', 'lsp'],
    web: ['webfetch', 'websearch'],
    delegate: ['task'],
    skill: ['skill'],
    ask: ['question'],
    plan: ['plan_exit'],
    todo: ['todowrite', 'todoread'],
  },
  fields: {
    path: ['filePath'],
    command: ['command'],
    patch: ['patchText'],
    whole: ['content'],
    oldText: ['oldString'],
    newText: ['newString'],
    parts: ['edits'],
    skill: ['name'],
    subagent: ['subagent_type'],
    plan: [],
  },
  ownSubagents: ['general', 'explore'],
  ownCommands: ['init', 'review'],
  skills: {
    project: ['.claude/skills', '.agents/skills', '.opencode/skills', '.opencode/skill'],
    user: (env) => [
      ...[...SHARED, '.opencode'].map((name) => join(userHome(env), name, 'skills')),
      ...['skills', 'skill'].map((name) => join(folder(env), name)),
    ],
    namedBy: 'frontmatter',
    needsDescription: true,
    descriptionLimit: Number.POSITIVE_INFINITY,
    sameName: 'project-wins',
    budget: Number.POSITIVE_INFINITY,
  },
  commands: {
    project: ['.opencode/command', '.opencode/commands'],
    user: (env) => ['command', 'commands'].map((name) => join(folder(env), name)),
  },
  rules: [],
};
