import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { place } from './command-line.ts';
import { project, storeSession } from './events.ts';

/** The statements that were prepared, with the store each was prepared for. */
let prepared: { path: string; text: string }[] = [];

beforeEach(() => {
  prepared = [];
  const prepare = Database.prototype.prepare;
  vi.spyOn(Database.prototype, 'prepare').mockImplementation(function (this: Database.Database, text) {
    prepared.push({ path: this.name, text });
    return prepare.call(this, text) as never;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** How SQLite would go about a statement, a line a step. */
function planOf(path: string, text: string): string[] {
  const store = new Database(path, { readonly: true });
  try {
    const steps = store.prepare(`EXPLAIN QUERY PLAN ${text.replace(/@\w+|\?/g, 'NULL')}`).all();
    return (steps as { detail: string }[]).map(({ detail }) => detail);
  } finally {
    store.close();
  }
}

const readsAllEvents = (step: string) => /^SCAN sessions\b/.test(step);

test.each([
  'hivemind',
  'hivemind status',
  'hivemind sessions list',
  `hivemind sessions list --limit 20 --project ${project().id}`,
  'hivemind sessions show s1',
  'hivemind skillify',
  `hivemind skillify why --project ${project().id}`,
  'hivemind skillify list',
])('no plan of %s reads all events that are stored', async (line) => {
  const here = place();
  storeSession(here.paths.database, 's1');
  prepared = [];
  const { code } = await here.hivemind(...line.split(' ').slice(1));
  const statements = [...prepared];
  expect([code, statements.length]).toEqual([0, expect.toSatisfy((count: number) => count > 0)]);
  const reading = statements.filter(({ path, text }) => planOf(path, text).some(readsAllEvents));
  expect(reading).toEqual([]);
});
