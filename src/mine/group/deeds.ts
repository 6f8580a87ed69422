/** What an episode did, in words that hold for any repository: which sorts of files changed, what git and checks did. */

import type { Step } from '../../types.ts';
import { checkRun } from '../read/check-command.ts';
import { isTestPath } from '../read/path-role.ts';

/** Git actions by what they are for; others are reading. */
const GIT_DEEDS: Readonly<Record<string, string>> = {
  checkout: 'git branch',
  switch: 'git branch',
  branch: 'git branch',
  pull: 'git branch',
  fetch: 'git branch',
  worktree: 'git branch',
  merge: 'git merge',
  rebase: 'git merge',
  'cherry-pick': 'git merge',
  commit: 'git commit',
  push: 'git push',
  tag: 'git tag',
};

const FILE_SORTS: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\/)\.(?:github|gitlab|circleci)\/|(?:^|\/)(?:jenkinsfile|\.?goreleaser[\w.]*)$/i, 'edit pipeline'],
  [/\.(?:md|mdx|mdc|rst|adoc|txt)$/i, 'edit document'],
  [/\.sql$|(?:^|\/)migrations?\//i, 'edit database'],
  [/\.(?:css|scss|less|html|svelte|vue|tsx|jsx)$/i, 'edit interface'],
  [/\.(?:json|ya?ml|toml|ini|cfg|conf|env)$|(?:^|\/)\.[\w.-]+$/i, 'edit settings'],
];

/** The deeds of the steps, one an entry, with repeats; `no edits` and `no steps` when so. */
export function deedsOf(steps: readonly Step[]): string[] {
  const deeds = steps.flatMap((step) => {
    if (step.edits.length > 0) return step.edits.map(({ path }) => fileDeed(path));
    if (step.kind === 'edit') return [fileDeed('')];
    return step.kind === 'command' ? step.template.split(' && ').flatMap(commandDeed) : [];
  });
  if (steps.length === 0) return ['no steps', 'no edits'];
  return steps.some(({ kind }) => kind === 'edit') ? deeds : [...deeds, 'no edits'];
}

function fileDeed(path: string): string {
  if (isTestPath(path)) return 'edit test';
  return FILE_SORTS.find(([pattern]) => pattern.test(path))?.[1] ?? 'edit code';
}

function commandDeed(template: string): string[] {
  const [program = '', action = ''] = template.split(' ');
  if (program === 'git') return [GIT_DEEDS[action] ?? 'git read'];
  if (program === 'gh' || program === 'glab') return [`${program} ${action}`];
  if (checkRun(template) === 'check') return ['run check'];
  return /\b(?:install|add|upgrade|update)\b/.test(template) ? ['install'] : [];
}
