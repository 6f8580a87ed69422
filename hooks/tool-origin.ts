/** Whose words the results of a tool are, told by what the agent has the tool for. */

import { toolUse } from '../src/agents/tools.ts';
import type { AgentId, Origin } from '../src/types.ts';

/** A tool that the agent does not come with is one of a server or a plugin. */
export function originOfUse(agent: AgentId, tool: string): Origin {
  const use = toolUse(agent, tool);
  if (use === 'web') return 'web';
  if (use === 'read' || use === 'search') return 'file';
  return use === undefined ? 'mcp' : 'tool';
}
