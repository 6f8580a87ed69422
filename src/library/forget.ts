/** Takes out of skills what rested only on sessions that are to be forgotten. Forgetting wins over kept versions. */

import { readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeFileAtomic } from '../lib/atomic-write.ts';
import type { Store } from '../store/open.ts';
import {
  contentHash,
  deleteSkill,
  deleteVersion,
  receiptsOf,
  replaceVersion,
  type SkillRecord,
  skillsRestingOn,
  versionsOf,
} from '../store/skills.ts';
import { removeDeadLink } from './agent-links.ts';
import { removeEmptyFolders } from './folders.ts';
import { type Shortened, shortenSkill } from './shorten-skill.ts';
import { statOf } from './targets.ts';

/** What forgetting did, or would do, to one skill. */
export interface SkillLoss {
  projectId: string;
  name: string;
  path: string;
  /**
   * `shortened`: lines are gone · `kept`: every line has other evidence · `removed`: nothing is left to stand on ·
   * `edited`: the file was edited by hand and is left as it is, though the stored versions are not.
   */
  outcome: 'shortened' | 'kept' | 'removed' | 'edited';
  /** The lines that go from the file, as they read. */
  lines: string[];
}

/**
 * Mends every skill that rests on the events, on disk and in the store. Run it in the transaction that deletes them.
 * @param sessionIds the sessions the events are of
 * @param dryRun says what would be done, and does nothing
 */
export function forgetEvidence(
  store: Store,
  eventIds: readonly string[],
  sessionIds: readonly string[],
  dryRun: boolean,
): SkillLoss[] {
  const forgotten = { eventIds: new Set(eventIds), sessionIds };
  const losses = skillsRestingOn(store, eventIds).map((record) => {
    const shortened = new Map(
      versionsOf(store, record.projectId, record.name).map(({ version, content }) => [
        version,
        shortenSkill(content, receiptsOf(store, record.projectId, record.name, version), forgotten),
      ]),
    );
    const loss = lossOf(record, shortened.get(record.version) ?? null);
    if (!dryRun) apply(store, record, shortened, loss);
    return loss;
  });
  if (!dryRun) removeEmptyFolders(store, true);
  return losses;
}

function lossOf(record: SkillRecord, current: Shortened | null): SkillLoss {
  const { projectId, name, path } = record;
  const after = current === null ? null : contentHash(current.content);
  const onDisk = hashOnDisk(path);
  // After a crash in between, the file is as it was to be already.
  const isOurs = onDisk === null || onDisk === record.contentHash || onDisk === after;
  const lines = current?.lost ?? [];
  const mended = current === null ? 'removed' : lines.length === 0 ? 'kept' : 'shortened';
  return { projectId, name, path, lines, outcome: isOurs ? mended : 'edited' };
}

function apply(
  store: Store,
  record: SkillRecord,
  shortened: ReadonlyMap<number, Shortened | null>,
  loss: SkillLoss,
): void {
  const current = shortened.get(record.version) ?? null;
  if (loss.outcome !== 'edited') writeOrRemove(record.path, current);
  if (current === null) {
    removeDeadLink(join(dirname(record.path), '..', '..', '..'), record.name);
    deleteSkill(store, record);
    return;
  }
  for (const [version, next] of shortened) {
    if (next === null) deleteVersion(store, record, version);
    else replaceVersion(store, record, version, next.content, next.receipts);
  }
}

function writeOrRemove(path: string, current: Shortened | null): void {
  if (hashOnDisk(path) === null) return;
  if (current !== null) {
    writeFileAtomic(path, current.content, 0o644);
    return;
  }
  rmSync(path);
  if (readdirSync(dirname(path)).length === 0) rmdirSync(dirname(path));
}

function hashOnDisk(path: string): string | null {
  return statOf(path)?.isFile() ? contentHash(readFileSync(path, 'utf8')) : null;
}
