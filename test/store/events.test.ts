import { mkdtempSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { homePaths } from '../../src/paths.ts';
import { appendEvent, eventsOfSession, turnsSince } from '../../src/store/events.ts';
import { tryLock } from '../../src/store/guard/lock.ts';
import { openStore, openStoreToRead } from '../../src/store/open.ts';
import type { SessionEvent } from '../../src/types.ts';

const scratchDatabase = () => homePaths(mkdtempSync(join(process.env.HOME ?? '', 'store-'))).database;

const prompt = (over: Partial<SessionEvent> = {}): SessionEvent => ({
  id: 'e1',
  sessionId: 's1',
  agent: 'claude-code',
  workspaceId: 'default',
  projectId: 'p1',
  at: 1_000,
  position: 0,
  kind: 'user_prompt',
  origin: 'user',
  text: 'bump the version',
  meta: { promptSource: 'typed' },
  ...over,
});

test('an event is read back as it was stored', () => {
  const store = openStore(scratchDatabase());
  const event = prompt({ input: { a: [1, null, 'x'] }, ok: false, output: '', tool: 'Bash', toolUseId: 't' });
  appendEvent(store, event);
  expect(eventsOfSession(store, 's1')).toEqual([{ seq: 1, ...event }]);
});

test('an event is stored once, however often it arrives', () => {
  const store = openStore(scratchDatabase());
  expect(appendEvent(store, prompt())).toBe(true);
  expect(appendEvent(store, prompt({ text: 'changed' }))).toBe(false);
  expect(eventsOfSession(store, 's1').map((event) => event.text)).toEqual(['bump the version']);
});

test('a fork shows the events it repeats, without a second copy', () => {
  const store = openStore(scratchDatabase());
  appendEvent(store, prompt());
  appendEvent(store, prompt({ sessionId: 'fork' }));
  appendEvent(store, prompt({ id: 'e2', sessionId: 'fork', at: 2_000 }));
  expect(eventsOfSession(store, 'fork').map((event) => event.id)).toEqual(['e1', 'e2']);
  expect(store.prepare('SELECT count(*) AS n FROM sessions').get()).toEqual({ n: 2 });
});

test('rows of sessions cannot be changed', () => {
  const store = openStore(scratchDatabase());
  appendEvent(store, prompt());
  expect(() => store.prepare("UPDATE sessions SET text = ''").run()).toThrow(/append-only/);
});

test("a subagent's prompt is no turn of the user", () => {
  const store = openStore(scratchDatabase());
  appendEvent(store, prompt());
  appendEvent(store, prompt({ id: 'e2', meta: { subagentId: 'a1' } }));
  appendEvent(store, prompt({ id: 'e3', origin: 'assistant' }));
  expect(turnsSince(store, 'p1', 0)).toBe(1);
});

test('the store and its folder are closed to others', () => {
  const path = scratchDatabase();
  openStore(path);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('a store that is not there yet reads as none', () => {
  expect(openStoreToRead(scratchDatabase())).toBeNull();
  expect(openStoreToRead(join(process.env.HOME ?? '', 'no-such-folder', 'store.db'))).toBeNull();
});

test('a store of a newer hivemind is refused with a sentence', () => {
  const path = scratchDatabase();
  openStore(path).pragma('user_version = 9999');
  expect(() => openStore(path)).toThrow(/newer hivemind/);
});

test('a lock has one holder at a time', () => {
  const path = join(process.env.HOME ?? '', 'lock');
  const held = tryLock(path);
  expect(held).not.toBeNull();
  expect(tryLock(path)).toBeNull();
  held?.release();
  const again = tryLock(path);
  expect(again).not.toBeNull();
  again?.release();
});
