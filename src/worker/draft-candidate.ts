/** Drafts the candidates of a run: each for itself, then what covers the same work in one. Writes nothing. */

import type { Candidate, RecurringError } from '../candidates.ts';
import { isTwin } from '../codify/checks/twin.ts';
import { type Codified, type HeldWanted, hasScript, isBeside, settleBothWays } from '../codify/codify.ts';
import { draftSkill } from '../codify/draft/draft.ts';
import { mergeDrafts } from '../codify/draft/merge.ts';
import { type ProjectBackground, wholeSessions } from '../codify/input/background.ts';
import { verifySkill } from '../codify/verify.ts';
import { coveringSkill } from '../mine/rank/covered.ts';
import { coveringMeans } from '../mine/rank/means.ts';
import type { SkillDraft } from '../skill/draft.ts';
import type { InstalledSkill } from '../skill/installed.ts';
import { isScript } from '../skill/page.ts';
import type { BlockCode } from '../store/derived/blocks.ts';
import { findDraft, type StoredDraft } from '../store/drafts.ts';
import { currentFiles, type SkillRecord } from '../store/skills.ts';
import type { Episode, Project } from '../types.ts';
import { checkContextFor, type ProjectChecks } from './check-context.ts';
import type { WorkerContext } from './context.ts';

/** Puts a draft into better words; what they claim is checked after it. */
export type Reword = (draft: SkillDraft) => Promise<SkillDraft>;

/** The words that drafting has. */
export const keepWords: Reword = async (draft) => draft;

/** What all candidates of a run share. */
export interface WordingInput {
  project: Project;
  /** Null for a dry run: nothing is written. */
  runId: number | null;
  /** The project's skills on disk. */
  known: readonly SkillRecord[];
  /** Grows with each skill that is drafted. */
  takenNames: Set<string>;
  /** What every draft is checked against; its `installed` grows with each that is drafted. */
  checks: ProjectChecks;
  reword: Reword;
  /** The project's episodes, oldest first. */
  episodes: readonly Episode[];
  /** What all the project's work is like. */
  background: ProjectBackground;
  /** Errors that came back in the project. */
  errors: readonly RecurringError[];
  /** Ids of all candidates of the run. */
  candidateIds: ReadonlySet<string>;
}

/** A candidate with its episodes and what was drafted from them. */
export interface Drafting {
  candidate: Candidate;
  /** The skill that it already has. */
  known: SkillRecord | undefined;
  earlier: StoredDraft | null;
  /** Null when nothing was to be drafted, or nothing came of it. */
  codified: Codified | null;
  /** The same with what a person has to read first; null where nothing waits beside it. */
  withHeld: Codified | null;
  /** Reasons not to publish it, whatever was drafted. */
  blockedBy: readonly BlockCode[];
  /** What covers the work already: the name of a skill of ours, else where it lies. */
  coveredBy: string | null;
}

/** Drafts and checks one candidate. What passed counts as installed for those after it. */
export async function draftCandidate(
  context: WorkerContext,
  input: WordingInput,
  candidate: Candidate,
  episodes: readonly Episode[],
): Promise<Drafting> {
  const known = input.known.find(({ candidateId }) => candidateId === candidate.id);
  const earlier = findDraft(context.store, input.project.id, candidate.id);
  const covering = known === undefined ? coveringSkillOf(context, input, candidate, episodes) : null;
  const drafting = {
    candidate,
    known,
    earlier,
    codified: null,
    withHeld: null,
    coveredBy: covering === null ? null : toldAs(covering),
  };
  // A hand-written skill is never added to.
  if (covering !== null && covering.candidateId === undefined) return { ...drafting, blockedBy: ['twin'] };
  const isNew = covering === null && known === undefined && candidate.kind === 'procedure';
  const means = isNew ? coveringMeans(episodes, namesOf(input.known)) : null;
  if (means !== null) return { ...drafting, coveredBy: means, blockedBy: ['twin'] };
  const blockedBy: BlockCode[] = covering === null ? candidate.blockedBy : ['twin', ...candidate.blockedBy];
  if (candidate.blockedBy.length > 0) return { ...drafting, blockedBy };
  const wanted = heldWanted(context, known, earlier);
  if (earlier?.state === 'rejected' && wanted !== 'never') return { ...drafting, blockedBy: ['rejected'] };
  const drafted = draftOf(input, candidate, episodes, known?.name);
  if (drafted === null) return { ...drafting, blockedBy };
  const draft = await input.reword(drafted.draft);
  const checkContext = checkContextFor(
    input.checks,
    { candidateId: candidate.id, kind: candidate.kind, name: drafted.takesOver },
    earlier?.acceptedLines,
  );
  const { codified, withHeld } = settleBothWays(draft, checkContext, wanted);
  if (covering === null) countAsInstalled(input, codified);
  const twin = twinOf(codified, candidate, input);
  return { ...drafting, codified, withHeld, blockedBy, coveredBy: drafting.coveredBy ?? twin };
}

/**
 * The draft of a candidate; a skill of ours whose kind of work was regrouped is taken over rather than doubled.
 * @returns with `takesOver`, the skill of ours that the draft is a new version of
 */
