/** Which tool does what, and which fields of its input say so. */

import type { AgentId, JsonObject, StepKind } from '../types.ts';
import type { InputFields, ToolUse } from './agent.ts';
import { FOREIGN } from './foreign.ts';
import { AGENTS, ALL_AGENTS } from './registry.ts';

const KNOWN = [...ALL_AGENTS, FOREIGN];

/**
 * What an agent's tool is for. One that the agent is not known to have is read as another agent's tool of that name:
 * exports write one agent's sessions with another's names, and versions add tools. Undefined where no agent has it.
 */
export function toolUse(agent: AgentId, tool: string): ToolUse | undefined {
  const name = tool.toLowerCase();
  return USES[agent].get(name) ?? ANY_USE.get(name);
}

/** The same as a kind of step. */
export function toolKind(agent: AgentId, tool: string): StepKind {
  const use = toolUse(agent, tool);
  return use === 'delete' ? 'edit' : (use ?? 'other');
}

/** The first text that the input has under a field of this meaning: the agent's own fields, then everybody's. */
export function fieldText(
  agent: AgentId,
  input: JsonObject | undefined,
  field: keyof InputFields,
  accepts: (text: string) => boolean = (text) => text !== '',
): string | null {
  for (const key of fieldsOf(agent, field)) {
    const value = input?.[key];
    if (typeof value === 'string' && accepts(value)) return value;
  }
  return null;
}

/** The names of the fields of one meaning, the agent's own first. */
export function fieldsOf(agent: AgentId, field: keyof InputFields): readonly string[] {
  return FIELDS[agent][field];
}

type Uses = ReadonlyMap<string, ToolUse>;

const usesOf = (agents: readonly { tools: Readonly<Record<ToolUse, readonly string[]>> }[]): Uses =>
  new Map(
    agents
      .toReversed()
      .flatMap(({ tools }) =>
        (Object.keys(tools) as ToolUse[]).flatMap((use) =>
          tools[use].map((tool) => [tool.toLowerCase(), use] as const),
        ),
      ),
  );

const byAgent = <Value>(make: (id: AgentId) => Value) =>
  Object.fromEntries(ALL_AGENTS.map(({ id }) => [id, make(id)])) as Record<AgentId, Value>;

const USES = byAgent((id) => usesOf([AGENTS[id]]));
/** Where two agents have a tool of one name, the first of the registry's order says what it is. */
const ANY_USE = usesOf(KNOWN);

const FIELDS = byAgent((id) => {
  const order = [AGENTS[id], ...KNOWN];
  const names = Object.keys(FOREIGN.fields) as (keyof InputFields)[];
  return Object.fromEntries(
    names.map((field) => [field, [...new Set(order.flatMap(({ fields }) => fields[field]))]]),
  ) as unknown as InputFields;
});
