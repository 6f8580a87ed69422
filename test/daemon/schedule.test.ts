import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { trackPending } from '../../src/daemon/pending.ts';
import { dueTime, type PendingProject, SETTLE_MS } from '../../src/daemon/schedule.ts';
import { homePaths } from '../../src/paths.ts';
import { finishRun, startRun } from '../../src/store/derived/runs.ts';
import { appendEvent } from '../../src/store/events.ts';
import { registerProject, saveHead } from '../../src/store/heads.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import type { SessionEvent } from '../../src/types.ts';

const RULES = { everyNTurns: 20, idleMs: 300_000 };

const pending = (over: Partial<PendingProject> = {}): PendingProject => ({
  lastSeq: 1,
  turns: 1,
  everyNTurns: null,
  ended: false,
  compacted: false,
  lastEventAt: 0,
  seenAt: 1_000,
  endSeenAt: null,
  ...over,
});

describe('a project is mined', () => {
  test.each([
    { when: 'after N turns, at once', over: { turns: 20 }, at: 1_000, reason: 'turns' },
    { when: 'not at N - 1 turns, but when idle', over: { turns: 19 }, at: 301_000, reason: 'idle' },
    {
      when: 'after as many turns as its user asked for',
      over: { turns: 2, everyNTurns: 2 },
      at: 1_000,
      reason: 'turns',
    },
    {
      when: 'not sooner than its user asked for',
      over: { turns: 25, everyNTurns: 30 },
      at: 301_000,
      reason: 'idle',
    },
    {
      when: 'when a session has ended and its last lines are in',
      over: { ended: true, endSeenAt: 1_000 },
      at: 1_000 + SETTLE_MS,
      reason: 'session-end',
    },
    {
      when: 'when a session was compacted',
      over: { compacted: true, endSeenAt: 1_000 },
      at: 1_000 + SETTLE_MS,
      reason: 'compaction',
    },
    {
      when: 'after a session end however much goes on in others',
      over: { ended: true, endSeenAt: 1_000, seenAt: 900_000 },
      at: 1_000 + SETTLE_MS,
      reason: 'session-end',
    },
  ])('$when', ({ over, at, reason }) => {
    expect(dueTime(pending(over), RULES)).toEqual({ at, reason });
  });
});

