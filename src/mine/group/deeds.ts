/** What an episode did, in words that hold for any repository: which sorts of files changed, what git and checks did. */

import { doesOf, doingCommands } from '../../commands/deeds.ts';
import { readCommandLine } from '../../commands/parse.ts';
import type { Deed } from '../../commands/programs/program.ts';
import { provenBy } from '../../commands/proves.ts';
import { stemWords } from '../../commands/stem.ts';
import type { Step } from '../../types.ts';
import { isTestPath } from '../read/path-role.ts';

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
    return step.command === null ? [] : commandDeeds(step.command);
  });
  if (steps.length === 0) return ['no steps', 'no edits'];
  return steps.some(({ kind }) => kind === 'edit') ? deeds : [...deeds, 'no edits'];
}

function fileDeed(path: string): string {
  if (isTestPath(path)) return 'edit test';
  return FILE_SORTS.find(([pattern]) => pattern.test(path))?.[1] ?? 'edit code';
}

/** What git does, by what it is for; the rest is reading. */
const GIT_DEEDS: Partial<Record<Deed, string>> = {
  branch: 'git branch',
  merge: 'git merge',
  rebase: 'git merge',
  commit: 'git commit',
  push: 'git push',
  tag: 'git tag',
};

function commandDeeds(line: string): string[] {
  return doingCommands(readCommandLine(line)?.commands ?? []).flatMap(({ words }) => {
    const spelled = words.map(({ text }) => text);
    const [program = '', action = ''] = stemWords(spelled);
    const does = doesOf(spelled);
    if (program === 'git') return [GIT_DEEDS[does] ?? 'git read'];
    if (program === 'gh' || program === 'glab') return [`${program} ${action}`];
    if (provenBy(spelled) !== null) return ['run check'];
    return does === 'install' ? ['install'] : [];
  });
}
