/** What a run's drafts are checked against: made once, and alike whether a run or a person publishes them. */

import { relative, sep } from 'node:path';
import type { CandidateKind } from '../candidates.ts';
import { compileCustomRules } from '../capture/redact/custom-rules.ts';
import { redactText } from '../capture/redact/redact-text.ts';
import { storeEvidence } from '../codify/input/evidence.ts';
import type { VerifyContext } from '../codify/verify.ts';
import { tildePath } from '../lib/in-words.ts';
import { syntaxCheck } from '../lib/syntax.ts';
import { type FoundSkill, installedSkills } from '../library/read/installed.ts';
import { writtenGuides } from '../library/read/written-guides.ts';
import { enoughFor, type Thresholds, thresholdsOf } from '../mine/rank/thresholds.ts';
import { type Environment, userHome } from '../paths.ts';
import { type RepoDoc, readRepoDocs } from '../repository/documents.ts';
import type { InstalledSkill } from '../skill/installed.ts';
import { skillsOfProject } from '../store/skills.ts';
import type { Project } from '../types.ts';
import type { WorkerContext } from './context.ts';

/** Everything that the checks of any draft of a project need; `installed` grows with each skill of the run. */
export interface ProjectChecks
  extends Omit<VerifyContext, 'installed' | 'acceptedLines' | 'minSessions' | 'minDays'> {
  thresholds: Thresholds;
  installed: InstalledSkill[];
  docs: readonly RepoDoc[];
  parses: NonNullable<VerifyContext['parses']>;
}

/** The store moves on: keep it for one run, or one decision of a person. */
export function projectChecks(
  { store, config, env }: WorkerContext,
  project: Project,
  docs: readonly RepoDoc[] = readRepoDocs(project.root),
): ProjectChecks {
  const custom = compileCustomRules(config.get('redact.rules'), config.get('redact.allow'));
  return {
    source: storeEvidence(store),
    project,
    redact: (text) => redactText(text, custom),
    thresholds: thresholdsOf(config),
    docs,
    parses: syntaxCheck(env),
    installed: skillsInSight({ store, config, env }, project),
  };
}

/** The skills that the project's agents can see, and what else the user wrote for them; ours with their candidates. */
function skillsInSight(
  { store, env }: Pick<WorkerContext, 'store' | 'config' | 'env'>,
  project: Project,
): InstalledSkill[] {
  const ours = new Map(
    skillsOfProject(store, project.id).map(({ name, candidateId }) => [name, candidateId]),
  );
  const { root } = project;
  const skills = installedSkills(root, env).map((skill) => {
    const candidateId = skill.path.startsWith(`${root}${sep}`) ? ours.get(skill.name) : undefined;
    return candidateId === undefined ? placed(skill, root, env) : { ...skill, candidateId };
  });
  return [...skills, ...writtenGuides(root, env).map((guide) => placed(guide, root, env))];
}

function placed(found: FoundSkill, root: string, env: Environment): InstalledSkill {
  const way = relative(root, found.path);
  return { ...found, place: way.startsWith('..') ? tildePath(found.path, userHome(env)) : way };
}

/**
 * The context for one draft: its own skill, and one that it takes over, are no twins of it.
 * @param accepted texts of lines that the person has accepted
 */
export function checkContextFor(
  checks: ProjectChecks,
  draft: { candidateId: string; kind: CandidateKind; name: string | undefined },
  accepted: readonly string[] = [],
): VerifyContext {
  const { minAcceptedSessions, minDays } = enoughFor(draft.kind, checks.thresholds);
  return {
    ...checks,
    minSessions: minAcceptedSessions,
    minDays,
    installed: checks.installed.filter(
      ({ candidateId, name }) => candidateId !== draft.candidateId && name !== draft.name,
    ),
    acceptedLines: new Set(accepted),
  };
}