describe('pending projects', () => {
  let events = 0;

  function store(): Store {
    const opened = openStore(homePaths(mkdtempSync(join(process.env.HOME ?? '', 'pending-'))).database);
    for (const id of ['p1', 'p2']) registerProject(opened, { id, remote: null, root: `/${id}` }, 0);
    return opened;
  }

  function add(to: Store, projectId: string, over: Partial<SessionEvent> = {}): void {
    events += 1;
    appendEvent(to, {
      id: `e${events}`,
      sessionId: `s-${projectId}`,
      agent: 'claude-code',
      workspaceId: 'default',
      projectId,
      at: 500,
      position: events,
      kind: 'user_prompt',
      origin: 'user',
      ...over,
    });
  }

  function mine(at: Store, projectId: string, end: 'done' | 'failed' | 'killed'): void {
    const { seq } = at.prepare('SELECT max(seq) AS seq FROM sessions').get() as { seq: number };
    const run = startRun(at, { projectId, reason: 'idle', pid: 1, startedAt: 0, throughSeq: seq, seed: 1 });
    if (end === 'done') finishRun(at, run, 1, { stats: {} });
    if (end === 'failed') finishRun(at, run, 1, { error: 'no reason' });
  }

  test('a project without news is not pending', () => {
    const at = store();
    const tracked = trackPending(at);
    expect(tracked.look(1_000)).toBe(true);
    expect(tracked.look(2_000)).toBe(false);
    expect(tracked.next(RULES)).toBeNull();
  });

  test('work that was there before the daemon has been idle since its last event', () => {
    const at = store();
    add(at, 'p1', { at: 500 });
    const tracked = trackPending(at);
    tracked.look(1_000_000);
    expect(tracked.next(RULES)).toEqual({ projectId: 'p1', at: 500 + RULES.idleMs, reason: 'idle' });
  });

  test('an event of a clock that ran ahead does not keep a project waiting', () => {
    const at = store();
    add(at, 'p1', { at: 9_000_000_000_000 });
    const tracked = trackPending(at);
    tracked.look(1_000);
    expect(tracked.next(RULES)?.at).toBe(1_000 + RULES.idleMs);
  });

  test('news that come in while the daemon runs count from when it saw them', () => {
    const at = store();
    const tracked = trackPending(at);
    tracked.look(1_000);
    add(at, 'p1', { at: 5 });
    tracked.look(2_000);
    expect(tracked.next(RULES)?.at).toBe(2_000 + RULES.idleMs);
    add(at, 'p1', { at: 6 });
    tracked.look(3_000);
    expect(tracked.next(RULES)?.at).toBe(3_000 + RULES.idleMs);
  });

  test('after a clock went back, nothing waits for its old time to come again', () => {
    const at = store();
    const tracked = trackPending(at);
    tracked.look(9_000_000_000);
    add(at, 'p1');
    add(at, 'p2', { kind: 'session_end', origin: 'system' });
    tracked.look(9_000_000_000);
    tracked.settle('p2', 9_000_000_000);
    tracked.look(1_000_000);
    const first = tracked.next(RULES);
    expect(first).toMatchObject({ projectId: 'p2', reason: 'session-end' });
    expect(first?.at).toBeLessThanOrEqual(1_000_000 + RULES.idleMs);
    mine(at, 'p2', 'done');
    tracked.settle('p2', 1_000_000);
    expect(tracked.next(RULES)).toEqual({ projectId: 'p1', at: 1_000_000 + RULES.idleMs, reason: 'idle' });
  });

  test('the project that is due first comes first', () => {
    const at = store();
    const tracked = trackPending(at);
    tracked.look(1_000);
    add(at, 'p1');
    add(at, 'p2', { kind: 'session_end', origin: 'system' });
    tracked.look(2_000);
    expect(tracked.next(RULES)).toMatchObject({ projectId: 'p2', reason: 'session-end' });
  });

  test.each(['done', 'failed'] as const)('an attempt that is %s is not repeated without news', (end) => {
    const at = store();
    add(at, 'p1');
    const tracked = trackPending(at);
    tracked.look(1_000);
    mine(at, 'p1', end);
    tracked.settle('p1', 2_000);
    expect(tracked.next(RULES)).toBeNull();
  });

  test('an attempt that was cut short is repeated once', () => {
    const at = store();
    add(at, 'p1');
    mine(at, 'p1', 'killed');
    const again = trackPending(at);
    again.look(1_000);
    expect(again.next(RULES)).not.toBeNull();
    mine(at, 'p1', 'killed');
    const third = trackPending(at);
    third.look(1_000);
    expect(third.next(RULES)).toBeNull();
  });

  test('an attempt that could not even start is repeated later and later', () => {
    const at = store();
    add(at, 'p1', { kind: 'session_end', origin: 'system' });
    const tracked = trackPending(at);
    tracked.look(1_000);
    const waits = [0, 1, 2].map(() => {
      tracked.settle('p1', 100_000);
      return (tracked.next(RULES)?.at ?? 0) - 100_000;
    });
    expect(waits[0]).toBeGreaterThan(0);
    expect(waits[1]).toBe(2 * (waits[0] ?? 0));
    expect(waits[2]).toBe(4 * (waits[0] ?? 0));
  });

  test("what a session's terminal asked for decides for its project", () => {
    const at = store();
    add(at, 'p1');
    saveHead(at, {
      sessionId: 's-p1',
      agent: 'claude-code',
      workspaceId: 'default',
      projectId: 'p1',
      cwd: '/p1',
      startedAt: 1,
      lastEventAt: 1,
      endedAt: null,
      headless: false,
      everyNTurns: 1,
    });
    const tracked = trackPending(at);
    tracked.look(1_000);
    expect(tracked.next(RULES)?.reason).toBe('turns');
  });
});
