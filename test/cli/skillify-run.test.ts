import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ADAPTERS } from '../../hooks/registry.ts';
import { SAMPLES } from '../../src/cli/demo/samples.ts';
import { sampleTranscript } from '../../src/cli/demo/transcript.ts';
import { writeFileAtomic } from '../../src/lib/atomic-write.ts';
import { projectOf } from '../../src/repository/identity.ts';
import { appendEvent } from '../../src/store/events.ts';
import { tryLock } from '../../src/store/guard/lock.ts';
import { findHead, registerProject, saveHead } from '../../src/store/heads.ts';
import { openStore } from '../../src/store/open.ts';
import type { JsonObject } from '../../src/types.ts';
import { problemsOfSkills } from '../support/reference-validator.ts';
import { type Place, place } from './command-line.ts';

const NOW = new Date(2026, 2, 16, 12, 0).getTime();

interface Worked extends Place {
  root: string;
  skillFile(name: string): string;
}

/** The home of somebody who worked for two weeks, with everything stored and nothing mined. */
async function afterTwoWeeks(): Promise<Worked> {
  const here = place({ now: NOW, env: { TZ: process.env.TZ } });
  const root = join(here.home, 'orders-api');
  mkdirSync(root);
  mkdirSync(here.paths.home, { mode: 0o700 });
  // The test's home is a temporary folder.
  writeFileAtomic(
    here.paths.config,
    JSON.stringify({ 'publish.scratchRoots': true, 'publish.mode': 'auto' }),
    0o600,
  );
  const project = await projectOf(root, process.env);
  const store = openStore(here.paths.database);
  registerProject(store, project, NOW);
  for (const sample of SAMPLES) {
    const { sessionId, turns } = sampleTranscript(sample, project.root, NOW);
    const whose = {
      sessionId,
      agent: 'claude-code',
      workspaceId: 'default',
      projectId: project.id,
    } as const;
    const times: number[] = [];
    let state: JsonObject = {};
    for (const [index, line] of turns.join('').trim().split('\n').entries()) {
      const source = { sessionId, subagentId: null };
      const record = ADAPTERS['claude-code'].transcript.readRecord(JSON.parse(line), source, index, state);
      state = record.state;
      for (const event of record.events) {
        appendEvent(store, { ...event, ...whose });
        times.push(event.at);
      }
    }
    const [startedAt = NOW, lastEventAt = NOW] = [times[0], times.at(-1)];
    saveHead(store, {
      ...whose,
      ...{ cwd: project.root, startedAt, lastEventAt, endedAt: lastEventAt, headless: false },
    });
  }
  store.close();
  return { ...here, root, skillFile: (name) => join(root, '.claude', 'skills', name, 'SKILL.md') };
}

