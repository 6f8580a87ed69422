import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { noteLostRecords } from '../../src/capture/lost-records.ts';
import { packageVersion } from '../../src/lib/package.ts';
import { projectOf } from '../../src/repository/identity.ts';
import { finishRun, startRun } from '../../src/store/derived/runs.ts';
import { findHead, saveHead } from '../../src/store/heads.ts';
import { openStore } from '../../src/store/open.ts';
import { recordProblem } from '../../src/store/problems.ts';
import { saveCursor } from '../../src/store/transcripts.ts';
import { type Place, place } from './command-line.ts';
import { project, START, storeSession } from './events.ts';

/** A place with one session, and a failed mining run of its project. */
function afterFailedRun(): Place {
  const here = place({ now: START + 600_000 });
  storeSession(here.paths.database, 's1');
  const store = openStore(here.paths.database);
  const run = startRun(store, {
    ...{ projectId: project().id, reason: 'manual', pid: 1, startedAt: START, throughSeq: 0, seed: 1 },
  });
  finishRun(store, run, START + 1_000, { error: 'the disk is full' });
  store.close();
  return here;
}

describe('status', () => {
  test('has exactly the fields of the contract', async () => {
    const here = afterFailedRun();
    const status = (await here.json('status')) as Record<string, unknown>;
    expect(status).toEqual({
      version: packageVersion(),
      home: here.paths.home,
      store: {
        ...{ path: here.paths.database, bytes: expect.any(Number), events: 5, sessions: 1, lost: 0 },
        problem: null,
      },
      daemon: { running: false, pid: null, heldUntil: null },
      spool: { files: 0, writable: true, failedAt: null },
      agents: expect.any(Array),
      capture: { enabled: true, reason: null },
      skillify: {
        everyNTurns: 20,
        projects: [
          {
            project: project().id,
            root: project().root,
            turnsSinceRun: 1,
            lastRunAt: '2026-03-09T10:00:00.000Z',
            skills: 0,
            waiting: 0,
          },
        ],
      },
      model: { provider: 'none', callsToday: 0, tokensToday: 0, dailyTokenLimit: 0 },
    });
    expect((status.agents as unknown[])[0]).toEqual({
      id: 'claude-code',
      name: expect.any(String),
      detected: false,
      installed: false,
      trusted: null,
      lastEventAt: '2026-03-09T10:00:04.000Z',
      problems: [],
      lastError: null,
    });
  });

  test("tells an agent's last error in reading its sessions", async () => {
    const here = afterFailedRun();
    const store = openStore(here.paths.database);
    saveCursor(store, {
      ...{ path: '/t.jsonl', agent: 'claude-code', sessionId: 's1', subagentId: null, fingerprint: '' },
      ...{ inode: 1, offset: 0, lines: 0, invalidLines: 0, unknownTypes: {}, parserState: {}, readAt: START },
    });
    for (const [at, path, message] of [
      [START + 1, '/t.jsonl', 'older'],
      [START + 2, '/t.jsonl', 'permission denied'],
      [START + 3, '/of-another-agent.jsonl', 'newer'],
    ] as const) {
      recordProblem(store, { at, area: 'transcript', subject: path, message });
    }
    store.close();
    const { agents } = (await here.json('status')) as { agents: unknown[] };
    expect(agents[0]).toMatchObject({
      lastError: { at: new Date(START + 2).toISOString(), message: 'permission denied' },
    });
    expect((await here.hivemind('status')).out).toMatch(/Claude Code: last error .*: permission denied/);
  });

  test('counts what waits in the spool', async () => {
    const here = place();
    mkdirSync(here.paths.spool, { recursive: true });
    writeFileSync(join(here.paths.spool, '1-0'), '');
    expect(await here.json('status')).toMatchObject({ spool: { files: 1 } });
    expect((await here.hivemind('status')).out).toMatch(/spool +1 record waiting/);
  });

  test('says which setting keeps capture off', async () => {
    const here = place({ env: { HIVEMIND_CAPTURE: 'false' } });
    expect(await here.json('status')).toMatchObject({
      capture: { enabled: false, reason: 'turned off by HIVEMIND_CAPTURE' },
    });
  });

  test('does not take another program for the daemon because it has its old process id', async () => {
    const here = place();
    mkdirSync(here.paths.home, { recursive: true });
    writeFileSync(here.paths.daemonPid, `${process.pid}\n`);
    expect(await here.json('status')).toMatchObject({ daemon: { running: false, pid: null } });
  });

  test('tells of a start that is under way, and of one that failed how long hooks wait', async () => {
    const here = place({ now: Date.now() });
    mkdirSync(here.paths.home, { recursive: true });
    writeFileSync(here.paths.daemonStarting, '');
    const before = new Date(Date.now() - 20_000);
    utimesSync(here.paths.daemonStarting, before, before);
    expect((await here.hivemind('status')).out).toMatch(
      /daemon +starting: hooks wait for it, 4\d seconds at most/,
    );
    expect((await here.hivemind('daemon', 'status')).out).toContain('being started');
    writeFileSync(here.paths.daemonError, 'node was not found.\n');
    expect((await here.hivemind('status')).out).toMatch(
      /daemon +node was not found; a hook tries again in 4\d seconds/,
    );
    utimesSync(here.paths.daemonStarting, 0, 0);
    expect((await here.hivemind('status')).out).toMatch(/daemon +node was not found\.\n/);
  });

  test('says that hooks could not write their records, until the store has taken note', async () => {
    const here = place();
    mkdirSync(here.paths.home, { recursive: true });
    writeFileSync(here.paths.spoolFailed, '');
    const before = new Date(Date.now() - 5.5 * 60_000);
    utimesSync(here.paths.spoolFailed, before, before);
    const trouble = 'hooks could not write to it (last 5 min ago): is the disk full?';
    expect((await here.hivemind('status')).out).toContain(`empty; ${trouble}`);
    const { attention } = (await here.json()) as { attention: unknown[] };
    expect(attention).toContainEqual({ what: `the spool: ${trouble}`, command: 'hivemind status' });
    const store = openStore(here.paths.database);
    noteLostRecords(store, here.paths);
    store.close();
    const { out } = await here.hivemind('status');
    expect(out).toMatch(/spool +empty\n/);
    expect(out).toContain('A hook could not write its record');
  });

  test('says why the daemon could not start', async () => {
    const here = place();
    mkdirSync(here.paths.home, { recursive: true });
    writeFileSync(here.paths.daemonError, 'node was not found\n');
    expect((await here.hivemind('status')).out).toMatch(/daemon +node was not found/);
  });
});

