/** Drafts the candidates of a run: each for itself, then what covers the same work in one. Writes nothing. */

import { redactText } from '../capture/redact/redact-text.ts';
import type { InstalledSkill } from '../codify/checks/check.ts';
import { isTwin } from '../codify/checks/twin.ts';
import { type Codified, codify, codifyBothWays, hasScript, type ScriptsWanted } from '../codify/codify.ts';
import { mergeDrafts } from '../codify/draft/merge.ts';
import type { EvidenceSource } from '../codify/input/evidence.ts';
import { type VerifyContext, verifySkill } from '../codify/verify.ts';
import type { SyntaxCheck } from '../lib/syntax.ts';
import { coveringSkill } from '../mine/rank/covered.ts';
import { enoughFor, thresholdsOf } from '../mine/rank/thresholds.ts';
import type { RepoDoc } from '../repository/documents.ts';
import { findDraft, type StoredDraft } from '../store/drafts.ts';
import { type SkillRecord, versionsOf } from '../store/skills.ts';
import { type Candidate, type Episode, isScript, type Project, partNamed } from '../types.ts';
import type { WorkerContext } from './context.ts';

/** What all candidates of a run share. */
export interface WordingInput {
  project: Project;
  /** Null for a dry run: nothing is written. */
  runId: number | null;
  /** The project's skills on disk. */
  known: readonly SkillRecord[];
  /** Grows with each skill that is drafted. */
  takenNames: Set<string>;
  source: EvidenceSource;
  /** Every skill that the project's agents can see; ours with their candidates. Grows with each that is drafted. */
  installed: InstalledSkill[];
  /** What the repository says about itself. */
  docs: readonly RepoDoc[];
  /** Whether a script can be read by its interpreter. */
  parses: SyntaxCheck;
  /** The project's episodes, oldest first. */
  episodes: readonly Episode[];
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
  /** The same with scripts, which a person has to read first; null where it has none that wait. */
  withScripts: Codified | null;
  /** Reasons not to publish it, whatever was drafted. */
  blockedBy: readonly string[];
  /** The skill that covers the work already. */
  coveredBy: string | null;
}

/** Drafts and checks one candidate. What passed counts as installed for those after it. */
export function draftCandidate(
  context: WorkerContext,
  input: WordingInput,
  candidate: Candidate,
  episodes: readonly Episode[],
): Drafting {
  const known = input.known.find(({ candidateId }) => candidateId === candidate.id);
  const earlier = findDraft(context.store, input.project.id, candidate.id);
  const covering = known === undefined ? coveringSkillOf(context, input, candidate, episodes) : null;
  const drafting = {
    candidate,
    known,
    earlier,
    codified: null,
    withScripts: null,
    coveredBy: covering?.name ?? null,
  };
  // A hand-written skill is never added to.
  if (covering !== null && covering.candidateId === undefined) return { ...drafting, blockedBy: ['twin'] };
  const blockedBy = covering === null ? candidate.blockedBy : ['twin', ...candidate.blockedBy];
  if (candidate.blockedBy.length > 0) return { ...drafting, blockedBy };
  const scripts = scriptsWanted(context, known, earlier);
  if (earlier?.state === 'rejected' && scripts !== 'never') return { ...drafting, blockedBy: ['rejected'] };
  const subject = { candidate, episodes, known, earlier };
  const { codified, withScripts } = codifyBothWays(
    (isFull) => codifyFor(context, input, subject, isFull),
    scripts,
  );
  const twin = codified === null ? null : twinOf(codified, candidate, input);
  if (codified !== null && 'skill' in codified.verdict && covering === null) {
    const { name, description, body, candidateId } = codified.verdict.skill;
    input.takenNames.add(name);
    input.installed.push({ name, description, body, candidateId });
  }
  return { ...drafting, codified, withScripts, blockedBy, coveredBy: drafting.coveredBy ?? twin };
}

/** True when the person turned down a draft for what it has besides the skill that is on disk: its scripts. */
export const rejectsOnlyScripts = ({ state, draft, refusals }: StoredDraft): boolean =>
  state === 'rejected' && hasScript(draft) && refusals.some(({ code }) => code === 'script');

/** The skill that a refused draft is too like to be written. */
function twinOf({ draft, verdict }: Codified, candidate: Candidate, input: WordingInput): string | null {
  if ('skill' in verdict) return null;
  return othersThan(candidate, input).find((skill) => isTwin(draft, skill))?.name ?? null;
}

