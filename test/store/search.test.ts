import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { homePaths } from '../../src/paths.ts';
import { appendEvent } from '../../src/store/events.ts';
import { saveHead } from '../../src/store/heads.ts';
import { inTransaction, openStore, type Store } from '../../src/store/open.ts';
import { type SearchFilter, searchEvents } from '../../src/store/search.ts';

interface Said {
  sessionId: string;
  projectId?: string;
  at: number;
  text: string;
}

const whose = { agent: 'claude-code', workspaceId: 'default' } as const;

/** A store of sessions in which this was said. */
function storeOf(said: readonly Said[]): Store {
  const store = openStore(homePaths(mkdtempSync(join(process.env.HOME ?? '', 'search-'))).database);
  inTransaction(store, () => {
    for (const [position, { sessionId, projectId = 'p', at, text }] of said.entries()) {
      const id = `${sessionId}:${position}`;
      const owner = { ...whose, sessionId, projectId };
      appendEvent(store, { ...owner, id, at, position, kind: 'user_prompt', origin: 'user', text });
      saveHead(store, {
        ...owner,
        cwd: '/repo',
        startedAt: at,
        lastEventAt: at,
        endedAt: null,
        headless: false,
      });
    }
  });
  return store;
}

/** More sessions than are looked through before all of them. */
const many = (text: (index: number) => string): Said[] =>
  Array.from({ length: 2_200 }, (_, index) => ({
    sessionId: `s${index}`,
    projectId: `p${index % 2}`,
    at: index,
    text: text(index),
  }));

const found = (store: Store, words: string[], filter: Partial<SearchFilter> = {}) =>
  searchEvents(store, words, { limit: 50, ...filter }).map(({ at }) => at);

describe('a search of a large store', () => {
  test('gives the newest hits, the newest first', () => {
    const store = storeOf(many((index) => (index % 10 === 0 ? 'Ship the release' : 'nothing')));
    expect(found(store, ['release'], { limit: 3 })).toEqual([2_190, 2_180, 2_170]);
  });

  test('finds what only an old session holds, beside newer hits', () => {
    const store = storeOf(many((index) => (index === 7 || index === 2_100 ? 'a rare word' : 'nothing')));
    expect(found(store, ['rare'])).toEqual([2_100, 7]);
  });

  test('prefers a newer event of an old session to older events of recent ones', () => {
    const said = many((index) => (index < 2 ? 'release' : 'nothing'));
    // Its newest event is older than those of most sessions, but newer than the only hit among them.
    said.push({ sessionId: 'late', at: 100, text: 'release' });
    said.push({ sessionId: 's2199', at: 5, text: 'release' });
    expect(found(storeOf(said), ['release'], { limit: 1 })).toEqual([100]);
  });

  test('keeps to a project', () => {
    const store = storeOf(many(() => 'release'));
    expect(found(store, ['release'], { limit: 2, projectId: 'p0' })).toEqual([2_198, 2_196]);
  });
});

describe('a word', () => {
  test('is found whatever the letters’ case, and only where all words are', () => {
    const store = storeOf([
      { sessionId: 'a', at: 1, text: 'Ship the RELEASE' },
      { sessionId: 'b', at: 2, text: 'the release waits' },
    ]);
    expect(found(store, ['release', 'ship'])).toEqual([1]);
  });

  test.each(['100%', 'a_b', 'back\\slash', "it's"])('%s stands for itself alone', (word) => {
    const store = storeOf([
      { sessionId: 'a', at: 1, text: `so ${word} it is` },
      { sessionId: 'b', at: 2, text: '1000 axb back/slash its' },
    ]);
    expect(found(store, [word])).toEqual([1]);
  });

  test('may be longer than any pattern that SQLite compares', () => {
    const word = '😀x'.repeat(40_000);
    const store = storeOf([{ sessionId: 'a', at: 1, text: `see ${word}` }]);
    expect([found(store, [word]), found(store, [`${word}y`])]).toEqual([[1], []]);
  });
});
