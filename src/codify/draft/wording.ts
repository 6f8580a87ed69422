/** Plain words for commands: what one does in the imperative, and the part it plays in a piece of work. */

import { stemWords } from '../shared/command-shape.ts';

/** A command that proves the work, by what it proves. */
export type CheckRole = 'test' | 'lint' | 'types' | 'build';

interface Phrase {
  /** Matched against the command's stem: `npm version`, `gh pr create`. */
  stem: RegExp;
  /** Imperative, capitalised, without a full stop. */
  say: string;
  /** The part for a skill's name; empty when it names no kind of work. */
  slug: string;
}

const CHECKS: readonly { role: CheckRole; pattern: RegExp; say: string }[] = [
  {
    role: 'test',
    pattern: /\b(?:tests?|pytest|vitest|jest|rspec|phpunit|mocha|ctest|tox|nox|playwright|cypress)\b/,
    say: 'Run the tests',
  },
  {
    role: 'lint',
    pattern:
      /\b(?:lint|eslint|ruff|biome|clippy|golangci-lint|flake8|pylint|shellcheck|rubocop|stylelint|vet)\b/,
    say: 'Run the linter',
  },
  { role: 'types', pattern: /\b(?:types?|typecheck|type-check|tsc|mypy|pyright)\b/, say: 'Check the types' },
  { role: 'build', pattern: /\b(?:build|compile|assemble|webpack|rollup)\b/, say: 'Build' },
];

/** What proves nothing although its words look like it: watchers, single-file installs, code formatting in place. */
const NO_CHECK = /\b(?:install|add|watch|dev|serve|start|create|init|push|publish|commit|checkout|clean)\b/;

const PHRASES: readonly Phrase[] = [
  { stem: /^gh pr create$|^glab mr create$/, say: 'Open a pull request', slug: 'open-pull-request' },
  { stem: /^gh pr (?:view|diff|list)$/, say: 'Read the pull request', slug: '' },
  { stem: /^gh pr checks$/, say: "Look at the pull request's checks", slug: 'check-pull-request' },
  { stem: /^gh pr (?:comment|review)$/, say: 'Answer on the pull request', slug: 'answer-review' },
  { stem: /^gh pr edit$/, say: 'Edit the pull request', slug: '' },
  { stem: /^gh pr merge$/, say: 'Merge the pull request', slug: 'merge-pull-request' },
  { stem: /^gh pr checkout$/, say: 'Check out the pull request', slug: '' },
  { stem: /^gh issue (?:view|list)$/, say: 'Read the issue', slug: '' },
  { stem: /^gh issue create$/, say: 'Open an issue', slug: 'open-issue' },
  { stem: /^gh issue (?:close|comment|edit)$/, say: 'Update the issue', slug: 'update-issue' },
  { stem: /^gh release create$/, say: 'Create the release', slug: 'create-release' },
  { stem: /^gh run\b/, say: 'Look at the CI run', slug: 'check-ci' },
  { stem: /^gh api\b/, say: 'Ask the GitHub API', slug: '' },
  {
    stem: /^(?:npm|pnpm|yarn|bun|cargo|poetry|uv|hatch) (?:version|bump)$/,
    say: 'Bump the version',
    slug: 'bump-version',
  },
  {
    stem: /^(?:npm|pnpm|yarn|bun|cargo|poetry|uv|hatch|twine) (?:publish|upload)$/,
    say: 'Publish the package',
    slug: 'publish',
  },
  {
    stem: /^(?:npm|pnpm|yarn|bun) (?:install|ci|i)$|^pip3? install$|^uv (?:sync|pip)/,
    say: 'Install the dependencies',
    slug: '',
  },
  {
    stem: /^(?:npm|pnpm|yarn|bun|cargo|poetry|go|uv) (?:add|get|remove|uninstall|update|upgrade)$/,
    say: 'Change the dependency',
    slug: 'update-dependencies',
  },
  { stem: /^git add$/, say: 'Stage the changes', slug: '' },
  { stem: /^git commit$/, say: 'Commit', slug: 'commit' },
  { stem: /^git push$/, say: 'Push', slug: 'push' },
  { stem: /^git (?:pull|fetch)$/, say: 'Get what is new', slug: 'update-branch' },
  { stem: /^git tag$/, say: 'Tag it', slug: 'tag' },
  { stem: /^git worktree$/, say: 'Set up the work tree', slug: 'set-up-worktree' },
  { stem: /^git (?:checkout|switch)$/, say: 'Switch the branch', slug: 'switch-branch' },
  { stem: /^git merge$/, say: 'Merge', slug: 'merge' },
  { stem: /^git rebase$/, say: 'Rebase', slug: 'rebase' },
  { stem: /^git (?:diff|log|show)$/, say: 'Read the changes', slug: '' },
  { stem: /^mv$/, say: 'Move the file', slug: '' },
  { stem: /^cp$/, say: 'Copy the file', slug: '' },
  { stem: /^git cherry-pick$/, say: 'Pick the commit', slug: 'cherry-pick' },
  { stem: /\b(?:deploy|rollout)\b/, say: 'Deploy', slug: 'deploy' },
  { stem: /\b(?:migrate|migration|migrations)\b/, say: 'Run the migration', slug: 'migrate' },
  { stem: /\b(?:fmt|format|prettier|black|gofmt)\b/, say: 'Format the code', slug: 'format' },
  { stem: /\b(?:generate|codegen|gen)\b/, say: 'Generate the code', slug: 'generate-code' },
  { stem: /\b(?:release)\b/, say: 'Release', slug: 'release' },
  { stem: /\b(?:seed)\b/, say: 'Load the seed data', slug: 'seed' },
  { stem: /\b(?:bench|benchmark)\b/, say: 'Run the benchmark', slug: 'benchmark' },
];

