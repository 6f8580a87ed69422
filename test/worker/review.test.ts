import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { publishSkill } from '../../src/library/write/publish.ts';
import { SETTINGS } from '../../src/settings.ts';
import { ledgerOfProject, replaceLedger } from '../../src/store/derived/ledger.ts';
import { startRun } from '../../src/store/derived/runs.ts';
import { saveDraft } from '../../src/store/drafts.ts';
import { saveHead } from '../../src/store/heads.ts';
import { skillsOfProject } from '../../src/store/skills.ts';
import { undecidedDrafts } from '../../src/views/drafts.ts';
import { skillOf } from '../support/skill.ts';
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

describe('with publish.mode as it comes', () => {
  const AS_IT_COMES = { 'publish.mode': 'drafts-first' };

  /** A skill of the repository that the person let in before. */
  const letIn = ({ store, project, here }: Awaited<ReturnType<typeof repository>>) =>
    publishSkill(store, {
      ...{ project, skill: skillOf('other'), runId: 1, now: 1 },
      ...{ home: here.home, allowScratchRoots: true },
    });

  test('is what nobody set', async () => {
    expect(SETTINGS['publish.mode'].default).toBe('drafts-first');
  });

  test('the first skill of a repository waits, and says what it would save', async () => {
    const { run, hivemind, file } = await repository(releases(), AS_IT_COMES);
    expect(await run()).toMatchObject({ state: 'pending', blockedBy: ['review'] });
    expect(existsSync(file)).toBe(false);
    const { out } = await hivemind('review');
    expect(out).toMatch(/^release {2}4 sessions; would save about [\d.]+ min each time, \d+ min over/m);
    expect(out).toContain('Nothing is written before you accept it');
    await hivemind('accept', 'release');
    expect(existsSync(file)).toBe(true);
    expect(await run()).toMatchObject({ state: 'published' });
  });

  test('a draft that waits goes on waiting when another was accepted meanwhile', async () => {
    const place = await repository(releases(), AS_IT_COMES);
    await place.run();
    letIn(place);
    expect(await place.run()).toMatchObject({ state: 'pending', blockedBy: ['review'] });
  });

  test('a later skill is written at once, unless an import brought most of its sessions', async () => {
    const imported = async (at: number) => {
      const place = await repository(releases(), AS_IT_COMES);
      const { store, project, world, run } = place;
      letIn(place);
      for (const { sessionId, startedAt, endedAt } of world.episodes) {
        const whose = { agent: 'claude-code', workspaceId: 'default', projectId: project.id } as const;
        const when = { startedAt, lastEventAt: endedAt, endedAt: null };
        saveHead(store, { sessionId, cwd: project.root, headless: false, ...whose, ...when });
      }
      const common = { projectId: project.id, reason: 'manual', pid: 1, seed: 1 } as const;
      startRun(store, { ...common, startedAt: at, throughSeq: 0 });
      return run();
    };
    expect(await imported(0)).toMatchObject({ state: 'published' });
    expect(await imported(Date.UTC(2027, 0))).toMatchObject({ state: 'pending', blockedBy: ['review'] });
  });

  test('drafts are gone through by what they would save', async () => {
    const { run, store, project, hivemind } = await repository(releases(), AS_IT_COMES);
    await run();
    const [small] = undecidedDrafts(store, project.id);
    if (small === undefined) throw new Error('no draft waits');
    const draft = { ...small.draft, candidateId: 'larger', name: 'larger' };
    saveDraft(store, project.id, { draft, refusals: [], state: 'waiting', now: 2000 });
    const [entry] = ledgerOfProject(store, project.id);
    if (entry === undefined) throw new Error('the ledger is empty');
    const larger = { ...entry, candidate: { ...entry.candidate, id: 'larger', score: 99 } };
    replaceLedger(store, project.id, [entry, larger]);
    const listed = JSON.parse((await hivemind('review', '--json')).out) as { name: string; score: number }[];
    expect(listed.map(({ name, score }) => [name, score])).toEqual([
      ['larger', 99],
      ['release', 1],
    ]);
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
