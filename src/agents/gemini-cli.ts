/** Gemini CLI: what 0.61.0 was seen to do, and the names in its `base-declarations.ts`, older ones included. */

import { join } from 'node:path';
import { type Environment, userHome } from '../paths.ts';
import type { Agent } from './agent.ts';

const folder = (env: Environment): string => join(userHome(env), '.gemini');

export const geminiCli: Agent = {
  id: 'gemini-cli',
  name: 'Gemini CLI',
  folder,
  ownFolders: ['.gemini', '.agents'],
  instructions: ['GEMINI'],
  tools: {
    command: ['run_shell_command'],
    edit: ['write_file', 'replace', 'smart_edit'],
    delete: [],
    read: ['read_file', 'read_many_files'],
    search: ['glob', 'grep_search', 'search_file_content', 'list_directory'],
    web: ['google_web_search', 'web_fetch'],
    delegate: ['invoke_agent', 'delegate_to_agent'],
    skill: ['activate_skill'],
    ask: ['ask_user'],
    plan: ['exit_plan_mode'],
    todo: ['write_todos'],
  },
  fields: {
    path: ['file_path', 'absolute_path'],
    command: ['command'],
    patch: [],
    whole: ['content'],
    oldText: ['old_string'],
    newText: ['new_string'],
    parts: [],
    skill: ['name'],
    subagent: ['agent_name'],
    plan: [],
  },
  ownSubagents: ['codebase_investigator', 'cli_help', 'generalist'],
  ownCommands: [],
  skills: {
    project: ['.agents/skills', '.gemini/skills'],
    user: (env) => [join(userHome(env), '.agents', 'skills'), join(folder(env), 'skills')],
    namedBy: 'frontmatter',
    needsDescription: true,
    descriptionLimit: Number.POSITIVE_INFINITY,
    sameName: 'project-wins',
    budget: Number.POSITIVE_INFINITY,
  },
  commands: { project: ['.gemini/commands'], user: (env) => [join(folder(env), 'commands')] },
  rules: [],
};
