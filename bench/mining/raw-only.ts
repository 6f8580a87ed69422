/** Finds the sessions that a data folder holds as native files alone. */

import { dirname, join } from 'node:path';
import { identify } from '../../src/worker/history-files.ts';
import { type BenchSession, filesOf, type SessionFlags } from './normalised.ts';

const NATIVE = /(?:\.jsonl|\.md)?(?:\.gz)?$/;

/**
 * The sessions below `<data>/raw` that are not among those of `normalised/`. Of an export the events are there already; those of
 * a transcript are still to be read. A file that is no session, or cannot be read, is left out.
 * @param known the files of the normalised sessions
 */
export async function rawOnlySessions(
  data: string,
  known: ReadonlySet<string>,
  flags: SessionFlags,
): Promise<BenchSession[]> {
  const sessions: BenchSession[] = [];
  for (const name of filesOf(join(data, 'raw'), '')) {
    const file = name.replace(NATIVE, '.jsonl');
    if (known.has(file)) continue;
    const found = await identify(join(data, 'raw', name)).catch(() => null);
    if (found === null || typeof found === 'string') continue;
    const { content, cwd, startedAt } = found;
    const common = {
      file,
      project: dirname(file),
      cwd: cwd ?? undefined,
      headless: flags[file]?.headless !== undefined,
    };
    if (content.is === 'transcript') {
      sessions.push({ ...common, agent: content.adapter.id, native: false, events: [] });
      continue;
    }
    const { agent, document } = content;
    const events = document.events(file, startedAt ?? 0).map((event, index) => ({
      ...event,
      agent,
      workspaceId: 'default',
      projectId: common.project,
      seq: index + 1,
    }));
    sessions.push({ ...common, agent, native: true, events });
  }
  return sessions;
}
