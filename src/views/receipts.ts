/** The events behind each line of a skill. */

import { HivemindError } from '../errors.ts';
import { iso } from '../lib/in-words.ts';
import { MAIN_FILE } from '../skill/draft.ts';
import { eventsById } from '../store/events.ts';
import type { Store } from '../store/open.ts';
import { currentFiles, receiptsOf, type SkillRecord } from '../store/skills.ts';
import { findSkillNamed } from './skills.ts';
import type { Viewer } from './standpoint.ts';

export interface ExplainedSkill {
  skill: string;
  version: number;
  lines: ExplainedLine[];
}

export interface ExplainedLine {
  /** Of its file, from 1. */
  line: number;
  /** The file that it stands in, relative to the skill's folder. */
  path: string;
  text: string;
  /** Oldest first; empty for a line that claims nothing. `at`: ISO 8601. */
  evidence: { sessionId: string; eventId: string; at: string; quote: string }[];
}

/** A skill, or one line of it. */
export interface LineTarget {
  skill: string;
  /** A file of the skill, where the line is to be found. Default: SKILL.md. */
  path?: string | undefined;
  /** From 1; absent, every line of every file. */
  line?: number | undefined;
}

/**
 * @param project its path, remote or id; absent, see `findSkillNamed`
 * @throws HivemindError NOT_FOUND, or USAGE for a line that the file does not have
 */
export async function explainSkill(
  viewer: Viewer,
  { skill: name, path = MAIN_FILE, line }: LineTarget,
  project?: string,
): Promise<ExplainedSkill> {
  const { skill } = await findSkillNamed(viewer, name, project);
  const all = viewer.store === null ? [] : explainedLines(viewer.store, skill);
  const own = all.filter((one) => one.path === path);
  if (line !== undefined && line > own.length) {
    const message = `${path} of ${name} has ${own.length} lines, so there is no line ${line}.`;
    throw new HivemindError('USAGE', message, { hint: `hivemind skillify explain ${name}` });
  }
  const lines = line === undefined ? all : own.filter((one) => one.line === line);
  return { skill: skill.name, version: skill.version, lines };
}

/** Every line of the skill's current version with the receipts of what it claims. */
function explainedLines(store: Store, skill: SkillRecord): ExplainedLine[] {
  const receipts = receiptsOf(store, skill.projectId, skill.name, skill.version);
  const events = new Map(
    eventsById(store, [...new Set(receipts.map(({ eventId }) => eventId))]).map((event) => [event.id, event]),
  );
  const evidenceOf = (path: string, claim: string | null) =>
    receipts
      .filter((receipt) => receipt.path === path && receipt.claim === claim)
      .flatMap(({ eventId, quote }) => {
        const event = events.get(eventId);
        return event === undefined ? [] : [{ sessionId: event.sessionId, eventId, at: event.at, quote }];
      })
      .sort((a, b) => a.at - b.at)
      .map((one) => ({ ...one, at: iso(one.at) }));
  return currentFiles(store, skill).flatMap(({ path, text, claims }) =>
    text
      .trimEnd()
      .split('\n')
      .map((one, index) => ({
        line: index + 1,
        path,
        text: one,
        evidence: evidenceOf(path, claims[index] ?? null),
      })),
  );
}
