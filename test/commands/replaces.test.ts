import { expect, test } from 'vitest';
import { replaces, wayOf } from '../../src/commands/replaces.ts';

const words = (line: string) => line.split(' ');

test.each([
  ['uv pip install <name>', 'pip install <name>'],
  ['pnpm test', 'npm test'],
  ['docker compose up -d', 'docker-compose up -d'],
  ['git commit -s -m <message>', 'git commit -m <message>'],
])('%s is another way for %s', (newer, older) => {
  expect(replaces(words(newer), words(older))).toBe(true);
});

test.each([
  // Another job of the same program, or of another one.
  ['git push', 'git commit -m <message>'],
  ['gh pr create', 'git push'],
  // The same, with a flag less or another one.
  ['git commit -m <message>', 'git commit -s -m <message>'],
  ['git commit -s', 'git commit -n'],
  ['git commit -s', 'git commit -s'],
  // Another question.
  ['npm test -- --watch', 'npm test'],
  ['git log --oneline', 'git log'],
  ['rg status', 'git status'],
])('%s is none for %s', (newer, older) => {
  expect(replaces(words(newer), words(older))).toBe(false);
});

test('a way is a program with its action and its flags, whatever it is done to', () => {
  expect(wayOf(words('git commit --message=a -s b'))).toBe('git commit --message -s');
  expect(wayOf(words('npm run test'))).toBe(wayOf(words('npm t')));
});
