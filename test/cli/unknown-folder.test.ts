/** Sessions whose records name no folder are mined, and publish nothing anywhere. */

import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SAMPLES } from '../../src/cli/demo/samples.ts';
import { sampleTranscript } from '../../src/cli/demo/transcript.ts';
import { writeFileAtomic } from '../../src/lib/atomic-write.ts';
import type { ImportReport } from '../../src/worker/import-report.ts';
import { place } from './command-line.ts';

const NOW = new Date(2026, 2, 16, 12, 0).getTime();

/** Two weeks of work as an exporter hands it on that leaves the folders out, in a folder where a skill might be written. */
function exported() {
  const here = place({ now: NOW, env: { TZ: process.env.TZ } });
  mkdirSync(here.paths.home, { mode: 0o700 });
  writeFileAtomic(
    here.paths.config,
    JSON.stringify({ 'publish.scratchRoots': true, 'publish.mode': 'auto' }),
    0o600,
  );
  const folder = join(here.home, 'exports');
  mkdirSync(folder);
  const ids = SAMPLES.map((sample) => {
    const { sessionId, turns } = sampleTranscript(sample, '/gone', NOW);
    const lines = turns.join('').trim().split('\n');
    const path = join(folder, `${sessionId}.jsonl`);
    writeFileSync(
      path,
      lines.map((line) => JSON.stringify({ ...JSON.parse(line), cwd: undefined })).join('\n'),
    );
    utimesSync(path, NOW / 1000, NOW / 1000);
    return sessionId;
  });
  return { here, folder, ids };
}

test('an import says how many there are, and sessions show of each', async () => {
  const { here, folder, ids } = exported();
  expect(await here.json('import', folder)).toMatchObject({
    sessions: ids.length,
    unknownFolder: ids.length,
  } satisfies Partial<ImportReport>);
  const { out } = await here.hivemind('import', folder);
  expect(out).toContain(`${ids.length} sessions without a folder: mined, but no skill is published`);
  const [id = ''] = ids;
  expect((await here.hivemind('sessions', 'show', id)).out).toContain('in unknown folder, read from ');
  expect(await here.json('sessions', 'show', id)).toMatchObject({ cwd: null });
});

test('they are mined together, and nothing is written where their files lie', async () => {
  const { here, folder } = exported();
  await here.json('import', folder);
  const [{ project = '' } = {}] = (await here.json('sessions', 'list')) as { project?: string }[];
  const report = await here.json('skillify', 'run', '--project', project);
  expect(report).toMatchObject({ episodes: SAMPLES.length, published: [] });
  const { candidates } = (await here.json('skillify', 'why', '--project', project)) as {
    candidates: { state: string; blockedBy: string[] }[];
  };
  expect(candidates.some(({ blockedBy }) => blockedBy.includes('root'))).toBe(true);
  expect(candidates.every(({ state }) => state !== 'published')).toBe(true);
  expect(readdirSync(folder).every((name) => name.endsWith('.jsonl'))).toBe(true);
  expect(existsSync(join(here.home, '.claude', 'skills'))).toBe(false);
});

test('with --project they are of that project', async () => {
  const { here, folder } = exported();
  const root = join(here.home, `orders-${randomUUID()}`);
  mkdirSync(root);
  expect(await here.json('import', folder, '--project', root)).toMatchObject({ unknownFolder: 0 });
  await here.json('skillify', 'run', '--project', root);
  expect(readdirSync(join(root, '.claude', 'skills')).length).toBeGreaterThan(0);
});
