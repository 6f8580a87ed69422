import { expect, test } from 'vitest';
import { isValue, placeholderName } from '../../src/commands/placeholder.ts';

/** The word between the marks is the one that varies. */
test.each([
  ['gh pr view [12]', 'pr'],
  ['gh issue close [12]', 'issue'],
  ['gh run view [123456]', 'run-id'],
  ['gh run view --job [99]', 'job-id'],
  ['gh pr create --title ["x y"]', 'title'],
  ['gh pr create --base [main]', 'branch'],
  ['gh pr view 12 --json [title,body]', 'fields'],
  ['git commit -m ["x y"]', 'message'],
  ['git commit -am ["x y"]', 'message'],
  ['git checkout -b [feature/x]', 'branch'],
  ['git checkout [feature/x]', 'branch'],
  ['git add [src/a.ts]', 'file'],
  ['git show [abc1234]', 'commit'],
  ['git log [main..HEAD]', 'range'],
  ['git log --left-right --cherry-pick [main...HEAD]', 'range'],
  ['git diff --name-status [fix/x]', 'range'],
  ['git tag [v1.2.3]', 'version'],
  ['npm version [1.2.3]', 'version'],
  ['npm install [left-pad]', 'package'],
  ['pnpm --filter [api] test', 'package'],
  ['frob --message ["x y"]', 'message'],
  ['frob --maxWorkers [4]', 'max-workers'],
  ['frob --outDir=[src/x]', 'out-dir'],
  ['curl [https://example.org]', 'url'],
  ['frob go [12]', 'number'],
  ['frob go [thing]', 'name'],
])('%s is a %s', (line, name) => {
  const marked = line.split(' ').findIndex((word) => word.includes('['));
  const words = line
    .replace(/"x y"/g, '"x\u00a0y"')
    .split(' ')
    .map((word) => word.replace(/[[\]]/g, ''));
  const at = marked;
  expect(placeholderName(words, at)).toBe(name);
});

test.each([
  ['"x y"', true],
  ['$HOME', true],
  ['12', true],
  ['https://example.org', true],
  ['test', false],
  ['python3', false],
])('%s varies: %s', (word, varies) => {
  expect(isValue(word)).toBe(varies);
});
