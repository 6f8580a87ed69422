import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { homePaths } from '../../src/paths.ts';
import { episodesOfProject, saveEpisodes, staleSessions } from '../../src/store/episodes.ts';
import { type LedgerEntry, ledgerOfProject, replaceLedger } from '../../src/store/ledger.ts';
import { openStore } from '../../src/store/open.ts';
import type { Candidate, Episode } from '../../src/types.ts';

const store = () => openStore(homePaths(mkdtempSync(join(process.env.HOME ?? '', 'tables-'))).database);
const episode = (id: string, startedAt: number) =>
  ({ id, sessionId: 's', projectId: 'p', promptIndex: 0, startedAt }) as Episode;
const entry = (id: string): LedgerEntry => ({
  candidate: { id } as Candidate,
  state: 'blocked',
  blockedBy: ['days'],
  skill: null,
});

test("a session's episodes are replaced as a whole and read oldest first", () => {
  const db = store();
  saveEpisodes(db, 's', [episode('a', 1), episode('b', 2)], 5, 1);
  saveEpisodes(db, 's', [episode('c', 9), episode('b', 2)], 7, 1);
  expect(episodesOfProject(db, 'p').map(({ id }) => id)).toEqual(['b', 'c']);
});

test('a session without anything new is not stale', () => {
  expect(staleSessions(store(), 'p', 1)).toEqual([]);
});

test('the ledger is read back in the order it was written, and replaced as a whole', () => {
  const db = store();
  replaceLedger(db, 'p', [entry('x'), entry('a')]);
  replaceLedger(db, 'p', [entry('z'), entry('b')]);
  expect(ledgerOfProject(db, 'p')).toEqual([entry('z'), entry('b')]);
});
