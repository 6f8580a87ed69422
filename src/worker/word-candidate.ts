/** Takes one candidate from counts to a skill on disk, or to the reasons against it. */

import { dirname, join } from 'node:path';
import type { Codified } from '../codify/codify.ts';
import { type PublishPlan, planSkill, publishSkill } from '../library/write/publish.ts';
import { linesOf, type SkillDraft } from '../skill/draft.ts';
import { sayLine } from '../skill/forms.ts';
import { layOut } from '../skill/page.ts';
import { masked, type Refusal, type RefusalCode } from '../skill/refusal.ts';
import type { Skill } from '../skill/skill.ts';
import type { BlockCode, PlaceBlock } from '../store/derived/blocks.ts';
import { countImported } from '../store/derived/history.ts';
import type { LedgerEntry } from '../store/derived/ledger.ts';
import { type StoredDraft, saveDraft } from '../store/drafts.ts';
import type { Store } from '../store/open.ts';
import { type SkillRecord, skillsOfProject, versionsOf } from '../store/skills.ts';
import type { WorkerContext } from './context.ts';
import type { Drafting, WordingInput } from './draft-candidate.ts';
import { rootRules } from './root-rules.ts';

/** A skill on disk; `unchanged` when it was there already, word for word. */
export type PublishedSkill = {
  name: string;
  path: string;
  version: number;
  outcome: 'written' | 'unchanged';
};

/** What a run would do to one file of a skill. */
export type SkillChange = {
  name: string;
  path: string;
  /** The file as it stands; null where there is none. */
  before: string | null;
  after: string;
};

/** A skill that was not written for what is at its place. */
export type HeldBack = {
  name: string;
  path: string;
  code: PlaceBlock;
  /** A sentence without its full stop. */
  reason: string;
};

/** What became of a candidate. */
export interface Worded extends Omit<LedgerEntry, 'candidate'> {
  published: PublishedSkill | null;
  /** Only of a dry run that would write. */
  changes?: SkillChange[];
  /** True when the skill is there without what is held, and the draft that has it waits. */
  restWaits?: true;
  /** A skill that passed, and whose place is not ours to write: the user edited or deleted it, say. */
  heldBack?: HeldBack;
}

/** Publishes one drafted candidate, or puts it before the person, or tells what speaks against it. */
export function wordCandidate(context: WorkerContext, input: WordingInput, drafting: Drafting): Worded {
  const { codified } = drafting;
  const worded = wordSettled(context, input, drafting);
  const takenOut = codified?.takenOut.map((refusal) => masked(refusal, input.checks.redact)) ?? [];
  return takenOut.length === 0 ? worded : { ...worded, takenOut };
}

function wordSettled(context: WorkerContext, input: WordingInput, drafting: Drafting): Worded {
  const { known, earlier, codified, withHeld, coveredBy } = drafting;
  const blocked = (blockedBy: readonly BlockCode[], refused: readonly Refusal[] = []): Worded => ({
    // A skill stays one while its kind of work is no longer good enough for a new one.
    state: known === undefined ? 'blocked' : 'published',
    blockedBy: [...new Set(blockedBy)],
    skill: known?.name ?? null,
    coveredBy,
    published: null,
    ...saidBy(refused.map((refusal) => masked(refusal, input.checks.redact))),
  });
  if (drafting.blockedBy.length > 0) return blocked(drafting.blockedBy);
  if (codified === null) return blocked(['nothing-shared']);
  const { draft, verdict } = codified;
  const refusals = 'skill' in verdict ? [] : verdict.refusals;
  if (refusals.some(({ held }) => !held)) return blocked(codesOf(refusals), refusals);
  const waits = refusals.length > 0 || mustBeReviewed(context, input, draft, known, earlier);
  if (waits) {
    const full = withHeld ?? codified;
    const held = 'skill' in full.verdict ? [] : full.verdict.refusals;
    return putBefore(context, input, full, held);
  }
  if (!('skill' in verdict)) return blocked(codesOf(refusals), refusals);
  const worded = publish(context, input, verdict.skill, blocked);
  if (withHeld === null || 'skill' in withHeld.verdict || worded.heldBack !== undefined) return worded;
  putBefore(context, input, withHeld, withHeld.verdict.refusals);
  return { ...worded, restWaits: true };
}