/** Skills that are not the candidate's own, nor left by one that is gone: such a skill is taken over. */
function othersThan(candidate: Candidate, { installed, candidateIds }: WordingInput): InstalledSkill[] {
  return installed.filter(
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
  const { kind, label } = candidate;
  const recurrence = { kind, subject: kind === 'procedure' ? null : label, episodes };
  const skills = othersThan(candidate, input);
  return coveringSkill(recurrence, skills, config.get('skillify.twinCosine'));
}

/**
 * Work that a skill of this run already covers adds its lines to that skill, when every check still passes, instead of
 * becoming a twin. A hand-written skill is never touched.
 */
export function mergeTwins(
  context: WorkerContext,
  input: WordingInput,
  draftings: readonly Drafting[],
): Drafting[] {
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
    const verdict = verifySkill(draft, verifyContext(context, input, into));
    if ('skill' in verdict) merged[home] = { ...into, codified: { draft, verdict } };
  }
  return merged;
}

/** Nothing but its likeness to another skill speaks against it. */
const isSoundButTwin = ({ verdict }: Codified): boolean =>
  'skill' in verdict || verdict.refusals.every(({ code }) => code === 'twin');

function verifyContext(
  { config }: WorkerContext,
  input: WordingInput,
  {
    candidate,
    earlier,
    known,
  }: Pick<Drafting, 'candidate' | 'earlier'> & { known?: { name: string } | undefined },
): VerifyContext {
  const enough = enoughFor(candidate.kind, thresholdsOf(config));
  return {
    source: input.source,
    project: input.project,
    redact: redactText,
    minSessions: enough.minAcceptedSessions,
    minDays: enough.minDays,
    installed: input.installed.filter(
      ({ candidateId, name }) => candidateId !== candidate.id && name !== known?.name,
    ),
    docs: input.docs,
    parses: input.parses,
    acceptedLines: new Set(earlier?.acceptedLines),
  };
}

interface Subject {
  candidate: Candidate;
  episodes: readonly Episode[];
  known: SkillRecord | undefined;
  earlier: StoredDraft | null;
}

/** See {@link codifyBothWays}. */
function scriptsWanted(
  context: WorkerContext,
  known: SkillRecord | undefined,
  earlier: StoredDraft | null,
): ScriptsWanted {
  if (known === undefined) return 'apart';
  if (earlier !== null && rejectsOnlyScripts(earlier)) return 'never';
  return standsWithScripts(context, known) ? 'always' : 'apart';
}

/** True when the skill on disk has scripts: new ones then wait as a whole, and those that were accepted stay meanwhile. */
function standsWithScripts({ store }: WorkerContext, known: SkillRecord): boolean {
  const versions = versionsOf(store, known.projectId, known.name);
  const current = versions.find(({ version }) => version === known.version)?.content ?? '';
  return current.split('\n').some((line) => isScript(partNamed(line)));
}

/**
 * Drafts and checks; a skill of ours whose kind of work was regrouped is taken over rather than doubled.
 * @param scripts whether scripts are drafted
 */
function codifyFor(
  context: WorkerContext,
  input: WordingInput,
  subject: Subject,
  scripts: boolean,
): Codified | null {
  const { candidate, known } = subject;
  const inherit = (name: string | undefined): Codified | null => {
    const { episodes, earlier } = subject;
    return codify(
      candidate,
      {
        episodes,
        source: input.source,
        project: input.project,
        takenNames: input.takenNames,
        docs: input.docs,
        otherRequests: otherRequests(input.episodes, episodes),
        ...(scripts ? { parses: input.parses } : {}),
        ...(name === undefined ? {} : { knownName: name }),
      },
      verifyContext(context, input, { candidate, earlier, known: name === undefined ? undefined : { name } }),
    );
  };
  const codified = inherit(known?.name);
  if (known !== undefined || codified === null) return codified;
  const orphan = input.installed.find(
    ({ candidateId }) => candidateId !== undefined && !input.candidateIds.has(candidateId),
  );
  return orphan !== undefined && isTwin(codified.draft, orphan) ? inherit(orphan.name) : codified;
}

/** Requests of other work to try a description on; older ones say little about the next. */
const OTHER_REQUESTS = 300;

function otherRequests(all: readonly Episode[], own: readonly Episode[]): string[] {
  const ids = new Set(own.map(({ id }) => id));
  const others = all.filter(({ id }) => !ids.has(id)).slice(-OTHER_REQUESTS);
  return others.map(({ memory }) => memory.goal).reverse();
}
