import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { installedSkills } from '../../src/library/read/installed.ts';
import { takenSkillNames } from '../../src/library/write/targets.ts';

let root: string;
let home: string;

beforeEach(() => {
  const scratch = mkdtempSync(join(tmpdir(), 'hivemind-targets-'));
  [root, home] = [join(scratch, 'repo'), join(scratch, 'home')];
  mkdirSync(root);
  mkdirSync(home);
});
afterEach(() => rmSync(join(root, '..'), { recursive: true, force: true }));

function write(base: string, path: string, text: string): void {
  mkdirSync(join(base, path, '..'), { recursive: true });
  writeFileSync(join(base, path), text);
}
const skill = (name: string) => `---\nname: ${name}\ndescription: About ${name}.\n---\n\nBody of ${name}.\n`;

test('names of skills and commands are taken, in the project and in the user’s home', () => {
  write(root, '.claude/skills/release/SKILL.md', skill('release'));
  write(root, '.agents/skills/deploy/SKILL.md', skill('deploy'));
  write(home, '.claude/skills/Notes/SKILL.md', 'no frontmatter');
  write(home, '.claude/commands/ship.md', 'ship it');
  write(root, '.cursor/commands/tidy.md', 'tidy up');
  write(home, 'codex/prompts/draft.md', 'draft it');
  const reserved = takenSkillNames(join(root, 'missing'), { HOME: join(home, 'missing') });
  const env = { HOME: home, CODEX_HOME: join(home, 'codex') };
  const taken = [...takenSkillNames(root, env)].filter((name) => !reserved.has(name));
  expect(taken.sort()).toEqual(['deploy', 'draft', 'notes', 'release', 'ship', 'tidy']);
});

test('names of the agent’s own commands are taken everywhere', () => {
  expect(takenSkillNames(root, { HOME: home })).toContain('review');
});

test('installed skills are read from every folder, broken ones by their text, linked ones once', () => {
  write(root, '.claude/skills/release/SKILL.md', skill('release'));
  write(home, '.claude/skills/notes/SKILL.md', 'no frontmatter');
  write(home, '.claude/skills/empty/readme.txt', '');
  mkdirSync(join(root, '.agents', 'skills'), { recursive: true });
  symlinkSync(join(root, '.claude', 'skills', 'release'), join(root, '.agents', 'skills', 'release'));
  const found = installedSkills(root, { HOME: home });
  expect(found.map(({ name, description }) => [name, description])).toEqual([
    ['release', 'About release.'],
    ['notes', ''],
  ]);
  expect(found[0]?.body).toBe('Body of release.\n');
});

test('skills of plugins count where Claude Code loads them', () => {
  const plugin = (name: string) => {
    write(home, `plugins/${name}/skills/${name}-skill/SKILL.md`, skill(`${name}-skill`));
    return join(home, 'plugins', name);
  };
  const plugins = {
    'first@shop': [{ scope: 'user', installPath: plugin('first') }],
    'old@shop': { installPath: plugin('old') },
    'off@shop': [{ scope: 'user', installPath: plugin('off') }],
    'here@shop': [{ scope: 'project', installPath: plugin('here'), projectPath: root }],
    'there@shop': [{ scope: 'project', installPath: plugin('there'), projectPath: '/elsewhere' }],
    'odd@shop': [null, { installPath: 7 }],
  };
  write(home, 'claude/plugins/installed_plugins.json', JSON.stringify({ version: 2, plugins }));
  write(home, 'claude/settings.json', JSON.stringify({ enabledPlugins: { 'off@shop': false } }));
  const names = installedSkills(root, { HOME: home, CLAUDE_CONFIG_DIR: join(home, 'claude') }).map(
    ({ name }) => name,
  );
  expect(names).toEqual(['first-skill', 'old-skill', 'here-skill']);
  write(home, 'claude/plugins/installed_plugins.json', '{ not JSON');
  expect(installedSkills(root, { HOME: home, CLAUDE_CONFIG_DIR: join(home, 'claude') })).toEqual([]);
});
