/** Words an error that came back, and what got past it. */

import type { Candidate, RecurringError } from '../../candidates.ts';
import { stemWords } from '../../commands/stem.ts';
import {
  type DescriptionLine,
  type Evidence,
  type Line,
  MAIN_FILE,
  type PitfallLine,
  type SkillDraft,
  type StepLine,
  section,
  title,
} from '../../skill/draft.ts';
import type { Episode } from '../../types.ts';
import { NO_BACKGROUND } from '../input/background.ts';
import type { DraftInput } from '../input/draft-input.ts';
import type { Act } from '../shared/acts.ts';
import { GapNames } from '../shared/gaps.ts';
import { formsOf, isBare, isCode } from '../shared/path-forms.ts';
import { receiptsFor } from '../shared/receipts-of.ts';
import { type Remedy, remedyOf } from '../shared/remedies.ts';
import { tellingWords } from '../shared/request-terms.ts';
import { spellingsOf } from '../shared/spelling.ts';
import { firstFree, slug } from './name-work.ts';
import { stepLines } from './step-lines.ts';

const MIN_SESSIONS = 2;
/** Words of an error that any error may hold. */
const ANY_ERROR =
  /^(?:npm|err|error|errors|failed|failure|code|cannot|could|not|the|a|an|is|was|to|of|in|at|for|with|no|exit|status|remote|fatal|fix)$/;

/** @returns null when what got past it is not told in two sessions, or every name for it is taken */
export function draftFailure(
  candidate: Candidate,
  _members: readonly Episode[],
  input: DraftInput,
): SkillDraft | null {
  const { source, project, sessions = [], background = NO_BACKGROUND } = input;
  const { error } = candidate;
  if (error === undefined) return null;
  const remedy = remedyOf(error, sessions, project.root, source, background);
  if (remedy === null || new Set(remedy.sessionIds).size < MIN_SESSIONS) return null;
  const failed = failedText(remedy.failed);
  const ways = waysOut(remedy, failed);
  if (failed === null || remedy.error === null || ways.length === 0) return null;
  const name = input.knownName ?? firstFree(namesFor(failed, remedy), input.takenNames);
  if (name === null) return null;
  const evidence = [...receiptsFor(remedy.failed), ...remedy.evidence];
  const description: DescriptionLine = {
    kind: 'description',
    of: 'failure',
    failed,
    error: remedy.error,
    evidence,
  };
  return {
    candidateId: candidate.id,
    kind: candidate.kind,
    name,
    description,
    files: [
      {
        path: MAIN_FILE,
        lines: [
          title(name),
          ...section('When to use', [{ kind: 'when', on: 'failure', failed, error: remedy.error, evidence }]),
          ...section('What worked', ways),
        ],
      },
    ],
    sessionIds: [...new Set(remedy.sessionIds)],
  };
}

/** An error that came up in a kind of work: what failed, and each way out that is one thing to do. */
export function pitfallLines(error: RecurringError, input: DraftInput): PitfallLine[] {
  const { source, project, sessions = [], background = NO_BACKGROUND } = input;
  const remedy = remedyOf(error, sessions, project.root, source, background);
  if (remedy === null || remedy.error === null) return [];
  return waysOut(remedy, failedText(remedy.failed)).filter((line) => line.kind === 'pitfall');
}

/** The same command in other words, a change of what the error names, or what was done in between, as one line or as steps. */
function waysOut(remedy: Remedy, failed: string | null): Line[] {
  if (failed === null) return [];
  const evidence = [...receiptsFor(remedy.failed), ...remedy.evidence];
  const pitfall = (by: 'command' | 'edit', worked: string | null, own: readonly Evidence[]): PitfallLine[] =>
    worked === null || worked === failed
      ? []
      : [{ kind: 'pitfall', by, failed, error: remedy.error, worked, evidence: [...own, ...evidence] }];
  const respelled: Line[] = pitfall('command', spelled(remedy.respelled), receiptsFor(remedy.respelled));
  if (respelled.length > 0) respelled.push(...stepLines(remedy.upon, new GapNames()));
  const difference = respelled.length > 0 ? null : differenceLine(remedy, failed, evidence);
  if (difference !== null) return [difference];
  const steps = remedySteps(remedy);
  const named = isProgramming(remedy.failed, remedy.named) ? [] : remedy.named;
  const changes = steps.some((line) => line.do === 'edit');
  const [only, ...others] = steps;
  return [
    ...respelled,
    ...(changes ? [] : pitfall('edit', commonFile(named), receiptsFor(named))),
    ...(only === undefined || others.length > 0 ? steps : (asPitfall(only, pitfall) ?? [only])),
  ];
}

