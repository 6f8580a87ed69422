/** Plain words for commands: what one does in the imperative, and the part it plays in a skill's name. */

import type { Action, Proof } from './programs/program.ts';
import { provenBy } from './proves.ts';
import { meaningOf } from './stem.ts';

const PROOFS: Readonly<Record<Proof, string>> = {
  test: 'Run the tests',
  lint: 'Run the linter',
  types: 'Check the types',
  build: 'Build',
  format: 'Check the format',
  check: 'Run the checks',
};

type Phrase = Pick<Action, 'say' | 'slug'>;

/** What a project's own scripts and unknown programs do, by a word of their names. */
const BY_WORD: readonly (readonly [RegExp, Phrase])[] = [
  [/\b(?:deploy|rollout)\b/, { say: 'Deploy', slug: 'deploy' }],
  [/\b(?:migrate|migration|migrations)\b/, { say: 'Run the migration', slug: 'migrate' }],
  [/\b(?:fmt|format|prettier|black|gofmt)\b/, { say: 'Format the code', slug: 'format' }],
  [/\b(?:generate|codegen|gen)\b/, { say: 'Generate the code', slug: 'generate-code' }],
  [/\brelease\b/, { say: 'Release', slug: 'release' }],
  [/\bseed\b/, { say: 'Load the seed data', slug: 'seed' }],
  [/\b(?:bench|benchmark)\b/, { say: 'Run the benchmark', slug: 'benchmark' }],
];

/** What an argument makes of a command, first come first served. */
const BY_ARGUMENT: readonly (readonly [stem: RegExp, args: RegExp, Phrase])[] = [
  [/^git (?:checkout|switch)$/, /^-[bBcC] /, { say: 'Start a branch' }],
  [
    /^git (?:checkout|switch)$/,
    /^(?:main|master|trunk)$/,
    { say: 'Switch to the main branch', slug: 'switch-branch' },
  ],
  [/^(?:gh|glab) run view$/, /--log-failed/, { say: 'Read the log of the failed CI run', slug: 'check-ci' }],
  // docs.github.com/graphql/reference/mutations
  [
    /^gh api graphql$/,
    /\bresolveReviewThread\b/,
    { say: 'Resolve the review threads', slug: 'answer-review' },
  ],
  [
    /^gh api graphql$/,
    /\baddPullRequestReviewThreadReply\b/,
    { say: 'Answer the review threads', slug: 'answer-review' },
  ],
  [
    /^gh api\b/,
    /\bpulls\/\S+\/comments\b.* (?:-f|-F|--field|--raw-field) /,
    { say: 'Answer the review comments', slug: 'answer-review' },
  ],
  [/^gh api\b/, /\bpulls\/\S+\/comments\b/, { say: 'Read the review comments' }],
  [/^gh api graphql$/, /\breviewThreads\b/, { say: 'Read the review threads' }],
];

/** What a command does, in the imperative; `Run` when nothing better is known. */
export function imperative(words: readonly string[]): string {
  const proof = provenBy(words);
  return proof === null ? (phraseOf(words).say ?? 'Run') : PROOFS[proof];
}

/** The part of a skill's name that this command stands for, or empty. */
export const slugOf = (words: readonly string[]): string =>
  provenBy(words) === null ? (phraseOf(words).slug ?? '') : '';

function phraseOf(words: readonly string[]): Phrase {
  const { stem, args, program, action } = meaningOf(words);
  const name = stem.join(' ');
  const line = args.join(' ');
  const special = BY_ARGUMENT.find(([stem, tells]) => stem.test(name) && tells.test(line));
  if (special !== undefined) return special[2];
  const told = action ?? program;
  if (told?.say !== undefined) return told;
  return BY_WORD.find(([pattern]) => pattern.test(name))?.[1] ?? {};
}

/** What commands work on, where their program does not say it. */
const THINGS: readonly (readonly [RegExp, string])[] = [
  [/^(?:gh pr|glab mr)\b/, 'pull-request'],
  [/^(?:gh|glab) issue\b/, 'issue'],
  [/^gh run\b/, 'ci-run'],
];

/** What a failed CI run is called in a skill's name. */
export const CI_FAILURES = 'ci-failures';

const FAILURES: Readonly<Record<Proof, string>> = {
  test: 'test-failures',
  lint: 'lint-errors',
  types: 'type-errors',
  build: 'build-errors',
  format: 'format-errors',
  check: 'check-failures',
};

/** What a command tells of when it fails, as a part of a skill's name; empty for one that checks nothing. */
export function failureOf(words: readonly string[]): string {
  if (/^(?:gh|glab) (?:run|ci|pr checks)\b/.test(meaningOf(words).stem.join(' '))) return CI_FAILURES;
  const proof = provenBy(words);
  return proof === null ? '' : FAILURES[proof];
}

/** What a command is about: `pull-request` for `gh pr diff`; empty where nothing better is known. */
export function thingOf(words: readonly string[]): string {
  const name = meaningOf(words).stem.join(' ');
  return THINGS.find(([pattern]) => pattern.test(name))?.[1] ?? '';
}
