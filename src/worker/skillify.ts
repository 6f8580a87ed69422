/** One mining run of a project: what recurs and was accepted becomes skills, and the ledger says why or why not. */

import type { Candidate } from '../candidates.ts';
import { markProgramSessions } from '../capture/program-sessions.ts';
import { projectBackground } from '../codify/input/background.ts';
import { HivemindError, messageOf } from '../errors.ts';
import { quarantineRewrites } from '../library/life/quarantine.ts';
import { takenSkillNames } from '../library/write/targets.ts';
import { SEED } from '../mine/group/partition.ts';
import { type MineResult, mineProject } from '../mine/mine-project.ts';
import { thresholdsOf } from '../mine/rank/thresholds.ts';
import { type RepoDoc, readRepoDocs } from '../repository/documents.ts';
import type { Refusal } from '../skill/refusal.ts';
import { type LedgerEntry, replaceLedger } from '../store/derived/ledger.ts';
import { finishRun, type RunReason, type RunStats, startRun } from '../store/derived/runs.ts';
import { lastSeqOfProject } from '../store/events.ts';
import { tryLock } from '../store/guard/lock.ts';
import { recordProblem } from '../store/problems.ts';
import { skillsOfProject } from '../store/skills.ts';
import type { Episode, Project } from '../types.ts';
import { projectChecks } from './check-context.ts';
import type { WorkerContext } from './context.ts';
import {
  type Drafting,
  draftCandidate,
  keepWords,
  mergeTwins,
  type WordingInput,
} from './draft-candidate.ts';
import { embedEpisodes } from './embed-episodes.ts';
import { linkProjectSkills } from './link-skills.ts';
import { readSurvival } from './read-survival.ts';
import { applyRetention } from './retention.ts';
import { rootRules } from './root-rules.ts';
import {
  type HeldBack,
  type PublishedSkill,
  type SkillChange,
  type Worded,
  wordCandidate,
} from './word-candidate.ts';

export interface SkillifyOptions {
  reason: RunReason;
  /** Says what the run would do; no skill, ledger or run is written. */
  dryRun: boolean;
}

/** A kind of work with what the checks said against its draft. */
export interface RefusedWork {
  /** The candidate's id. */
  candidate: string;
  label: string;
  refusals: readonly Refusal[];
}

/** What a run found and did; the fields of `skillify run --json`. */
export interface SkillifyReport {
  /** The project's id. */
  project: string;
  episodes: number;
  /** Kinds of work seen twice or more. */
  clusters: number;
  /** Those of them that nothing in mining blocks. */
  candidates: number;
  /** Skills on disk for these candidates, whether this run wrote them or found them as they should be. */
  published: PublishedSkill[];
  /** Names of skills that wait for a person, or that a dry run would write. */
  pending: string[];
  /** Skills that passed and were not written, because the user edited or deleted theirs, or something else is there. */
  heldBack: HeldBack[];
  /** Kinds of work whose draft a check stopped: for good, or until a person has decided. */
  refused: RefusedWork[];
  /** Lines that a check took out of drafts which stand without them, by kind of work. */
  takenOut: RefusedWork[];
  /** What a dry run would do to files; absent from any other. */
  changes?: SkillChange[];
  durationMs: number;
}

/**
 * Mines a project and publishes what passes every check. The attempt is on record before it starts.
 * @throws HivemindError RUN_IN_PROGRESS when another process of this home mines
 */
export async function skillifyProject(
  context: WorkerContext,
  project: Project,
  options: SkillifyOptions,
): Promise<SkillifyReport> {
  if (options.dryRun) return run(context, project, null);
  const lock = tryLock(context.paths.skillifyLock);
  if (lock === null) {
    throw new HivemindError('RUN_IN_PROGRESS', 'Another mining run is under way.', {
      hint: 'Wait a moment, then run this again',
    });
  }
  try {
    applyRetention(context);
    return await recordedRun(context, project, options.reason);
  } finally {
    lock.release();
  }
}

async function recordedRun(
  context: WorkerContext,
  project: Project,
  reason: RunReason,
): Promise<SkillifyReport> {
  const { store, now } = context;
  const runId = startRun(store, {
    projectId: project.id,
    reason,
    pid: process.pid,
    startedAt: now(),
    throughSeq: lastSeqOfProject(store, project.id),
    seed: SEED,
  });
  try {
    const report = await run(context, project, runId);
    finishRun(store, runId, now(), { stats: statsOf(report) });
    return report;
  } catch (error) {
    finishRun(store, runId, now(), { error: messageOf(error) });
    throw error;
  }
}

function statsOf({
  episodes,
  clusters,
  candidates,
  published,
  pending,
  durationMs,
}: SkillifyReport): RunStats {
  return {
    episodes,
    clusters,
    candidates,
    published: published.length,
    pending: pending.length,
    durationMs,
  };
}

