import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writtenGuides } from '../../src/library/read/written-guides.ts';

let home: string;
let root: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'hivemind-guides-'));
  root = join(home, 'shop');
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
const read = () =>
  writtenGuides(root, { HOME: home }).map(({ name, description, body }) => ({
    name,
    description,
    body: body.trim(),
  }));

test.each([
  ['.claude/commands/ship.md', 'ship'],
  ['.claude/commands/db/migrate.md', 'db:migrate'],
  ['.codex/prompts/ship.md', 'ship'],
  ['.cursor/commands/ship.md', 'ship'],
  ['.cursor/rules/style.mdc', 'style'],
  ['.github/prompts/ship.prompt.md', 'ship'],
  ['.opencode/command/ship.md', 'ship'],
])('a project’s %s is read', (path, name) => {
  write(join(root, path), '---\ndescription: Ships it.\nglobs: "*.ts"\n---\n\nRun `make ship`.\n');
  expect(read()).toEqual([{ name, description: 'Ships it.', body: 'Run `make ship`.' }]);
});

test.each([
  '.claude/commands',
  '.codex/prompts',
  '.cursor/commands',
  '.gemini/commands',
  '.config/opencode/command',
])('so is one of the user’s ~/%s, listed with its first line where it has no description', (folder) => {
  write(join(home, folder, 'Ship-It.md'), '# Ship what is on main\n\nRun `make ship`.\n');
  expect(read()).toMatchObject([{ name: 'ship-it', description: 'Ship what is on main' }]);
});

test('a command of Gemini CLI is its prompt', () => {
  write(
    join(root, '.gemini/commands/git/ship.toml'),
    'description = "Ships it."\nprompt = "Run `make ship`."\n',
  );
  expect(read()).toEqual([{ name: 'git:ship', description: 'Ships it.', body: 'Run `make ship`.' }]);
});

test('what cannot be read, or is another file, is left out', () => {
  write(join(root, '.claude/commands/run.sh'), 'make ship\n');
  write(join(root, '.claude/commands/long.md'), 'a'.repeat(300_000));
  symlinkSync(join(root, 'nowhere'), join(root, '.claude/commands/gone.md'));
  expect(read()).toEqual([]);
});