function draftOf(
  input: WordingInput,
  candidate: Candidate,
  episodes: readonly Episode[],
  known: string | undefined,
): { draft: SkillDraft; takesOver: string | undefined } | null {
  const { source, project, docs, parses } = input.checks;
  const named = (name: string | undefined): SkillDraft | null =>
    draftSkill(candidate, {
      episodes,
      source,
      project,
      takenNames: input.takenNames,
      docs,
      parses,
      otherRequests: otherRequests(input.episodes, episodes),
      background: input.background,
      sessions: wholeSessions(input.episodes),
      errors: input.errors,
      ...(name === undefined ? {} : { knownName: name }),
    });
  const draft = named(known);
  if (draft === null || known !== undefined) return draft === null ? null : { draft, takesOver: known };
  const orphan = input.checks.installed.find(
    ({ candidateId }) => candidateId !== undefined && !input.candidateIds.has(candidateId),
  );
  const inherited = orphan !== undefined && isTwin(draft, orphan) ? named(orphan.name) : null;
  return inherited === null ? { draft, takesOver: undefined } : { draft: inherited, takesOver: orphan?.name };
}

function countAsInstalled({ takenNames, checks }: WordingInput, { verdict }: Codified): void {
  if (!('skill' in verdict)) return;
  const { name, description, files, candidateId } = verdict.skill;
  takenNames.add(name);
  checks.installed.push({ name, description, body: files.map(({ text }) => text).join('\n'), candidateId });
}

/** True when the person turned down a draft for what it has besides the skill that is on disk: scripts, lines that were held. */
export const rejectsOnlyBeside = ({ state, draft, refusals }: StoredDraft): boolean =>
  state === 'rejected' &&
  ((hasScript(draft) && refusals.some(({ code }) => code === 'script')) ||
    (refusals.length > 0 && refusals.every((refusal) => isBeside(draft, refusal))));

/** What a refused draft is too like to be written, as it is told. */
function twinOf({ draft, verdict }: Codified, candidate: Candidate, input: WordingInput): string | null {
  if ('skill' in verdict) return null;
  const twin = othersThan(candidate, input).find((skill) => isTwin(draft, skill));
  return twin === undefined ? null : toldAs(twin);
}

/** A skill of ours by its name; what somebody else wrote by where it lies. */
const toldAs = ({ name, place }: InstalledSkill): string => place ?? name;

const namesOf = (skills: readonly SkillRecord[]): Set<string> => new Set(skills.map(({ name }) => name));

/** Skills that are not the candidate's own, nor left by one that is gone: such a skill is taken over. */
function othersThan(candidate: Candidate, { checks, candidateIds }: WordingInput): InstalledSkill[] {
  return checks.installed.filter(
    ({ candidateId }) =>
      candidateId === undefined || (candidateId !== candidate.id && candidateIds.has(candidateId)),
  );
}

/** The skill that covers the work, so that its sessions count there. */
function coveringSkillOf(
  { config }: WorkerContext,
  input: WordingInput,
  candidate: Candidate,
  episodes: readonly Episode[],
): InstalledSkill | null {
  const { kind, label, sayings } = candidate;
  const subject = kind === 'procedure' ? null : label;
  const recurrence = { kind, subject, episodes, ...(sayings === undefined ? {} : { sayings }) };
  const skills = othersThan(candidate, input);
  return coveringSkill(recurrence, skills, config.get('skillify.twinCosine'));
}

/**
 * Work that a skill of this run already covers adds its lines to that skill, when every check still passes, instead of
 * becoming a twin. A hand-written skill is never touched.
 */
export function mergeTwins(input: WordingInput, draftings: readonly Drafting[]): Drafting[] {
  const merged = [...draftings];
  for (const { codified, candidate, coveredBy } of draftings) {
    if (codified === null || coveredBy === null || !isSoundButTwin(codified)) continue;
    const home = merged.findIndex((other) => {
      const isOther = other.candidate.id !== candidate.id && other.blockedBy.length === 0;
      return isOther && other.codified?.draft.name === coveredBy;
    });
    const into = merged[home];
    if (into?.codified == null || !('skill' in into.codified.verdict)) continue;
    const draft = mergeDrafts(into.codified.draft, codified.draft);
    if (draft === null) continue;
    const { id, kind } = into.candidate;
    const own = { candidateId: id, kind, name: into.known?.name };
    const verdict = verifySkill(draft, checkContextFor(input.checks, own, into.earlier?.acceptedLines));
    if ('skill' in verdict) merged[home] = { ...into, codified: { ...into.codified, draft, verdict } };
  }
  return merged;
}

/** Nothing but its likeness to another skill speaks against it. */
const isSoundButTwin = ({ verdict }: Codified): boolean =>
  'skill' in verdict || verdict.refusals.every(({ code }) => code === 'twin');

/** See {@link settleBothWays}. */
function heldWanted(
  context: WorkerContext,
  known: SkillRecord | undefined,
  earlier: StoredDraft | null,
): HeldWanted {
  if (known === undefined) return 'apart';
  if (earlier !== null && rejectsOnlyBeside(earlier)) return 'never';
  return standsWithScripts(context, known) ? 'always' : 'apart';
}

/** True when the skill on disk has scripts: new ones then wait as a whole, and those that were accepted stay meanwhile. */
const standsWithScripts = ({ store }: WorkerContext, known: SkillRecord): boolean =>
  currentFiles(store, known).some(({ path }) => isScript(path));

/** Requests of other work to try a description on; older ones say little about the next. */
const OTHER_REQUESTS = 300;

function otherRequests(all: readonly Episode[], own: readonly Episode[]): string[] {
  const ids = new Set(own.map(({ id }) => id));
  const others = all.filter(({ id }) => !ids.has(id)).slice(-OTHER_REQUESTS);
  return others.map(({ memory }) => memory.goal).reverse();
}
