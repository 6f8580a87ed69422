/** What exported sessions show of agents that are none of ours yet: Cline, and programs on the vendors' own editing tools. */

import type { ForeignAgent } from './agent.ts';

export const FOREIGN: ForeignAgent = {
  ownFolders: [],
  instructions: [],
  tools: {
    command: ['execute_command'],
    edit: ['write_to_file', 'replace_in_file', 'str_replace_based_edit_tool'],
    delete: [],
    read: ['view'],
    search: [],
    web: [],
    delegate: [],
    skill: [],
    ask: ['ask_followup_question'],
    plan: [],
    todo: [],
  },
  fields: {
    path: [],
    command: [],
    patch: [],
    whole: ['file_text'],
    oldText: ['oldText'],
    newText: ['newText'],
    parts: [],
    skill: [],
    subagent: [],
    plan: [],
  },
  ownSubagents: [],
  // Those of GitHub Copilot.
  commands: { project: ['.github/prompts'], user: () => [] },
  rules: ['.github/instructions', '.clinerules'],
};
