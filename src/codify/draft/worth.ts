/** Whether a draft is worth an agent's attention: what in it the documents do not say and an agent would not do unasked. */

import { isEveryday } from '../../commands/deeds.ts';
import type { Deed } from '../../commands/programs/program.ts';
import type { RepoDoc } from '../../repository/documents.ts';
import { docThatSays } from '../../repository/documents.ts';
import type { Line, LineKind, SkillDraft } from '../../skill/draft.ts';
import { handsWorkIn } from '../shared/asked.ts';
import { isLooking } from '../shared/command-shape.ts';
import type { Saying } from '../shared/sayings.ts';
import type { WorkStep } from '../shared/work-step.ts';

/** What may be worth something. */
export interface Found {
  steps: readonly WorkStep[];
  sayings: readonly Saying[];
  /** Programs that sessions ran word for word. */
  programs: number;
  /** Failures with what got past them, in two sessions. */
  repairs: number;
  /** Sessions that the user accepted. */
  accepted: number;
  docs: readonly RepoDoc[];
}

/** A path so much commoner here than elsewhere is the work's own. */
const OWN_PATH_LIFT = 3;
/** A command so much commoner here is not one that goes with any work. */
const OWN_COMMAND_LIFT = 2;
/**
 * Everyday steps in so many sessions are one thing to know together, where they are so much more of this work than of other
 * work: the doublings of all of them. In a kind made at random they are near nothing.
 */
const ROW = { doublings: 4, sessions: 3 } as const;
const POINTS = {
  path: 1,
  form: 1,
  command: 1,
  row: 1,
  program: 2,
  repair: 2,
  said: 1,
  saidOnce: 0.5,
  message: 0.5,
  file: 0.5,
} as const;

/** From how many points a way of working is worth a skill; kinds made at random seldom have one. */
export const WORTH = 1;

/** One point for each thing to know; see the constants for what counts half or double. */
export function pointsOf({ steps, sayings, programs, repairs, accepted, docs }: Found): number {
  const edits = steps.filter(({ kind }) => kind === 'edit');
  const forms = edits.filter(({ forms: [form] }) => form?.form.gap !== null);
  const paths = edits.filter(
    (step) => !forms.includes(step) && (step.lift ?? OWN_PATH_LIFT) >= OWN_PATH_LIFT && !isNamed(step, docs),
  );
  const files = edits.length - forms.length - paths.length;
  const commands = steps.filter((step) => isOwn(step, docs));
  const everyday = steps.filter(
    (step) => step.kind === 'command' && !commands.includes(step) && step.sessions >= ROW.sessions,
  );
  const doublings = everyday.reduce((sum, { lift }) => sum + Math.max(0, Math.log2(lift ?? 1)), 0);
  const isRow = everyday.some(isNews) && accepted >= ROW.sessions && doublings >= ROW.doublings;
  const messages = steps.filter(({ tokens }) =>
    tokens.some(({ type, key }) => type === 'message' && key.includes('<type>')),
  );
  const said = sayings.filter(({ twins }) => twins.length > 0);
  return (
    forms.length * POINTS.form +
    paths.length * POINTS.path +
    files * POINTS.file +
    commands.length * POINTS.command +
    (isRow && everyday.length > 1 ? POINTS.row : 0) +
    Math.min(1, messages.length) * POINTS.message +
    programs * POINTS.program +
    repairs * POINTS.repair +
    said.length * POINTS.said +
    (sayings.length - said.length) * POINTS.saidOnce +
    steps.filter(({ kind }) => kind === 'delegate' || kind === 'skill').length
  );
}

/** Looking at the changes, staging, committing, pushing and proposing them is how anybody hands work in. */
const PLAIN: ReadonlySet<Deed | null> = new Set<Deed | null>(['look', 'stage', 'commit', 'push', 'propose']);
const isNews = (step: WorkStep): boolean => !PLAIN.has(actOf(step)?.does ?? null);

const actOf = ({ exact, others }: WorkStep) => exact[0] ?? others[0];

function isNamed({ forms }: WorkStep, docs: readonly RepoDoc[]): boolean {
  const path = forms[0]?.form.key ?? '';
  return docThatSays(docs, path) !== null;
}

/** A command of the project's own, or one that this work needs more than other work does, unless a document says it. */
function isOwn(step: WorkStep, docs: readonly RepoDoc[]): boolean {
  const act = actOf(step);
  if (step.kind !== 'command' || act === undefined) return false;
  const fixed =
    step.tokens
      .flatMap(({ key, type }) => (type === null ? key : '\0'))
      .join(' ')
      .split('\0')[0]
      ?.trim() ?? '';
  if (docThatSays(docs, fixed, 'prose') !== null) return false;
  if (act.isOwn) return true;
  // Of well-known programs a request that is spelled out, and what other work does without.
  const isSpelledOut = /^(?:gh|glab|curl) /.test(fixed) && /[{/]\S*\w\/\w|query|mutation/.test(fixed);
  const isUsual = isEveryday(act.words) || act.does === 'look' || handsWorkIn(act.does);
  return isSpelledOut || (!isUsual && (step.lift ?? OWN_COMMAND_LIFT) >= OWN_COMMAND_LIFT);
}

/** What an agent would not have known. */
const LESSONS: ReadonlySet<LineKind> = new Set<LineKind>(['rule', 'pitfall', 'alternative']);

/** Whether enough is left of a draft from which lines were taken: something to do or to know besides one everyday step. */
export function isWorthwhile({ kind, files }: SkillDraft): boolean {
  const lines = files.flatMap((file) => file.lines);
  const steps = lines
    .filter((line) => line.kind === 'step')
    // Looking around is no work by itself.
    .filter((step) => step.do !== 'run' || !isLooking(step.command.split(' ')));
  const lessons = lines.filter(({ kind: of }: Line) => LESSONS.has(of));
  return (
    lessons.length > 0 ||
    steps.length > 1 ||
    (kind !== 'preference' && steps.some((step) => step.do !== 'run'))
  );
}
