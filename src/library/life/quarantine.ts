/**
 * Takes back skills that an agent rewrote by itself. A skill that a page talks an agent into changing is believed by every
 * session after it; a person's own edit is theirs and is left alone.
 */

import { mkdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { callKind } from '../../agents/call.ts';
import { writeFileAtomic } from '../../lib/atomic-write.ts';
import { callsHolding, eventsOfSession } from '../../store/events.ts';
import type { Store } from '../../store/open.ts';
import { recordProblem } from '../../store/problems.ts';
import { contentHash, type SkillRecord, skillsOfProject, versionsOf } from '../../store/skills.ts';
import { isRealPrompt, type Project, type StepKind } from '../../types.ts';
import { contentOnDisk, obstacleToParts, partsOf, writeParts } from '../read/parts.ts';
import { checkRoot, type RootRules } from '../write/targets.ts';

export interface QuarantineOptions extends RootRules {
  project: Project;
  /** Where the rewritten text is kept. */
  folder: string;
  /** Milliseconds since the epoch. */
  now: number;
}

const ONLY_READS = new Set<StepKind>(['read', 'search']);

export interface Quarantined {
  name: string;
  /** The session whose agent rewrote it. */
  sessionId: string;
  /** Where the rewritten text is now. */
  keptAt: string;
}

/**
 * Puts our last version back where an agent's tool call has changed a skill that the user did not speak of in that
 * session. The rewritten text is kept, and the problem recorded.
 */
export function quarantineRewrites(store: Store, options: QuarantineOptions): Quarantined[] {
  const checked = checkRoot(options.project.root, options);
  if ('reason' in checked) return [];
  return skillsOfProject(store, options.project.id).flatMap((skill) => {
    const ours =
      versionsOf(store, skill.projectId, skill.name).find(({ version }) => version === skill.version)
        ?.content ?? '';
    const text = changedText(skill, ours, checked.root);
    const sessionId = text === null ? null : rewriter(store, skill, ours);
    if (text === null || sessionId === null) return [];
    return [takeBack(store, skill, ours, { sessionId, text, ...options })];
  });
}

/** The skill's text where it is not what we wrote; null for one that is, is gone, or is not ours to write. */
function changedText(skill: SkillRecord, ours: string, root: string): string | null {
  if (obstacleToParts(root, skill.path, ours) !== null) return null;
  const text = contentOnDisk(skill.path, ours);
  return text === null || contentHash(text) === skill.contentHash ? null : text;
}

/** The last session in which an agent touched one of the files unasked; null when none did. */
function rewriter(store: Store, skill: SkillRecord, ours: string): string | null {
  const folder = basename(dirname(skill.path));
  const calls = partsOf(ours)
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
  ours: string,
  { sessionId, text, folder, now }: QuarantineOptions & { sessionId: string; text: string },
): Quarantined {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const keptAt = join(folder, `${skill.name}-rewritten-${contentHash(text).slice(0, 12)}.md`);
  writeFileAtomic(keptAt, text, 0o600);
  if (ours !== '') writeParts(skill.path, ours);
  recordProblem(store, {
    at: now,
    area: 'library',
    subject: skill.name,
    message: `an agent rewrote this skill unasked; version ${skill.version} is back, the other text is ${keptAt}`,
  });
  return { name: skill.name, sessionId, keptAt };
}