const codesOf = (refusals: readonly Refusal[]): RefusalCode[] => refusals.map(({ code }) => code);

const saidBy = (refusals: readonly Refusal[]): Pick<Worded, 'refusals'> =>
  refusals.length === 0 ? {} : { refusals };

/**
 * What a person has not accepted word for word waits, unless it is on disk already: every skill with `publish.mode` review,
 * and by default each that would come unannounced.
 */
function mustBeReviewed(
  context: WorkerContext,
  { project }: WordingInput,
  draft: SkillDraft,
  known: SkillRecord | undefined,
  earlier: StoredDraft | null,
): boolean {
  const { store, config } = context;
  const mode = config.get('publish.mode');
  if (mode === 'auto') return false;
  if (mode === 'drafts-first' && (known !== undefined || !isUnannounced(store, project.id, draft, earlier)))
    return false;
  const accepted = new Set(earlier?.acceptedLines);
  if (linesOf(draft).every(({ line }) => accepted.has(sayLine(line)))) return false;
  const current = known === undefined ? undefined : versionsOf(store, known.projectId, known.name).at(-1);
  const isThere = (text: string) => current?.files.some((file) => file.text.includes(text)) === true;
  return !draft.files.every((file) => layOut(file).text.split('\n').every(isThere));
}

/** The first skill of a repository, one that imported history taught, and one that waits already. */
function isUnannounced(
  store: Store,
  projectId: string,
  { sessionIds }: SkillDraft,
  earlier: StoredDraft | null,
): boolean {
  if (earlier?.state === 'waiting' || skillsOfProject(store, projectId).length === 0) return true;
  return countImported(store, projectId, sessionIds) * 2 > sessionIds.length;
}

function putBefore(
  { store, now }: WorkerContext,
  { project, runId, checks }: WordingInput,
  { draft, takenOut }: Codified,
  refusals: readonly Refusal[],
): Worded {
  const state = refusals.length > 0 ? 'held' : 'waiting';
  const out = takenOut.map((refusal) => masked(refusal, checks.redact));
  if (runId !== null) saveDraft(store, project.id, { draft, refusals, takenOut: out, state, now: now() });
  const codes: BlockCode[] = refusals.length > 0 ? codesOf(refusals) : ['review'];
  return {
    state: 'pending',
    blockedBy: [...new Set(codes)],
    skill: draft.name,
    coveredBy: null,
    published: null,
    ...saidBy(refusals),
  };
}

function publish(
  context: WorkerContext,
  { project, runId }: WordingInput,
  skill: Skill,
  blocked: (blockedBy: BlockCode[]) => Worded,
): Worded {
  const { store, now } = context;
  const where = { project, skill, ...rootRules(context) };
  const result =
    runId === null ? planSkill(store, where) : publishSkill(store, { ...where, runId, now: now() });
  if (result.outcome === 'refused') {
    const { name, path, code, reason } = result;
    return { ...blocked([code]), heldBack: { name, path, code, reason } };
  }
  if (result.outcome === 'write') {
    return {
      state: 'pending',
      blockedBy: [],
      skill: result.name,
      coveredBy: null,
      published: null,
      changes: changesOf(result),
    };
  }
  return { state: 'published', blockedBy: [], skill: result.name, coveredBy: null, published: result };
}

function changesOf({ name, path, before, files }: Extract<PublishPlan, { outcome: 'write' }>): SkillChange[] {
  const old = new Map(before?.map((file) => [file.path, file.text]));
  const changed = files.filter(({ path: file, text }) => old.get(file) !== text);
  return changed.map((file) => ({
    name,
    path: join(dirname(path), file.path),
    before: old.get(file.path) ?? null,
    after: file.text,
  }));
}
