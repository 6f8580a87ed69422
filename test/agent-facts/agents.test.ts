import { describe, expect, test } from 'vitest';
import { callKind, commandOf, handedTo, planOf, readPath } from '../../src/agents/call.ts';
import { isAgentsOwn, isOwnSubagent } from '../../src/agents/own.ts';
import { AGENTS, ALL_AGENTS } from '../../src/agents/registry.ts';
import { toolKind } from '../../src/agents/tools.ts';
import { AGENT_IDS } from '../../src/types.ts';

describe.each(AGENT_IDS)('%s', (id) => {
  const agent = AGENTS[id];

  test('bears its own id', () => {
    expect(agent.id).toBe(id);
  });

  test('has each tool for one thing', () => {
    const names = Object.values(agent.tools).flat();
    expect(names.map((name) => name.toLowerCase())).toEqual([
      ...new Set(names.map((name) => name.toLowerCase())),
    ]);
  });

  test('keeps its folders below the home of the user, or where its variable says', () => {
    const env = { HOME: '/home/dev' };
    for (const folder of [agent.folder(env), ...agent.skills.user(env), ...agent.commands.user(env)])
      expect(folder).toMatch(/^\/home\/dev\/\./);
  });

  test('finds skills in folders that are agents’ own', () => {
    expect(agent.skills.project.length).toBeGreaterThan(0);
    for (const folder of agent.skills.project) expect(isAgentsOwn(`${folder}/release/SKILL.md`)).toBe(true);
  });
});

test('folders move with their variables', () => {
  const env = { HOME: '/home/dev', CLAUDE_CONFIG_DIR: '/c', CODEX_HOME: '/x', XDG_CONFIG_HOME: '/g' };
  expect(ALL_AGENTS.map((agent) => agent.folder(env))).toEqual([
    '/c',
    '/x',
    '/home/dev/.cursor',
    '/home/dev/.gemini',
    '/g/opencode',
  ]);
  expect(AGENTS.codex.commands.user(env)).toEqual(['/x/prompts']);
});

describe('a tool', () => {
  test('is what its own agent has under that name, in upper or lower case', () => {
    expect(toolKind('claude-code', 'Bash')).toBe('command');
    expect(toolKind('cursor', 'shell')).toBe('command');
    expect(toolKind('cursor', 'Delete')).toBe('edit');
    expect(toolKind('codex', 'update_plan')).toBe('todo');
  });

  test('that the agent does not have is read as another agent’s of that name', () => {
    expect(toolKind('codex', 'Write')).toBe('edit');
    expect(toolKind('claude-code', 'run_shell_command')).toBe('command');
  });

  test('that nobody has is none we know', () => {
    expect(toolKind('claude-code', 'mcp__tracker__open_issue')).toBe('other');
  });
});

describe('a call', () => {
  test('ran a command where its tool runs commands, or is none we know', () => {
    expect(commandOf({ agent: 'claude-code', tool: 'Bash', input: { command: 'ls' } })).toBe('ls');
    expect(commandOf({ agent: 'claude-code', tool: 'mcp__host__run', input: { command: 'ls' } })).toBe('ls');
    expect(commandOf({ agent: 'claude-code', tool: 'Skill', input: { command: 'ls' } })).toBeNull();
  });

  test('that hands a patch to apply_patch in a shell is an edit', () => {
    const command = "apply_patch <<'EOF'\n*** Begin Patch\n*** Delete File: a.ts\n*** End Patch\nEOF";
    const call = { agent: 'codex', tool: 'shell', input: { command: ['bash', '-lc', command] } } as const;
    expect(callKind({ ...call, input: { command: [...call.input.command] } })).toBe('edit');
    expect(commandOf({ ...call, input: { command: [...call.input.command] } })).toBeNull();
  });

  test('read the file it was given, and no call but a reading one did', () => {
    expect(readPath({ agent: 'claude-code', tool: 'Read', input: { file_path: 'a.md' } })).toBe('a.md');
    expect(readPath({ agent: 'cursor', tool: 'read_file', input: { target_file: 'a.md' } })).toBe('a.md');
    expect(readPath({ agent: 'claude-code', tool: 'Edit', input: { file_path: 'a.md' } })).toBeNull();
  });

  test('handed work to the skill or subagent it names', () => {
    expect(handedTo({ agent: 'claude-code', tool: 'Skill', input: { skill: 'release' } })).toBe('release');
    const input = { subagent_type: 'reviewer', prompt: 'look' };
    expect(handedTo({ agent: 'claude-code', tool: 'Task', input })).toBe('reviewer');
    expect(handedTo({ agent: 'codex', tool: 'spawn_agent', input: { agent_type: 'reviewer' } })).toBe(
      'reviewer',
    );
    expect(handedTo({ agent: 'claude-code', tool: 'Bash', input: { command: 'release' } })).toBeNull();
  });

  test('put a plan before the user where its tool is for plans', () => {
    expect(planOf({ agent: 'claude-code', tool: 'ExitPlanMode', input: { plan: 'first' } })).toBe('first');
    expect(planOf({ agent: 'claude-code', tool: 'Write', input: { plan: 'first' } })).toBeNull();
  });
});

test.each(['.claude/settings.json', 'web/.cursor/rules/x.mdc', 'AGENTS.md', 'docs/CLAUDE.md', '.gemini/x'])(
  '%s tells agents what to do',
  (path) => {
    expect(isAgentsOwn(path)).toBe(true);
  },
);

test.each(['src/agents.ts', 'docs/agents/readme.md', 'claude/notes.md', 'src/claude.test.ts/x'])(
  '%s is the project’s',
  (path) => {
    expect(isAgentsOwn(path)).toBe(false);
  },
);

test('subagents that agents come with are known by name', () => {
  expect(isOwnSubagent('Explore')).toBe(true);
  expect(isOwnSubagent('reviewer')).toBe(false);
});
