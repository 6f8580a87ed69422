/** Codex: what codex-cli 0.169.0 was seen to do, and the tools of its earlier versions. */

import { join } from 'node:path';
import { type Environment, userHome } from '../paths.ts';
import type { Agent } from './agent.ts';

const folder = (env: Environment): string => env.CODEX_HOME || join(userHome(env), '.codex');

export const codex: Agent = {
  id: 'codex',
  name: 'Codex',
  folder,
  ownFolders: ['.codex', '.agents'],
  instructions: ['AGENTS'],
  tools: {
    command: ['exec_command', 'shell', 'shell_command', 'local_shell'],
    edit: ['apply_patch'],
    delete: [],
    read: ['view_image', 'read_file'],
    search: ['list_dir', 'grep_files'],
    web: ['web_search'],
    delegate: ['spawn_agent'],
    skill: [],
    ask: ['request_user_input'],
    plan: [],
    todo: ['update_plan'],
  },
  fields: {
    path: ['path', 'file_path'],
    command: ['cmd', 'command'],
    patch: ['input', 'patch', 'arguments'],
    whole: [],
    oldText: [],
    newText: [],
    parts: [],
    skill: [],
    subagent: ['agent_type'],
    plan: [],
  },
  ownSubagents: ['default', 'worker', 'explorer', 'awaiter'],
  ownCommands: [],
  skills: {
    project: ['.agents/skills', '.codex/skills'],
    user: (env) => [join(userHome(env), '.agents', 'skills'), join(folder(env), 'skills')],
    namedBy: 'frontmatter',
    needsDescription: true,
    descriptionLimit: 1024,
    sameName: 'both',
    budget: Number.POSITIVE_INFINITY,
  },
  commands: { project: ['.codex/prompts'], user: (env) => [join(folder(env), 'prompts')] },
  rules: [],
};