test('status shows what went wrong lately, and hivemind alone points there', async () => {
  const here = place({ now: START + 60_000 });
  storeSession(here.paths.database, 's1');
  const store = openStore(here.paths.database);
  recordProblem(store, { at: START - 30 * 86_400_000, area: 'spool', subject: 'old', message: 'long ago' });
  recordProblem(store, { at: START, area: 'spool', subject: '17-0', message: 'half written' });
  store.close();
  const { out } = await here.hivemind('status');
  expect(out).toMatch(/1 min ago +spool +17-0 +half written/);
  expect(out).not.toContain('long ago');
  const { attention } = (await here.json()) as { attention: unknown[] };
  expect(attention).toContainEqual({ what: '1 problem in the last 7 days', command: 'hivemind status' });
});

describe('skillify', () => {
  test('tells scope, target and per project why the last run failed', async () => {
    const here = afterFailedRun();
    expect(await here.json('skillify')).toEqual({
      scope: 'me',
      target: 'project',
      everyNTurns: 20,
      projects: [expect.objectContaining({ project: project().id, lastError: 'the disk is full' })],
    });
    expect((await here.hivemind('skillify')).out).toContain('failed 10 min ago: the disk is full');
  });
});

test('hivemind alone counts down to the run that the project’s terminal asked for', async () => {
  const here = place({ now: START + 60_000 });
  const { id } = await projectOf(here.home, {});
  storeSession(here.paths.database, 's1', { projectId: id });
  const store = openStore(here.paths.database);
  const head = findHead(store, 's1');
  if (head === null) throw new Error('the session was not stored');
  saveHead(store, { ...head, everyNTurns: 3 });
  store.close();
  expect((await here.hivemind()).out).toMatch(/here .*next mining run within 2 turns/);
});

test('hivemind alone names what failed, with the command that tells more', async () => {
  const { out } = await afterFailedRun().hivemind();
  expect(out).toMatch(/to do .*hivemind install, and 1 more in hivemind status/);
});
