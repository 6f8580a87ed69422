/**
 * What exported sessions show of agents that are none of ours yet: Gemini CLI, Qwen Code, Cline, Copilot, and programs on
 * the vendors' own editing tools.
 */

import type { ForeignAgent } from './agent.ts';

export const FOREIGN: ForeignAgent = {
  ownFolders: ['.gemini'],
  instructions: ['GEMINI'],
  tools: {
    command: ['run_shell_command', 'execute_command'],
    edit: ['write_file', 'write_to_file', 'replace', 'replace_in_file', 'str_replace_based_edit_tool'],
    delete: [],
    read: ['view'],
    search: ['list_directory', 'search_file_content'],
    web: ['web_fetch'],
    delegate: [],
    skill: ['activate_skill'],
    ask: ['ask_followup_question'],
    plan: ['exit_plan_mode'],
    todo: ['write_todos'],
  },
  fields: {
    path: ['filePath'],
    command: [],
    patch: [],
    whole: ['file_text'],
    oldText: ['oldText'],
    newText: ['newText'],
    parts: [],
    skill: ['name'],
    subagent: [],
    plan: [],
  },
  ownSubagents: [],
};