/** @param runId null for a dry run */
async function run(context: WorkerContext, project: Project, runId: number | null): Promise<SkillifyReport> {
  const { store, config, now } = context;
  const startedAt = now();
  await readSurvival(context, project);
  const docs = readRepoDocs(project.root);
  markProgramSessions(store, project.id);
  const mined = mineProject(store, project.id, {
    ...thresholdsOf(config),
    now: startedAt,
    docs,
    semantic: await embedEpisodes(context, project),
  });
  if (runId !== null) takeBackRewrites(context, project);
  const input = wordingInput(context, project, mined, runId, docs);
  const entries = await wordAll(
    context,
    input,
    mined.candidates.map((candidate) => {
      const members = new Set(candidate.episodes.map(({ episodeId }) => episodeId));
      return { candidate, episodes: mined.moments.filter(({ id }) => members.has(id)) };
    }),
  );
  if (runId !== null) {
    replaceLedger(store, project.id, entries.map(ledgerEntry));
    linkProjectSkills(context, project);
  }
  return {
    project: project.id,
    episodes: mined.episodes.length,
    clusters: mined.clusters,
    candidates: mined.candidates.filter(({ blockedBy }) => blockedBy.length === 0).length,
    published: entries.flatMap(({ worded }) => (worded.published === null ? [] : [worded.published])),
    pending: entries.flatMap(({ worded }) =>
      (worded.state === 'pending' || worded.restWaits) && worded.skill ? [worded.skill] : [],
    ),
    heldBack: entries.flatMap(({ worded }) => worded.heldBack ?? []),
    refused: saidAgainst(entries, ({ refusals }) => refusals),
    takenOut: saidAgainst(entries, ({ takenOut }) => takenOut),
    ...(runId === null ? { changes: entries.flatMap(({ worded }) => worded.changes ?? []) } : {}),
    durationMs: now() - startedAt,
  };
}

const saidAgainst = (
  entries: readonly { candidate: Candidate; worded: Worded }[],
  what: (worded: Worded) => readonly Refusal[] | undefined,
): RefusedWork[] =>
  entries.flatMap(({ candidate: { id, label }, worded }) => {
    const refusals = what(worded);
    return refusals === undefined ? [] : [{ candidate: id, label, refusals }];
  });

function takeBackRewrites(context: WorkerContext, project: Project): void {
  const { store, paths, now } = context;
  quarantineRewrites(store, {
    project,
    folder: paths.quarantine,
    now: now(),
    ...rootRules(context),
  });
}

/** What all candidates share. A skill whose candidate is gone leaves its name to the one that takes it over. */
export function wordingInput(
  context: WorkerContext,
  project: Project,
  { candidates, episodes, moments }: Pick<MineResult, 'candidates' | 'episodes' | 'moments'>,
  runId: number | null,
  docs: readonly RepoDoc[] = readRepoDocs(project.root),
): WordingInput {
  const { store, env } = context;
  const known = skillsOfProject(store, project.id);
  const candidateIds = new Set(candidates.map(({ id }) => id));
  const takenNames = takenSkillNames(project.root, env);
  for (const { name, candidateId } of known) {
    if (candidateIds.has(candidateId)) takenNames.add(name);
    else takenNames.delete(name);
  }
  return {
    project,
    runId,
    known,
    takenNames,
    checks: projectChecks(context, project, docs),
    reword: keepWords,
    episodes,
    background: projectBackground(moments, project.root),
    errors: candidates.flatMap(({ error }) => error ?? []),
    candidateIds,
  };
}

function parted<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}

/** Drafts all candidates, joins those that cover the same work, then writes; one that fails leaves the others alone. */
export async function wordAll(
  context: WorkerContext,
  input: WordingInput,
  subjects: readonly { candidate: Candidate; episodes: readonly Episode[] }[],
): Promise<{ candidate: Candidate; worded: Worded }[]> {
  const failed = (candidate: Candidate, error: unknown): Worded => {
    const message = messageOf(error);
    recordProblem(context.store, { at: context.now(), area: 'skillify', subject: candidate.id, message });
    return { state: 'blocked', blockedBy: ['failed'], skill: null, coveredBy: null, published: null };
  };
  const outcomes = new Map<string, Worded>();
  const draftings: Drafting[] = [];
  // What an error taught stands beside the work in which it came up, where that becomes a skill.
  const [errors, works] = parted(subjects, ({ candidate }) => candidate.kind === 'troubleshooting');
  for (const { candidate, episodes } of [...works, ...errors]) {
    try {
      draftings.push(await draftCandidate(context, input, candidate, episodes));
    } catch (error) {
      outcomes.set(candidate.id, failed(candidate, error));
    }
  }
  for (const drafting of mergeTwins(input, draftings)) {
    const { candidate } = drafting;
    try {
      outcomes.set(candidate.id, wordCandidate(context, input, drafting));
    } catch (error) {
      outcomes.set(candidate.id, failed(candidate, error));
    }
  }
  return subjects.flatMap(({ candidate }) => {
    const worded = outcomes.get(candidate.id);
    return worded === undefined ? [] : [{ candidate, worded }];
  });
}

function ledgerEntry({ candidate, worded }: { candidate: Candidate; worded: Worded }): LedgerEntry {
  const { state, blockedBy, skill, coveredBy, refusals, takenOut } = worded;
  const entry = { candidate, state, blockedBy, skill, coveredBy };
  return {
    ...entry,
    ...(refusals === undefined ? {} : { refusals }),
    ...(takenOut === undefined ? {} : { takenOut }),
  };
}
