import { expect, test } from 'vitest';
import { imperative, slugOf, thingOf } from '../../src/commands/say.ts';

test.each([
  ['npm t', 'Run the tests', ''],
  ['make verify', 'Run the checks', ''],
  ['npm run lint', 'Run the linter', ''],
  ['prettier --check .', 'Check the format', ''],
  ['prettier --write .', 'Format the code', 'format'],
  ['cargo fmt', 'Format the code', 'format'],
  ['npm ci', 'Install the dependencies', ''],
  ['npm version 1.2.3', 'Bump the version', 'bump-version'],
  ['git commit -m x', 'Commit', 'commit'],
  ['git checkout -b x', 'Start a branch', ''],
  ['git checkout main', 'Switch to the main branch', 'switch-branch'],
  ['gh run view 7 --log-failed', 'Read the log of the failed CI run', 'check-ci'],
  ['gh api repos/o/r/pulls/7/comments', 'Read the review comments', ''],
  ['gh pr create --fill', 'Open a pull request', 'open-pull-request'],
  ['npm run deploy:prod', 'Deploy', 'deploy'],
  ['alembic migrate x', 'Run the migration', 'migrate'],
  ['mv a b', 'Move the file', ''],
  ['frob widget', 'Run', ''],
])('%s: %s', (line, say, slug) => {
  expect(imperative(line.split(' '))).toBe(say);
  expect(slugOf(line.split(' '))).toBe(slug);
});

test.each([
  ['gh pr diff 1', 'pull-request'],
  ['gh run view 1', 'ci-run'],
  ['git diff', ''],
])('%s is about %j', (line, thing) => {
  expect(thingOf(line.split(' '))).toBe(thing);
});
