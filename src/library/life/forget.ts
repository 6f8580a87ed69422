/** Takes out of skills what rested only on sessions that are to be forgotten. Forgetting wins over kept versions. */

import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { statOf } from '../../lib/stat-of.ts';
import { hashOfFiles, type SkillFile } from '../../skill/page.ts';
import { deleteSkill, replaceVersion, skillsRestingOn } from '../../store/forget-skills.ts';
import type { Store } from '../../store/open.ts';
import { currentFiles, deleteVersion, receiptsOf, type SkillRecord, versionsOf } from '../../store/skills.ts';
import { filesOnDisk } from '../read/files.ts';
import { removeDeadLinks } from '../write/agent-links.ts';
import { removeIfEmpty, removeStaleFiles, writeFiles } from '../write/files.ts';
import { removeEmptyFolders } from '../write/folders.ts';
import { type Shortened, shortenSkill } from './shorten-skill.ts';

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
      versionsOf(store, record.projectId, record.name).map(({ version, files }) => [
        version,
        shortenSkill(files, receiptsOf(store, record.projectId, record.name, version), forgotten),
      ]),
    );
    const before = currentFiles(store, record);
    const loss = lossOf(record, before, shortened.get(record.version) ?? null);
    if (!dryRun) apply(store, record, before, shortened, loss);
    return loss;
  });
  if (!dryRun) removeEmptyFolders(store, true);
  return losses;
}

function lossOf(record: SkillRecord, before: readonly SkillFile[], current: Shortened | null): SkillLoss {
  const { projectId, name, path } = record;
  const after = current === null ? null : hashOfFiles(current.files);
  const onDisk = hashOnDisk(path, before);
  // After a crash in between, the file is as it was to be already.
  const isOurs =
    onDisk === null ||
    onDisk === record.contentHash ||
    (current !== null && hashOnDisk(path, current.files) === after);
  const lines = current?.lost ?? [];
  const mended = current === null ? 'removed' : lines.length === 0 ? 'kept' : 'shortened';
  return { projectId, name, path, lines, outcome: isOurs ? mended : 'edited' };
}

function apply(
  store: Store,
  record: SkillRecord,
  before: readonly SkillFile[],
  shortened: ReadonlyMap<number, Shortened | null>,
  loss: SkillLoss,
): void {
  const current = shortened.get(record.version) ?? null;
  if (loss.outcome !== 'edited') writeOrRemove(record.path, before, current);
  if (current === null) {
    removeDeadLinks(join(dirname(record.path), '..', '..', '..'), record.name);
    deleteSkill(store, record);
    return;
  }
  for (const [version, next] of shortened) {
    if (next === null) deleteVersion(store, record, version);
    else replaceVersion(store, record, version, next.files, next.receipts);
  }
}

function writeOrRemove(path: string, before: readonly SkillFile[], current: Shortened | null): void {
  if (statOf(path)?.isFile() !== true) return;
  if (current === null) rmSync(path);
  else writeFiles(path, current.files);
  removeStaleFiles(path, before, current?.files ?? []);
  removeIfEmpty(dirname(path));
}

function hashOnDisk(path: string, like: readonly SkillFile[]): string | null {
  const files = filesOnDisk(path, like);
  return files === null ? null : hashOfFiles(files);
}
