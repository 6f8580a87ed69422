import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ledgerOfProject } from '../../src/store/derived/ledger.ts';
import { saveHead } from '../../src/store/heads.ts';
import { skillsOfProject } from '../../src/store/skills.ts';
import { releases } from '../support/world.ts';
import { repository, risky } from './drafted-repository.ts';

describe('a draft with a dangerous line', () => {
  test('waits for the person, is shown with the reason, and is written once accepted', async () => {
    const { run, hivemind, file, store, project } = await repository(risky());
    expect(await run()).toMatchObject({ state: 'pending', blockedBy: ['danger'], skill: 'release' });
    expect(existsSync(file)).toBe(false);
    expect((await hivemind('review')).out).toContain('this line rewrites published history');
    expect((await hivemind('accept', 'release', '--dry-run')).out).toContain(
      'git push --force origin stable',
    );
    expect(existsSync(file)).toBe(false);

    expect((await hivemind('accept', 'release')).out).toMatch(/^✓ release {2}version 1/);
    expect(readFileSync(file, 'utf8')).toContain('git push --force origin stable');
    expect(ledgerOfProject(store, project.id)[0]).toMatchObject({ state: 'published', skill: 'release' });
    expect((await hivemind('review')).out).toBe('No draft waits for you.\n');
  });

  test('once accepted, is linked to where the other agents of the project read skills', async () => {
    const { run, hivemind, file, store, project } = await repository(risky());
    const cwd = project.root;
    const owner = { agent: 'codex', workspaceId: 'default', projectId: project.id, cwd } as const;
    const times = { startedAt: 1, lastEventAt: 1, endedAt: null, headless: false };
    saveHead(store, { sessionId: 'codex-1', ...owner, ...times });
    await run();
    await hivemind('accept', 'release');
    const linked = join(cwd, '.agents', 'skills', 'release', 'SKILL.md');
    expect(realpathSync(linked)).toBe(realpathSync(file));
  });

  test('is not asked about again once accepted', async () => {
    const { run, hivemind } = await repository(risky());
    await run();
    await hivemind('accept', 'release');
    expect(await run()).toMatchObject({
      state: 'published',
      blockedBy: [],
      published: { outcome: 'unchanged' },
    });
  });

  test('once rejected, is not written and not proposed again', async () => {
    const { run, hivemind, file } = await repository(risky());
    await run();
    expect((await hivemind('reject', 'release')).code).toBe(0);
    expect(await run()).toMatchObject({ state: 'blocked', blockedBy: ['rejected'] });
    expect((await hivemind('review')).out).toBe('No draft waits for you.\n');
    expect(existsSync(file)).toBe(false);
  });

  test('cannot be accepted once the events behind it are gone', async () => {
    const { run, hivemind, file, store } = await repository(risky());
    await run();
    store.exec("DELETE FROM sessions WHERE session_id = 'session-0'");
    const { code, err } = await hivemind('accept', 'release');
    expect(code).toBe(1);
    expect(err).toContain('cannot be accepted');
    expect(existsSync(file)).toBe(false);
  });
});

describe('with publish.mode review', () => {
  test('every skill waits, and an accepted one is left alone until its words change', async () => {
    const { run, hivemind, file } = await repository(releases(), { 'publish.mode': 'review' });
    expect(await run()).toMatchObject({ state: 'pending', blockedBy: ['review'] });
    expect(existsSync(file)).toBe(false);
    await hivemind('accept', 'release');
    expect(existsSync(file)).toBe(true);
    expect(await run()).toMatchObject({ state: 'published', blockedBy: [] });
  });
});

test('with publish.mode auto, what passed every check is written at once', async () => {
  const { run, file } = await repository(releases());
  expect(await run()).toMatchObject({ state: 'published', skill: 'release' });
  expect(existsSync(file)).toBe(true);
});

test('hivemind and status point to a draft that waits, and to the first skill of a repository', async () => {
  const { run, hivemind, bare } = await repository(risky());
  await run();
  const draft = '1 draft in github.com/acme/shop waits for you';
  expect((await bare('status')).out).toContain(`${draft}: hivemind skillify review`);
  expect((await bare('--json')).out).toContain(draft);
  await hivemind('accept', 'release');
  const first = 'first skill in github.com/acme/shop';
  expect((await bare('status')).out).toContain(`${first}: hivemind skillify show release`);
  expect((await bare('--json')).out).toContain(first);
});

test('a name that no draft has is told with the nearest', async () => {
  const { run, hivemind } = await repository(risky());
  await run();
  expect((await hivemind('accept', 'relase')).err).toContain('Did you mean release?');
});

test('a kind of work that was regrouped takes over its skill instead of writing a twin', async () => {
  const { run, store, project } = await repository(releases());
  expect(await run()).toMatchObject({ state: 'published', skill: 'release' });
  expect(await run('another-id')).toMatchObject({ state: 'published', skill: 'release', blockedBy: [] });
  store.exec("UPDATE skills SET candidate_id = 'gone'");
  expect(await run()).toMatchObject({ state: 'published', skill: 'release' });
  expect(skillsOfProject(store, project.id)).toHaveLength(1);
});
