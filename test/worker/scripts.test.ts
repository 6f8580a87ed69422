import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ledgerOfProject } from '../../src/store/derived/ledger.ts';
import { releases, type SessionSpec } from '../support/world.ts';
import { repository } from './drafted-repository.ts';

const LOOP = 'for file in notes/*.md; do\n  echo "$file"\ndone';

const withLoop = (): SessionSpec[] =>
  releases().map((spec) => ({ ...spec, steps: [{ run: LOOP }, ...spec.steps] }));

describe('a skill with a script', () => {
  test('is written without it, while the draft with it waits for the person', async () => {
    const { run, hivemind, file } = await repository(withLoop());
    expect(await run()).toMatchObject({ state: 'published', skill: 'release', restWaits: true });
    expect(readFileSync(file, 'utf8')).not.toContain('scripts/');
    expect((await hivemind('review')).out).toContain('runs a script');
  });

  test('gets it once the person accepted, and keeps it in later runs', async () => {
    const { run, hivemind, file } = await repository(withLoop());
    await run();
    expect((await hivemind('accept', 'release')).out).toMatch(/^✓ release {2}version 2/);
    const [script = ''] = readdirSync(join(dirname(file), 'scripts'));
    expect(readFileSync(join(dirname(file), 'scripts', script), 'utf8')).toBe(`${LOOP}\n`);
    expect(await run()).toMatchObject({
      state: 'published',
      published: { outcome: 'unchanged', version: 2 },
    });
    expect((await hivemind('review')).out).toBe('No draft waits for you.\n');
  });

  test('stays as it is when the person rejects the script, and is not asked about again', async () => {
    const { run, hivemind, file, store, project } = await repository(withLoop());
    await run();
    expect((await hivemind('reject', 'release')).code).toBe(0);
    expect(ledgerOfProject(store, project.id)[0]).toMatchObject({ state: 'published', skill: 'release' });
    expect(await run()).toMatchObject({ state: 'published', blockedBy: [] });
    expect((await hivemind('review')).out).toBe('No draft waits for you.\n');
    expect(existsSync(join(dirname(file), 'scripts'))).toBe(false);
  });

  test('tells the receipts of each line of the script', async () => {
    const { run, hivemind } = await repository(withLoop());
    await run();
    await hivemind('accept', 'release');
    const { lines } = JSON.parse((await hivemind('explain', 'release', '--json')).out);
    const line = lines.find(({ text }: { text: string }) => text === '  echo "$file"');
    expect(line.evidence.length).toBeGreaterThanOrEqual(2);
    expect(line.path).toMatch(/^scripts\/release-/);
    expect((await hivemind('explain', 'release')).out).toMatch(
      /==> scripts\/release-\w+\.sh <==\n\n.*for file/,
    );
  });
});
