/** What a command proves when it exits 0. */

import type { Proof } from './programs/program.ts';
import { meaningOf } from './stem.ts';

/** Words of a script's name that tell what it proves; the first that stands there decides. */
const BY_WORD: readonly (readonly [RegExp, Proof])[] = [
  [/^(?:types?|typecheck|tsc|typing|mypy|pyright)$/, 'types'],
  [/^(?:tests?|specs?|e2e|unit|integration|pytest|vitest|jest|playwright|cypress)$/, 'test'],
  [/^(?:lint|linter|eslint|ruff|biome|clippy|vet|stylelint|shellcheck)$/, 'lint'],
  [/^(?:build|compile|assemble|bundle)$/, 'build'],
  [/^(?:check|checks|verify|validate|ci|quality|precommit)$/, 'check'],
];

/** What proves nothing although its name may hold such a word: it waits, serves, fetches, writes or cleans up. */
const NO_PROOF =
  /^(?:install|add|watch|dev|serve|start|create|new|init|push|publish|commit|checkout|clean|deploy|release|setup|update|upgrade|login|open|list|show|view|status|logs|help|up|down)$/;
const FORMATTER = /^(?:format|fmt|prettier|black|gofmt)$/;

/** A command that is only asked something, or that never ends by itself. */
const ASKING =
  /^(?:--help|-h|help|--version|-V|--watch|--watchAll|--list|--collect-only|--co|--listTests|--ui)$/;
/** Formatters that only tell whether they would change something. */
const ONLY_CHECKS = /^(?:--check|-c|--list-different|--diff|--dry-run|--test)$/;

/**
 * What a command's success proves; null for a command that does work instead, or that is only asked something.
 * @param words as spelled, without wrappers
 */
export function provenBy(words: readonly string[]): Proof | null {
  if (words.some((word) => ASKING.test(word))) return null;
  const meaning = meaningOf(words);
  const { stem, args, program, script } = meaning;
  const row = meaning.action ?? program;
  if (row?.slug === FORMATS) return args.some((arg) => ONLY_CHECKS.test(arg)) ? 'format' : null;
  if (stem[0] === 'cmake') return args[0] === '--build' ? 'build' : null;
  if (row?.proves !== undefined) return row.proves === 'never' ? null : row.proves;
  if (script !== null) return provenByName(baseName(script));
  // What the table knows and says nothing of proves nothing; a program nobody told us of is read by its action.
  return program === undefined ? provenByName(stem.slice(1).join(':')) : null;
}

/** What the table calls formatting. */
const FORMATS = 'format';

const baseName = (script: string) =>
  (script.split('/').at(-1) ?? script).replace(/\.(?:sh|py|[cm]?[jt]s|rb|pl)$/, '');

function provenByName(name: string): Proof | null {
  const parts = name
    .toLowerCase()
    .replace('type-check', 'typecheck')
    .split(/[^a-z0-9]+/);
  if (parts.some((part) => NO_PROOF.test(part))) return null;
  if (parts.some((part) => FORMATTER.test(part))) return parts.includes('check') ? 'format' : null;
  const found = BY_WORD.find(([pattern]) => parts.some((part) => pattern.test(part)));
  return found?.[1] ?? null;
}
