/**
 * Takes back skills that an agent rewrote by itself. A skill that a page talks an agent into changing is believed by every
 * session after it; a person's own edit is theirs and is left alone.
 */

import { mkdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { callKind } from '../../agents/call.ts';
import { writeFileAtomic } from '../../lib/atomic-write.ts';
import { hashOfFiles, type SkillFile } from '../../skill/page.ts';
import { callsHolding, eventsOfSession } from '../../store/events.ts';
import type { Store } from '../../store/open.ts';
import { recordProblem } from '../../store/problems.ts';
import { currentFiles, type SkillRecord, skillsOfProject } from '../../store/skills.ts';
import { isRealPrompt, type Project, type StepKind } from '../../types.ts';
import { filesOnDisk } from '../read/files.ts';
import { obstacleToFiles, writeFiles } from '../write/files.ts';
import { checkRoot, type RootRules } from '../write/targets.ts';

export interface QuarantineOptions extends RootRules {
  project: Project;
  /** Where rewritten files are kept. */
  folder: string;
  /** Milliseconds since the epoch. */
  now: number;
}

const ONLY_READS = new Set<StepKind>(['read', 'search']);

export interface Quarantined {
  name: string;
  /** The session whose agent rewrote it. */
  sessionId: string;
  /** The folder that has the rewritten files now. */
  keptAt: string;
}

/**
 * Puts our last version back where an agent's tool call has changed a skill that the user did not speak of in that
 * session. The rewritten files are kept, and the problem recorded.
 */
export function quarantineRewrites(store: Store, options: QuarantineOptions): Quarantined[] {
  const checked = checkRoot(options.project.root, options);
  if ('reason' in checked) return [];
  return skillsOfProject(store, options.project.id).flatMap((skill) => {
    const ours = currentFiles(store, skill);
    const changed = changedFiles(skill, ours, checked.root);
    const sessionId = changed.length === 0 ? null : rewriter(store, skill, ours);
    return sessionId === null ? [] : [takeBack(store, skill, ours, { sessionId, changed, ...options })];
  });
}

/** The files that are not as we wrote them; none of a skill that is gone, or is not ours to write. */
function changedFiles(skill: SkillRecord, ours: readonly SkillFile[], root: string): SkillFile[] {
  if (obstacleToFiles(root, skill.path, ours) !== null) return [];
  const texts = new Map(ours.map(({ path, text }) => [path, text]));
  return (filesOnDisk(skill.path, ours) ?? []).filter(({ path, text }) => text !== texts.get(path));
}

/** The last session in which an agent touched one of the files unasked; null when none did. */
function rewriter(store: Store, skill: SkillRecord, ours: readonly SkillFile[]): string | null {
  const folder = basename(dirname(skill.path));
  const calls = ours
    .flatMap(({ path }) => callsHolding(store, skill.projectId, `${folder}/${path}`, skill.updatedAt))
    .filter((call) => call.origin !== 'user' && !ONLY_READS.has(callKind(call)))
    .sort((a, b) => a.at - b.at);
  const last = calls.at(-1);
  if (last === undefined) return null;
  const prompts = eventsOfSession(store, last.sessionId).filter(isRealPrompt);
  const wanted = new RegExp(`\\bskills?\\b|SKILL\\.md|${skill.name}`, 'i');
  return prompts.some(({ text }) => wanted.test(text ?? '')) ? null : last.sessionId;
}

function takeBack(
  store: Store,
  skill: SkillRecord,
  ours: readonly SkillFile[],
  { sessionId, changed, folder, now }: QuarantineOptions & { sessionId: string; changed: SkillFile[] },
): Quarantined {
  const keptAt = join(folder, `${skill.name}-rewritten-${hashOfFiles(changed).slice(0, 12)}`);
  for (const { path, text } of changed) {
    const place = join(keptAt, ...path.split('/'));
    mkdirSync(dirname(place), { recursive: true, mode: 0o700 });
    writeFileAtomic(place, text, 0o600);
  }
  if (ours.length > 0) writeFiles(skill.path, ours);
  recordProblem(store, {
    at: now,
    area: 'library',
    subject: skill.name,
    message: `an agent rewrote this skill unasked; version ${skill.version} is back, what it wrote is in ${keptAt}`,
  });
  return { name: skill.name, sessionId, keptAt };
}
