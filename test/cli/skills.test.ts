import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openStore } from '../../src/store/open.ts';
import { commitPendingVersion, saveSkillVersion } from '../../src/store/skills.ts';
import { mainPage } from '../support/drafts.ts';
import { type Place, place } from './command-line.ts';
import { project, START, storeSession } from './events.ts';

const CONTENT = [
  '---',
  'name: bump',
  'description: Bumps.',
  '---',
  '',
  '## Steps',
  '1. Run `npm version patch`',
  '',
].join('\n');

const STEP = { path: 'SKILL.md', claim: 'prose 1. Run `npm version patch`' };

/** A place with one session and one skill of it, on disk below `home`. */
function withSkill(projectId = project().id, here: Place = place()): { here: Place; path: string } {
  const path = join(here.home, projectId, '.claude', 'skills', 'bump', 'SKILL.md');
  storeSession(here.paths.database, `s-${projectId}`, { projectId });
  const store = openStore(here.paths.database);
  saveSkillVersion(store, {
    ...{
      projectId,
      name: 'bump',
      candidateId: 'c1',
      kind: 'procedure',
      version: 1,
      path,
      files: [mainPage(CONTENT)],
    },
    ...{ runId: null, now: START },
    receipts: [
      { ...STEP, eventId: `s-${projectId}:call`, quote: 'npm version patch' },
      { ...STEP, eventId: 'gone', quote: 'of a session that was forgotten' },
    ],
  });
  commitPendingVersion(store, projectId, 'bump');
  store.close();
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, CONTENT);
  return { here, path };
}

describe('skillify explain', () => {
  test('has every line with its evidence, in the fields of the contract', async () => {
    const { here } = withSkill();
    const explained = (await here.json('skillify', 'explain', 'bump')) as { lines: { text: string }[] };
    expect(explained).toMatchObject({ skill: 'bump', version: 1 });
    expect(explained.lines.map((line) => line.text).join('\n')).toBe(CONTENT.trimEnd());
    expect(explained.lines[6]).toEqual({
      line: 7,
      path: 'SKILL.md',
      text: '1. Run `npm version patch`',
      evidence: [
        {
          sessionId: `s-${project().id}`,
          eventId: `s-${project().id}:call`,
          at: '2026-03-09T10:00:02.000Z',
          quote: 'npm version patch',
        },
      ],
    });
  });

  test('one line can be asked for', async () => {
    const { here } = withSkill();
    expect(await here.json('skillify', 'explain', 'bump:7')).toMatchObject({ lines: [{ line: 7 }] });
    expect((await here.hivemind('skillify', 'explain', 'bump:6')).out).toContain('claims nothing');
  });

  test.each(['bump:0', 'bump:x', 'bump:99'])('%s is a usage error', async (target) => {
    expect((await withSkill().here.hivemind('skillify', 'explain', target)).code).toBe(2);
  });

  test('an unknown skill is an expected failure that names the nearest', async () => {
    const { code, err } = await withSkill().here.hivemind('skillify', 'explain', 'bmup');
    expect({ code, err }).toEqual({
      code: 1,
      err: 'hivemind: No skill is named "bmup".\n  Did you mean bump?\n',
    });
  });
});

describe('skillify show', () => {
  test('prints the skill as it was written, also when the file was edited since, and says so', async () => {
    const { here, path } = withSkill();
    writeFileSync(path, 'mine now\n');
    const { out, err } = await here.hivemind('skillify', 'show', 'bump');
    expect(out).toBe(CONTENT);
    expect(err).toContain(`edited by hand: ${path}`);
    expect(readFileSync(path, 'utf8')).toBe('mine now\n');
  });

  test('a name that two projects use must be told apart', async () => {
    const { here } = withSkill();
    withSkill('fedcba9876543210', here);
    expect((await here.hivemind('skillify', 'show', 'bump')).code).toBe(2);
    expect(await here.json('skillify', 'show', 'bump', '--project', 'fedcba9876543210')).toMatchObject({
      project: 'fedcba9876543210',
      content: CONTENT,
    });
  });
});

describe('skillify list', () => {
  test('names each skill with its place and whether its file is as it was written', async () => {
    const { here, path } = withSkill();
    expect(await here.json('skillify', 'list', '--all')).toEqual([
      {
        name: 'bump',
        project: project().id,
        version: 1,
        path,
        file: 'as written',
        candidate: 'c1',
        createdAt: '2026-03-09T10:00:00.000Z',
        updatedAt: '2026-03-09T10:00:00.000Z',
      },
    ]);
  });

  test('without a store is empty', async () => {
    expect(await place().json('skillify', 'list')).toEqual([]);
  });
});
