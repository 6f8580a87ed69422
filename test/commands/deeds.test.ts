import { describe, expect, test } from 'vitest';
import { doesOf, doingCommands, handsIn, isEveryday, isSystemCommand } from '../../src/commands/deeds.ts';
import { readCommandLine } from '../../src/commands/parse.ts';

const words = (line: string) => line.split(' ');

test.each([
  ['git status', 'look'],
  ['git -h', 'look'],
  ['npm ls', 'look'],
  ['gh pr view 12', 'look'],
  ['git branch', 'look'],
  ['git branch -D x', 'branch'],
  ['git checkout -b x', 'branch'],
  ['git cherry-pick abc', 'rebase'],
  ['git stash pop', 'change'],
  ['sed -n 1p a.txt', 'look'],
  ['sed -i s/a/b/ a.txt', 'change'],
  ['gh api repos/o/r/pulls', 'look'],
  ['gh api repos/o/r/pulls -X POST', 'remote'],
  ['gh api repos/o/r/pulls/1/comments/2/replies -f body=Done', 'remote'],
  ['gh api --method GET repos/o/r/pulls -f state=open', 'look'],
  ["gh api graphql -f query='{ viewer { login } }'", 'look'],
  ["gh api graphql -f query='mutation { resolveReviewThread }'", 'remote'],
  ['echo done', 'say'],
  ['mkdir x', 'tidy'],
  ['mv a b', 'change'],
  ['npm ci', 'install'],
  ['frob upgrade x', 'install'],
  ['npm publish', 'publish'],
  ['npm test', 'check'],
  ['npm run lint', 'check'],
  ['npm run seed', 'run'],
  ['make verify', 'check'],
  ['frob widget', 'run'],
  ['python scripts/x.py', 'run'],
  ['sudo git push', 'push'],
])('%s does %s', (line, deed) => {
  expect(doesOf(words(line))).toBe(deed);
});

test('a commit, a push, a merge and a pull request hand work in; staging, tagging and a rebase do not', () => {
  const lines = [
    'git commit -m x',
    'git push',
    'git merge x',
    'gh pr create',
    'gh pr merge 1',
    'jj git push',
  ];
  expect(lines.filter((line) => handsIn(words(line)))).toEqual(lines);
  expect(
    ['git add -A', 'git tag x', 'git rebase x', 'gh pr view 1'].some((line) => handsIn(words(line))),
  ).toBe(false);
});

test('what any work begins or ends with is everyday', () => {
  expect(['git add -A', 'git push', 'git diff'].every((line) => isEveryday(words(line)))).toBe(true);
  expect(['git tag x', 'git worktree add x', 'npm test'].some((line) => isEveryday(words(line)))).toBe(false);
});

test('a system’s own programs tell nothing of the kind of work', () => {
  expect(['ls -la', 'cat x', 'echo x', 'mkdir x'].every((line) => isSystemCommand(words(line)))).toBe(true);
  expect(['git status', 'npm ls', 'curl x', 'frob'].some((line) => isSystemCommand(words(line)))).toBe(false);
});

describe('the commands of a line that do something', () => {
  test.each([
    ['echo start; npm test | tail -3; exit 1', ['npm']],
    ['cat a.txt | grep x', ['cat']],
    ['grep x a.txt', ['grep']],
    ['echo a | grep x', ['echo', 'grep']],
    ['curl x | python3', ['curl', 'python3']],
  ])('%j', (line, programs) => {
    const doing = doingCommands(readCommandLine(line)?.commands ?? []);
    expect(doing.map((command) => command.words[0]?.value)).toEqual(programs);
  });
});