const NEW_BRANCH: Phrase = { stem: /^git$/, say: 'Start a branch', slug: '' };

/** Done at the beginning or end of nearly any work, by any agent, unasked. */
export function isEveryday(words: readonly string[]): boolean {
  return /^git (?:add|commit|push|pull|fetch|checkout|switch|merge|rebase|diff|log|show)$/.test(
    stemWords(words).join(' '),
  );
}

/** What a command proves when it exits 0; null for a command that does work instead. */
export function checkRole(words: readonly string[]): CheckRole | null {
  const text = meaningful(words);
  if (NO_CHECK.test(text) || /^(?:git|gh|glab)\b/.test(text)) return null;
  return CHECKS.find(({ pattern }) => pattern.test(text))?.role ?? null;
}

/** What a command does, in the imperative; `Run` when nothing better is known. */
export function imperative(words: readonly string[]): string {
  const role = checkRole(words);
  if (role !== null) return CHECKS.find((check) => check.role === role)?.say ?? 'Run';
  return phraseOf(words)?.say ?? 'Run';
}

/** What commands work on, where their program does not say it. */
const THINGS: readonly (readonly [RegExp, string])[] = [
  [/^(?:gh pr|glab mr)\b/, 'pull-request'],
  [/^(?:gh|glab) issue\b/, 'issue'],
  [/^gh run\b/, 'ci-run'],
];

/** What a command is about: `pull-request` for `gh pr diff`; empty where nothing better is known. */
export const thingOf = (words: readonly string[]): string =>
  THINGS.find(([pattern]) => pattern.test(words.join(' ')))?.[1] ?? '';

/** The part of a skill's name that this command stands for, or empty. */
export function slugOf(words: readonly string[]): string {
  return checkRole(words) === null ? (phraseOf(words)?.slug ?? '') : '';
}

function phraseOf(words: readonly string[]): Phrase | undefined {
  if (/^git (?:checkout -[bB]|switch -[cC])\b/.test(words.join(' '))) return NEW_BRANCH;
  const stem = stemWords(words).join(' ');
  return PHRASES.find((phrase) => phrase.stem.test(stem));
}

/** Program, sub-commands, script names: what tells a command's purpose. Values, paths and flags' arguments do not. */
function meaningful(words: readonly string[]): string {
  const plain = words.filter((word) => !/^\w+=/.test(word));
  return plain
    .slice(0, 4)
    .filter((word) => /^[A-Za-z][\w:-]*$/.test(word) || /^\.\/\w/.test(word))
    .join(' ');
}
