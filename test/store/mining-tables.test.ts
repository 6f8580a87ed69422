import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Candidate } from '../../src/candidates.ts';
import { homePaths } from '../../src/paths.ts';
import { episodesOfProject, saveEpisodes, staleSessions } from '../../src/store/derived/episodes.ts';
import { type LedgerEntry, ledgerOfProject, replaceLedger } from '../../src/store/derived/ledger.ts';
import { appendEvent } from '../../src/store/events.ts';
import { saveHead } from '../../src/store/heads.ts';
import { openStore } from '../../src/store/open.ts';
import type { Episode, SessionEvent, SessionHead } from '../../src/types.ts';

const store = () => openStore(homePaths(mkdtempSync(join(process.env.HOME ?? '', 'tables-'))).database);
const episode = (id: string, startedAt: number) =>
  ({ id, sessionId: 's', projectId: 'p', promptIndex: 0, startedAt }) as Episode;
const head = (sessionId: string): SessionHead => ({
  sessionId,
  agent: 'claude-code',
  workspaceId: 'default',
  projectId: 'p',
  cwd: '/repo',
  startedAt: 0,
  lastEventAt: 0,
  endedAt: null,
  headless: false,
});
const prompt = (sessionId: string, id: string): SessionEvent => ({
  id: `${sessionId}-${id}`,
  sessionId,
  agent: 'claude-code',
  workspaceId: 'default',
  projectId: 'p',
  at: 0,
  position: 0,
  kind: 'user_prompt',
  origin: 'user',
});
const entry = (id: string): LedgerEntry => ({
  candidate: { id } as Candidate,
  state: 'blocked',
  blockedBy: ['days'],
  skill: null,
  coveredBy: null,
});

test("a session's episodes are replaced as a whole and read oldest first", () => {
  const db = store();
  saveEpisodes(db, 's', [episode('a', 1), episode('b', 2)], 5, 1);
  saveEpisodes(db, 's', [episode('c', 9), episode('b', 2)], 7, 1);
  expect(episodesOfProject(db, 'p').map(({ id }) => id)).toEqual(['b', 'c']);
});

test('a session is stale until its newest event is known, and again under new rules', () => {
  const db = store();
  for (const sessionId of ['b', 'a']) {
    saveHead(db, head(sessionId));
    appendEvent(db, prompt(sessionId, 'first'));
  }
  const both = [
    { sessionId: 'b', lastSeq: 1 },
    { sessionId: 'a', lastSeq: 2 },
  ];
  expect(staleSessions(db, 'p', 1)).toEqual(both);
  for (const { sessionId, lastSeq } of both) saveEpisodes(db, sessionId, [], lastSeq, 1);
  expect(staleSessions(db, 'p', 1)).toEqual([]);
  appendEvent(db, prompt('b', 'second'));
  expect(staleSessions(db, 'p', 1)).toEqual([{ sessionId: 'b', lastSeq: 3 }]);
  expect(staleSessions(db, 'p', 2).map(({ sessionId }) => sessionId)).toEqual(['a', 'b']);
});

test('a refresh that stops half way leaves the rest stale', () => {
  const db = store();
  for (const sessionId of ['a', 'b', 'c']) {
    saveHead(db, head(sessionId));
    appendEvent(db, prompt(sessionId, 'first'));
  }
  const [oldest] = staleSessions(db, 'p', 1);
  saveEpisodes(db, oldest?.sessionId ?? '', [], oldest?.lastSeq ?? 0, 1);
  expect(staleSessions(db, 'p', 1).map(({ sessionId }) => sessionId)).toEqual(['b', 'c']);
});

test('the ledger is read back in the order it was written, and replaced as a whole', () => {
  const db = store();
  replaceLedger(db, 'p', [entry('x'), entry('a')]);
  replaceLedger(db, 'p', [entry('z'), entry('b')]);
  expect(ledgerOfProject(db, 'p')).toEqual([entry('z'), entry('b')]);
});