describe('skillify run', () => {
  test('says of each draft that a check stopped which line it was, why and what to do; so does a dry run', async () => {
    const here = await afterTwoWeeks();
    // What every skill says in its description counts as a secret.
    const rules = JSON.stringify(['own=Use for requests']);
    expect((await here.hivemind('config', 'set', 'redact.rules', rules)).code).toBe(0);
    const run = ['skillify', 'run', '--project', here.root];
    const { refused } = (await here.json(...run, '--dry-run')) as { refused: { candidate: string }[] };
    expect(refused).toContainEqual({
      candidate: expect.any(String),
      label: expect.any(String),
      refusals: expect.arrayContaining([expect.objectContaining({ code: 'secrets', file: 'SKILL.md' })]),
      moreRefusals: expect.any(Number),
    });
    for (const more of [['--dry-run'], []]) {
      const { out } = await here.hivemind(...run, ...more);
      expect(out).toContain(`${refused[0]?.candidate.slice(0, 8)}  `);
      expect(out).toMatch(/^ {2}SKILL\.md: .+\n {2}! this line holds what looks like a secret\n {4}\S/m);
    }
  });

  test('says which line was taken out of a skill, and why; so does a dry run', async () => {
    const here = await afterTwoWeeks();
    const rules = JSON.stringify(['own=npm version']);
    expect((await here.hivemind('config', 'set', 'redact.rules', rules)).code).toBe(0);
    const run = ['skillify', 'run', '--project', here.root];
    const { takenOut } = (await here.json(...run, '--dry-run')) as { takenOut: { label: string }[] };
    expect(takenOut).toContainEqual({
      candidate: expect.any(String),
      label: expect.any(String),
      lines: [expect.objectContaining({ code: 'secrets', line: expect.stringContaining('«secret:own»') })],
    });
    for (const more of [['--dry-run'], []])
      expect((await here.hivemind(...run, ...more)).out).toMatch(
        /^[0-9a-f]{8} {2}.+\n {2}1 line taken out of it:\n {2}SKILL\.md: .*\n {2}! this line holds/m,
      );
  });

  test('first marks the sessions that a program started, however they came', async () => {
    const here = await afterTwoWeeks();
    const store = openStore(here.paths.database);
    const { id: projectId } = await projectOf(here.root, process.env);
    const owner = { agent: 'claude-code', workspaceId: 'default', projectId } as const;
    const times = { startedAt: NOW, lastEventAt: NOW, endedAt: NOW, headless: false };
    saveHead(store, { sessionId: 'cron', cwd: here.root, ...owner, ...times });
    appendEvent(store, {
      ...{ id: 'cron-1', sessionId: 'cron', at: NOW, position: 0, kind: 'user_prompt', origin: 'user' },
      ...owner,
      text: `${'Judge the change below on its own merits. '.repeat(6)}Return a JSON array.`,
      meta: { promptSource: 'headless' },
    });
    await here.json('skillify', 'run', '--project', here.root);
    expect(findHead(store, 'cron')?.headless).toBe(true);
  });

  test('keeps counts of the run, and no name that would outlive its sessions', async () => {
    const here = await afterTwoWeeks();
    const report = (await here.json('skillify', 'run', '--project', here.root)) as { published: unknown[] };
    const runs = openStore(here.paths.database).prepare('SELECT stats FROM skillify_runs').pluck().all();
    expect(runs.map((stats) => JSON.parse(stats as string))).toEqual([
      {
        episodes: SAMPLES.length,
        clusters: expect.any(Number),
        candidates: expect.any(Number),
        published: report.published.length,
        pending: 0,
        durationMs: expect.any(Number),
      },
    ]);
  });

  test('writes what recurred and was accepted, and has the fields of the contract', async () => {
    const here = await afterTwoWeeks();
    const report = await here.json('skillify', 'run', '--project', here.root);
    expect(report).toMatchObject({
      project: expect.stringMatching(/^[0-9a-f]{16}$/),
      episodes: SAMPLES.length,
      clusters: 3,
      candidates: 4,
      pending: [],
      durationMs: expect.any(Number),
    });
    const { published } = report as { published: { name: string; path: string; version: number }[] };
    expect(published).toHaveLength(2);
    for (const { name, path, version } of published) {
      expect({ path, version }).toEqual({ path: here.skillFile(name), version: 1 });
      expect(readFileSync(path, 'utf8')).toContain(`name: ${name}`);
    }
    expect(await problemsOfSkills(here.root)).toEqual([]);
  });

  test('a second run says that nothing changed, and changes nothing', async () => {
    const here = await afterTwoWeeks();
    await here.hivemind('skillify', 'run', '--project', here.root);
    const { code, out } = await here.hivemind('skillify', 'run', '--project', here.root);
    expect(code).toBe(0);
    expect(out).toMatch(/- +release-patch-version +unchanged/);
    const listed = await here.json('skillify', 'list', '--all');
    expect(listed).toMatchObject([{ version: 1, file: 'as written' }, { version: 1 }]);
  });

  test('a dry run writes no skill, ledger or run', async () => {
    const here = await afterTwoWeeks();
    const { code, out } = await here.hivemind('skillify', 'run', '--project', here.root, '--dry-run');
    expect(code).toBe(0);
    expect(out).toMatch(/- +release-patch-version +would be written/);
    expect(existsSync(join(here.root, '.claude'))).toBe(false);
    expect(await here.json('skillify', 'why', '--project', here.root)).toMatchObject({ candidates: [] });
    expect(await here.json('skillify')).toMatchObject({ projects: [{ lastRunAt: null }] });
  });

  test('a dry run prints exactly what the run then writes', async () => {
    const here = await afterTwoWeeks();
    const words = ['skillify', 'run', '--project', here.root];
    const { out } = await here.hivemind(...words, '--dry-run');
    const { changes } = (await here.json(...words, '--dry-run')) as {
      changes: { path: string; before: string | null; after: string }[];
    };
    await here.hivemind(...words);
    expect(changes).toHaveLength(2);
    for (const { path, before, after } of changes) {
      expect({ before, after }).toEqual({ before: null, after: readFileSync(path, 'utf8') });
      expect(out).toContain(`+++ ${path}`);
      for (const line of after.trimEnd().split('\n')) expect(out).toContain(`+${line}`);
    }
  });

  test('--all mines every project, and reports each', async () => {
    const here = await afterTwoWeeks();
    const reports = (await here.json('skillify', 'run', '--all')) as unknown[];
    expect(reports).toEqual([expect.objectContaining({ episodes: SAMPLES.length })]);
  });

  test('a folder of which no session was stored gives an empty report', async () => {
    const here = place();
    expect(await here.json('skillify', 'run')).toMatchObject({ episodes: 0, candidates: 0, published: [] });
  });

  test('while another run is under way it is refused with a hint', async () => {
    const here = await afterTwoWeeks();
    const lock = tryLock(here.paths.skillifyLock);
    const { code, err } = await here.hivemind('skillify', 'run', '--project', here.root);
    lock?.release();
    expect({ code, err }).toEqual({
      code: 1,
      err: 'hivemind: Another mining run is under way.\n  Wait a moment, then run this again\n',
    });
  });

  test.each([
    ['--model', 'gpt'],
    ['--all', '--project', 'x'],
  ])('%s %s is a usage error', async (...words) => {
    expect((await place().hivemind('skillify', 'run', ...words)).code).toBe(2);
  });
});

test('a skill that the user edited or deleted is left so, and the run says it is held back', async () => {
  const here = await afterTwoWeeks();
  const run = () => here.hivemind('skillify', 'run', '--project', here.root);
  await run();
  const mine = `${readFileSync(here.skillFile('add-endpoint'), 'utf8')}\nMy own line.\n`;
  writeFileAtomic(here.skillFile('add-endpoint'), mine, 0o644);
  rmSync(here.skillFile('release-patch-version'));
  const { out } = await run();
  expect(out).toMatch(/! +add-endpoint +held back: you edited it/);
  expect(out).toMatch(/! +release-patch-version +held back: you deleted it/);
  expect(readFileSync(here.skillFile('add-endpoint'), 'utf8')).toBe(mine);
  expect(existsSync(here.skillFile('release-patch-version'))).toBe(false);
});
