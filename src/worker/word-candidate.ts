/** Takes one candidate from counts to a skill on disk, or to the reasons against it. */

import { redactText } from '../capture/redact/redact-text.ts';
import type { InstalledSkill } from '../codify/checks/check.ts';
import { isTwin } from '../codify/checks/twin.ts';
import { type Codified, codify } from '../codify/codify.ts';
import type { EvidenceSource } from '../codify/evidence.ts';
import type { RepoDoc } from '../lib/repo-docs.ts';
import { planSkill, publishSkill } from '../library/publish.ts';
import { coveringSkill } from '../mine/covered.ts';
import { findDraft, type StoredDraft, saveDraft } from '../store/drafts.ts';
import type { LedgerEntry } from '../store/ledger.ts';
import { type SkillRecord, versionsOf } from '../store/skills.ts';
import type { Candidate, Episode, Project, Refusal, Skill, SkillDraft } from '../types.ts';
import type { WorkerContext } from './context.ts';

/** What all candidates of a run share. */
export interface WordingInput {
  project: Project;
  /** Null for a dry run: nothing is written. */
  runId: number | null;
  /** The user's home folder. */
  home: string;
  /** The project's skills on disk. */
  known: readonly SkillRecord[];
  /** Grows with each skill that is written. */
  takenNames: Set<string>;
  source: EvidenceSource;
  /** Every skill that the project's agents can see; ours with their candidates. Grows with each that is written. */
  installed: InstalledSkill[];
  /** What the repository says about itself. */
  docs: readonly RepoDoc[];
  /** Ids of all candidates of the run. */
  candidateIds: ReadonlySet<string>;
}

/** A skill on disk; `unchanged` when it was there already, word for word. */
export type PublishedSkill = {
  name: string;
  path: string;
  version: number;
  outcome: 'written' | 'unchanged';
};

/** What a run would do to one skill's file. */
export type SkillChange = {
  name: string;
  path: string;
  /** The file as it stands; null where there is none. */
  before: string | null;
  after: string;
};

/** What became of a candidate. */
export interface Worded extends Omit<LedgerEntry, 'candidate'> {
  published: PublishedSkill | null;
  /** Only of a dry run that would write. */
  change?: SkillChange;
}

/** Words, checks and publishes one candidate, or puts it before the person. */
export function wordCandidate(
  context: WorkerContext,
  input: WordingInput,
  candidate: Candidate,
  episodes: readonly Episode[],
): Worded {
  const known = input.known.find(({ candidateId }) => candidateId === candidate.id);
  const blocked = (blockedBy: readonly string[], coveredBy: string | null = null): Worded => ({
    // A skill stays one while its kind of work is no longer good enough for a new one.
    state: known === undefined ? 'blocked' : 'published',
    blockedBy: [...new Set(blockedBy)],
    skill: known?.name ?? null,
    coveredBy,
    published: null,
  });
  const covering = known === undefined ? coveringSkillOf(context, input, candidate, episodes) : null;
  if (covering !== null) return blocked(['twin'], covering);
  if (candidate.blockedBy.length > 0) return blocked(candidate.blockedBy);
  const earlier = findDraft(context.store, input.project.id, candidate.id);
  if (earlier?.state === 'rejected') return blocked(['rejected']);
  const codified = codifyFor(context, input, { candidate, episodes, known, earlier });
  if (codified === null) return blocked(['nothing-shared']);
  const { draft, verdict } = codified;
  const refusals = 'skill' in verdict ? [] : verdict.refusals;
  if (refusals.some(({ held }) => !held)) {
    const twin = othersThan(candidate, input).find((skill) => isTwin(draft, skill));
    return blocked(
      refusals.map(({ code }) => code),
      twin?.name ?? null,
    );
  }
  const waits = refusals.length > 0 || mustBeReviewed(context, draft, known, earlier);
  if (waits) return putBefore(context, input, draft, refusals);
  if (!('skill' in verdict)) return blocked(refusals.map(({ code }) => code));
  return publish(context, input, verdict.skill, blocked);
}

/** Skills that are not the candidate's own, nor left by one that is gone: such a skill is taken over. */
function othersThan(candidate: Candidate, { installed, candidateIds }: WordingInput): InstalledSkill[] {
  return installed.filter(
    ({ candidateId }) =>
      candidateId === undefined || (candidateId !== candidate.id && candidateIds.has(candidateId)),
  );
}