/** A command that is too long to show in full, or that stays as it was, with all that two sessions did otherwise. */
function differenceLine(
  { folder, without, worked, error }: Remedy,
  failed: string,
  evidence: readonly Evidence[],
): PitfallLine | null {
  const own = [...receiptsFor(worked), ...evidence];
  if (folder !== null) return { kind: 'pitfall', by: 'folder', failed, error, folder, evidence: own };
  if (without.length === 0) return null;
  return { kind: 'pitfall', by: 'without', failed, error, words: without, evidence: own };
}

function remedySteps({ between, marks, failed }: Remedy): StepLine[] {
  const texts = marks.map(({ text }) => text);
  const telling = texts.length > 0 ? between : between.filter((step) => !isProgramming(failed, step.exact));
  return stepLines(telling, new GapNames()).map((line) =>
    line.do === 'edit' && texts.length > 0
      ? {
          ...line,
          marks: texts,
          evidence: [...line.evidence, ...marks.flatMap(({ acts }) => receiptsFor(acts))],
        }
      : line,
  );
}

/** A red check that a change of the program turns green is how programs are written, not a pitfall. */
const isProgramming = (failed: readonly Act[], changes: readonly Act[]): boolean =>
  failed.some(({ proves }) => proves !== null) &&
  changes.some(({ kind, words: [path = ''] }) => kind === 'edit' && isCode(path));

/** One thing to do is no list of steps. */
function asPitfall(
  line: StepLine,
  pitfall: (by: 'command' | 'edit', worked: string, own: readonly Evidence[]) => PitfallLine[],
): PitfallLine[] | null {
  if (line.do === 'run') return pitfall('command', line.command, line.evidence);
  const [path, ...more] = line.do === 'edit' ? line.paths : [];
  const isPlain = line.do === 'edit' && line.marks.length === 0 && more.length === 0;
  return isPlain && path !== undefined ? pitfall('edit', path, line.evidence) : null;
}

/** What the changed files have in common, in two sessions; at least their sort. */
function commonFile(acts: readonly Act[]): string | null {
  if (new Set(acts.map(({ sessionId }) => sessionId)).size < MIN_SESSIONS) return null;
  const paths = acts.map(({ words }) => words[0] ?? '');
  const [first = '', ...rest] = paths;
  const shared = formsOf(first).find(
    ({ key }) => !isBare(key) && rest.every((path) => formsOf(path).some((form) => form.key === key)),
  );
  if (shared !== undefined) return shared.key.replace('<>', '<name>');
  const extensions = new Set(paths.map((path) => /\.\w+$/.exec(path)?.[0] ?? ''));
  const [extension = ''] = extensions;
  return extensions.size === 1 && extension !== '' ? `<file>${extension}` : null;
}

/** A longer command is known by its beginning. In characters. */
const MAX_FAILED = 80;
const MAX_COMMAND = 160;

function failedText(acts: readonly Act[]): string | null {
  const text = spelled(acts);
  if (text !== null && text.length <= MAX_FAILED) return text;
  const stem = stemWords(acts[0]?.words ?? []).join(' ');
  return stem === '' ? null : stem;
}

/** The commands as one, with gaps where they differ; their program and action where that would be too long. */
function spelled(acts: readonly Act[]): string | null {
  const [best] = spellingsOf(acts);
  const names = new GapNames();
  const text = (best?.rows[0]?.tokens ?? [])
    .map(({ key, type, value }) =>
      type === null ? key : key.replace('<>', names.nameOf(type, new Map([[0, new Set([value ?? ''])]]))),
    )
    .join(' ');
  if (text !== '' && text.length <= (/\{/.test(text) ? MAX_COMMAND * 3 : MAX_COMMAND)) return text;
  const stem = stemWords(acts[0]?.words ?? []).join(' ');
  return stem === '' ? null : stem;
}

/** Programs that only start what fails. */
const RUNNERS = /^(?:mise|make|just|npm|npx|pnpm|yarn|bun|bunx|uv|poetry|run|exec|task|nx|git|gh|api)$/;

/** `fix-lint-nilerr`: what failed, and the error's own name or its most telling words. */
function namesFor(failed: string, { error, code }: Remedy): (string | null)[] {
  const stem = stemWords(failed.split(' ')).filter((word) => /^[a-z][a-z:_-]*$/.test(word));
  const own = stem.filter((word) => !RUNNERS.test(word));
  const what = own.length === 0 ? stem.slice(-1) : own;
  const words = tellingWords(error ?? '').filter((word) => !ANY_ERROR.test(word) && !stem.includes(word));
  const telling = code === null ? [...new Set(words)].slice(0, 3) : [code];
  return [slug(['fix', ...what, ...telling]), slug(['fix', ...stem, ...telling]), slug(['fix', ...stem])];
}
