import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { agentReach } from '../../src/library/read/reach.ts';
import type { AgentId } from '../../src/types.ts';

let root: string;
let home: string;

beforeEach(() => {
  const scratch = mkdtempSync(join(process.env.HOME ?? '', 'reach-'));
  [root, home] = [join(scratch, 'repo'), join(scratch, 'home')];
  mkdirSync(root);
  mkdirSync(home);
});

function skill(
  folder: string,
  name: string,
  frontmatter = `name: ${name}\ndescription: Does ${name}.`,
): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'SKILL.md'), `---\n${frontmatter}\n---\n\nBody\n`);
}

/** A skill as the library leaves it: a real folder for Claude Code, a link for Codex. */
function ours(name: string, frontmatter?: string): void {
  skill(join(root, '.claude', 'skills'), name, frontmatter);
  mkdirSync(join(root, '.agents', 'skills'), { recursive: true });
  symlinkSync(join('..', '..', '.claude', 'skills', name), join(root, '.agents', 'skills', name));
}

const reach = (agent: AgentId, names = ['release']) => {
  const { visible, problems } = agentReach(agent, root, names, { HOME: home });
  return { visible, problems: problems.map(({ code }) => code) };
};

test('a skill with its link is seen by all three; Cursor lists it twice', () => {
  ours('release');
  expect(reach('claude-code')).toEqual({ visible: ['release'], problems: [] });
  expect(reach('codex')).toEqual({ visible: ['release'], problems: [] });
  expect(reach('cursor')).toEqual({ visible: ['release'], problems: ['double'] });
});

test('without the link Codex does not see it', () => {
  skill(join(root, '.claude', 'skills'), 'release');
  expect(reach('codex')).toEqual({ visible: [], problems: ['absent'] });
  expect(reach('cursor')).toEqual({ visible: ['release'], problems: [] });
});

test("a user's skill of the same name hides it in Claude Code, and stands beside it in Codex", () => {
  ours('release');
  skill(join(home, '.claude', 'skills'), 'release');
  skill(join(home, '.agents', 'skills'), 'release');
  expect(reach('claude-code')).toEqual({ visible: [], problems: ['shadowed'] });
  expect(reach('codex')).toEqual({ visible: ['release'], problems: ['double'] });
});

test('long descriptions are cut at 1,536 characters by Claude Code, at 1,024 by Codex', () => {
  ours('release', `name: release\ndescription: ${'x'.repeat(1_200)}`);
  ours('deploy', `name: deploy\ndescription: ${'x'.repeat(1_600)}`);
  const both = ['release', 'deploy'];
  expect(reach('claude-code', both).problems).toEqual(['cut']);
  expect(reach('codex', both).problems).toEqual(['cut', 'cut']);
});

test('Claude Code goes by the name of the folder, Codex by the one in the file', () => {
  ours('release', 'name: other\ndescription: x');
  expect(reach('claude-code').visible).toEqual(['release']);
  expect(reach('codex').visible).toEqual([]);
});

test('many long skills exceed what Claude Code lists in full', () => {
  for (let index = 0; index < 9; index += 1) ours(`s-${index}`, `name: s\ndescription: ${'x'.repeat(1_000)}`);
  expect(reach('claude-code', []).problems).toEqual(['budget']);
});

describe('a file that Codex leaves out', () => {
  test.each([
    ['without frontmatter', 'text'],
    ['with YAML that does not parse', '---\na: [\n---\n'],
    ['without a description', '---\nname: release\n---\n'],
    ['with a language to run', '---js\nmodule.exports = {}\n---\n'],
  ])('%s', (_name, text) => {
    ours('release');
    writeFileSync(join(root, '.claude', 'skills', 'release', 'SKILL.md'), text);
    expect(reach('codex')).toEqual({ visible: [], problems: ['unreadable'] });
    expect(reach('claude-code').visible).toEqual(['release']);
  });
});

test("agents' own folders are where their variables say", () => {
  ours('release');
  skill(join(home, 'elsewhere', 'skills'), 'release');
  const env = { HOME: home, CLAUDE_CONFIG_DIR: join(home, 'elsewhere') };
  expect(agentReach('claude-code', root, ['release'], env).problems).toMatchObject([
    { code: 'shadowed', skill: 'release' },
  ]);
});