/** The name of the skill that covers the work, so that its sessions count there. */
function coveringSkillOf(
  { config }: WorkerContext,
  input: WordingInput,
  candidate: Candidate,
  episodes: readonly Episode[],
): string | null {
  const { kind, label } = candidate;
  const recurrence = { kind, subject: kind === 'procedure' ? null : label, episodes };
  const skills = othersThan(candidate, input);
  return coveringSkill(recurrence, skills, config.get('skillify.twinCosine'))?.name ?? null;
}

interface Subject {
  candidate: Candidate;
  episodes: readonly Episode[];
  known: SkillRecord | undefined;
  earlier: StoredDraft | null;
}

/** Drafts and checks; a skill of ours whose kind of work was regrouped is taken over rather than doubled. */
function codifyFor(context: WorkerContext, input: WordingInput, subject: Subject): Codified | null {
  const { candidate, known } = subject;
  const inherit = (name: string | undefined): Codified | null => {
    const { episodes, earlier } = subject;
    const others = input.installed.filter(
      (skill) => skill.candidateId !== candidate.id && skill.name !== name,
    );
    return codify(
      candidate,
      {
        episodes,
        source: input.source,
        project: input.project,
        takenNames: input.takenNames,
        docs: input.docs,
        ...(name === undefined ? {} : { knownName: name }),
      },
      {
        source: input.source,
        project: input.project,
        redact: redactText,
        minSessions: context.config.get('skillify.minAcceptedSessions'),
        minDays: context.config.get('skillify.minDays'),
        installed: others,
        docs: input.docs,
        acceptedLines: new Set(earlier?.acceptedLines),
      },
    );
  };
  const codified = inherit(known?.name);
  if (known !== undefined || codified === null) return codified;
  const orphan = input.installed.find(
    ({ candidateId }) => candidateId !== undefined && !input.candidateIds.has(candidateId),
  );
  return orphan !== undefined && isTwin(codified.draft, orphan) ? inherit(orphan.name) : codified;
}

/** With `publish.mode` review, what a person has not accepted word for word waits, unless it is on disk already. */
function mustBeReviewed(
  { store, config }: WorkerContext,
  draft: SkillDraft,
  known: SkillRecord | undefined,
  earlier: StoredDraft | null,
): boolean {
  if (config.get('publish.mode') !== 'review') return false;
  const accepted = new Set(earlier?.acceptedLines);
  if ([draft.description, ...draft.body].every(({ text }) => accepted.has(text))) return false;
  const current = known === undefined ? undefined : versionsOf(store, known.projectId, known.name).at(-1);
  return current === undefined || !draft.body.every(({ text }) => current.content.includes(text));
}

function putBefore(
  { store, now }: WorkerContext,
  { project, runId }: WordingInput,
  draft: SkillDraft,
  refusals: readonly Refusal[],
): Worded {
  const state = refusals.length > 0 ? 'held' : 'waiting';
  if (runId !== null) saveDraft(store, project.id, { draft, refusals, state, now: now() });
  const codes = refusals.length > 0 ? refusals.map(({ code }) => code) : ['review'];
  return {
    state: 'pending',
    blockedBy: [...new Set(codes)],
    skill: draft.name,
    coveredBy: null,
    published: null,
  };
}

function publish(
  { store, config, now }: WorkerContext,
  { project, runId, home, takenNames, installed }: WordingInput,
  skill: Skill,
  blocked: (blockedBy: string[]) => Worded,
): Worded {
  const where = { project, skill, home, allowScratchRoots: config.get('publish.scratchRoots') };
  const result =
    runId === null ? planSkill(store, where) : publishSkill(store, { ...where, runId, now: now() });
  if (result.outcome === 'refused') return blocked([result.code]);
  takenNames.add(result.name);
  const { name, description, body, candidateId } = skill;
  installed.push({ name, description, body, candidateId });
  if (result.outcome === 'write') {
    const { name, path, before, content } = result;
    const change = { name, path, before, after: content };
    return { state: 'pending', blockedBy: [], skill: name, coveredBy: null, published: null, change };
  }
  return { state: 'published', blockedBy: [], skill: result.name, coveredBy: null, published: result };
}
