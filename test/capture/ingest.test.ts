import { appendFileSync, mkdtempSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { claudeCode } from '../../hooks/claude-code/adapter.ts';
import { ingestTranscript } from '../../src/capture/ingest.ts';
import { MAX_LINE_BYTES } from '../../src/capture/lines.ts';
import { homePaths } from '../../src/paths.ts';
import { eventsOfSession, type StoredEvent } from '../../src/store/events.ts';
import { findHead, isCaptureOff, markCaptureOff, saveHead } from '../../src/store/heads.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { findCursor } from '../../src/store/transcripts.ts';
import { Transcript } from '../hooks/claude-code-records.ts';

const NOW = Date.UTC(2026, 1, 1);
const TOKEN = ['ghp_', 'aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE3fG5'].join('');

const scratch = () => mkdtempSync(join(process.env.HOME ?? '', 'ingest-'));

function storeWith(...sessionIds: string[]): Store {
  const store = openStore(homePaths(scratch()).database);
  for (const sessionId of sessionIds) {
    saveHead(store, {
      sessionId,
      agent: 'claude-code',
      workspaceId: 'default',
      projectId: 'p1',
      cwd: '/home/robin/thing',
      startedAt: NOW,
      lastEventAt: NOW,
      endedAt: null,
      headless: false,
    });
  }
  return store;
}

function file(content: string | Buffer = ''): string {
  const path = join(scratch(), 's.jsonl');
  writeFileSync(path, content);
  return path;
}

const read = (store: Store, path: string, sessionId = 's') =>
  ingestTranscript(store, claudeCode, path, { sessionId, subagentId: null }, NOW);

const rowsOf = (store: Store, sessionId = 's'): Omit<StoredEvent, 'seq'>[] =>
  eventsOfSession(store, sessionId).map(({ seq, ...row }) => row);

/** A session with a bit of everything that needs memory between records. */
const work = (): Transcript =>
  new Transcript('s')
    .typed('release ünïcode — it')
    .says('I look.')
    .calls('t1', 'Bash', { command: 'npm test' })
    .failure('t1', 'Exit code 1\n2 failed')
    .user('<bash-input>ls</bash-input>')
    .user('<bash-stdout>a.ts</bash-stdout><bash-stderr></bash-stderr>')
    .user('<command-name>/model</command-name><command-message>model</command-message>')
    .user('<local-command-stdout>kept</local-command-stdout>')
    .user('<command-message>go</command-message><command-name>/go</command-name>')
    .user('Do go', { isMeta: true })
    .calls('t2', 'WebFetch', { url: 'https://example.com' })
    .result('t2', 'a page');

test('a transcript becomes rows of its session, workspace and project', async () => {
  const store = storeWith('s');
  expect(await read(store, file(work().text))).toEqual({ events: 9, captureOff: false, forgotten: false });
  const rows = rowsOf(store);
  expect(rows.map(({ kind }) => kind)).toEqual([
    'user_prompt',
    'assistant_message',
    'tool_call',
    'tool_result',
    'tool_call',
    'tool_result',
    'user_prompt',
    'tool_call',
    'tool_result',
  ]);
  expect(rows.at(-1)).toMatchObject({
    workspaceId: 'default',
    projectId: 'p1',
    origin: 'web',
    tool: 'WebFetch',
  });
});

test('words that wait in the parser’s memory are stored masked, and without what is private', async () => {
  const store = storeWith('s');
  const content = `use ${TOKEN} <private>the zebra</private>`;
  const transcript = new Transcript('s')
    .typed('go')
    .add({ type: 'queue-operation', operation: 'enqueue', content });
  const path = file(transcript.text);
  await read(store, path);
  const kept = JSON.stringify(findCursor(store, path)?.parserState);
  expect(kept).toContain('use «secret:github» «private»');
  writeFileSync(path, transcript.add({ type: 'queue-operation', operation: 'remove' }).text);
  await read(store, path);
  expect(rowsOf(store).map(({ text }) => text)).toEqual(['go', 'use «secret:github» «private»']);
});

test('reading again adds nothing, and reading on adds what is new', async () => {
  const store = storeWith('s');
  const transcript = work();
  const path = file(transcript.text);
  await read(store, path);
  expect((await read(store, path)).events).toBe(0);
  writeFileSync(path, transcript.says('Done.').text);
  expect((await read(store, path)).events).toBe(1);
});

test('wherever a reader comes while the file is written, the rows are the same', async () => {
  const bytes = Buffer.from(work().text);
  const whole = storeWith('s');
  await read(whole, file(bytes));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 5 }), async (cuts) => {
      const store = storeWith('s');
      const path = file();
      let done = 0;
      for (const cut of [...cuts.sort((a, b) => a - b), bytes.length]) {
        appendFileSync(path, bytes.subarray(done, cut));
        done = cut;
        await read(store, path);
      }
      expect(rowsOf(store)).toEqual(rowsOf(whole));
      expect(findCursor(store, path)).toMatchObject({ offset: bytes.length, lines: 12, invalidLines: 0 });
    }),
    { numRuns: 30 },
  );
});

test('a last line without a newline is read as soon as it is whole', async () => {
  const store = storeWith('s');
  const path = file(new Transcript('s').typed('go').text.trimEnd());
  expect((await read(store, path)).events).toBe(1);
  appendFileSync(path, '\n');
  expect((await read(store, path)).events).toBe(0);
});

test('damage and unknown types are counted, and cost nothing else', async () => {
  const store = storeWith('s');
  const good = work().text;
  const junk = Buffer.concat([
    Buffer.from('not json\n\n{"type":"brand-new"}\n[]\n'),
    Buffer.from([0xff, 0xfe, 0x0a]),
    Buffer.from(good),
    Buffer.from(`{"torn":"${'x'.repeat(100)}\n`),
  ]);
  const path = file(junk);
  expect((await read(store, path)).events).toBe(9);
  expect(findCursor(store, path)).toMatchObject({ invalidLines: 4, unknownTypes: { 'brand-new': 1 } });
});

test('a line longer than any record is passed over', async () => {
  const store = storeWith('s');
  const long = Buffer.alloc(MAX_LINE_BYTES + 10, 0x20);
  const path = file(
    Buffer.concat([long, Buffer.from('\n'), Buffer.from(new Transcript('s').typed('on').text)]),
  );
  expect((await read(store, path)).events).toBe(1);
  expect(findCursor(store, path)?.invalidLines).toBe(1);
});

test.each([
  ['empty', ''],
  ['binary', Buffer.from([0, 1, 2, 0, 10, 255, 0])],
  ['nested a thousand times', `${'{"a":'.repeat(1_000)}1${'}'.repeat(1_000)}\n`],
  [
    'a lone surrogate',
    `${JSON.stringify({ type: 'user', uuid: 'u', message: { content: 'x' } }).replace('x', '\\ud800')}\n`,
  ],
])('a file that is %s breaks nothing', async (_what, content) => {
  const store = storeWith('s');
  await read(store, file(content));
  expect(rowsOf(store).every(({ text }) => text === '\ufffd')).toBe(true);
});

test('secrets are masked before the first row', async () => {
  const store = storeWith('s');
  const transcript = new Transcript('s')
    .typed(`use ${TOKEN}`)
    .calls('t1', 'Bash', { command: `curl -H "x: ${TOKEN}"` })
    .result('t1', `got ${TOKEN}`)
    .user(`<command-name>/go</command-name><command-args>${TOKEN}</command-args>`);
  const path = file(transcript.text);
  await read(store, path);
  const everything = store
    .prepare('SELECT * FROM sessions')
    .all()
    .concat(store.prepare('SELECT * FROM transcripts').all());
  expect(JSON.stringify(everything)).not.toContain(TOKEN.slice(4));
  expect(rowsOf(store)[0]?.text).toBe('use «secret:github»');
});

describe('a file that is not the one read before', () => {
  test('cut short, it is read from the start, and nothing comes twice', async () => {
    const store = storeWith('s');
    const path = file(work().text);
    await read(store, path);
    const before = rowsOf(store);
    truncateSync(path, Buffer.byteLength(work().text) / 2);
    expect((await read(store, path)).events).toBe(0);
    writeFileSync(path, work().says('more').text);
    expect((await read(store, path)).events).toBe(1);
    expect(rowsOf(store).slice(0, before.length)).toEqual(before);
  });

  test('replaced by another, or written anew at the same place, it is read whole', async () => {
    const store = storeWith('s');
    const path = file(new Transcript('s').typed('first').text);
    await read(store, path);
    const other = new Transcript('other').typed('second, and longer than the first was').says('ok');
    const replacement = file(other.text);
    renameSync(replacement, path);
    expect((await read(store, path)).events).toBe(2);
    const third = new Transcript('third')
      .typed('third')
      .typed('and this is longer still')
      .typed('than the second');
    writeFileSync(path, third.text);
    expect((await read(store, path)).events).toBe(3);
  });
});

test('a file that is not there yet is remembered, and read once it is', async () => {
  const store = storeWith('s');
  const path = join(scratch(), 's.jsonl');
  expect(await read(store, path)).toEqual({ events: 0, captureOff: false, forgotten: false });
  expect(findCursor(store, path)).toMatchObject({ sessionId: 's', offset: 0 });
  writeFileSync(path, work().text);
  expect((await read(store, path)).events).toBe(9);
});

test('readers at the same time store each event once', async () => {
  const store = storeWith('s');
  const long = new Transcript('s');
  for (let turn = 0; turn < 1_500; turn++) long.typed(`prompt ${turn}`);
  const path = file(long.text);
  const counts = await Promise.all(Array.from({ length: 4 }, () => read(store, path)));
  expect(counts.reduce((sum, { events }) => sum + events, 0)).toBe(1_500);
  expect(rowsOf(store)).toHaveLength(1_500);
});

describe('forks', () => {
  const fork = () => {
    const copies = work().records.map((record) => ({
      ...record,
      sessionId: 'f',
      forkedFrom: { sessionId: 's' },
    }));
    const own = new Transcript('f').typed('in the fork').records;
    return [...copies, ...own].map((record) => `${JSON.stringify(record)}\n`).join('');
  };

  test('events a fork repeats are stored once, and shown in both', async () => {
    const store = storeWith('s', 'f');
    await read(store, file(work().text));
    expect((await read(store, file(fork()), 'f')).events).toBe(1);
    expect(rowsOf(store, 'f')).toHaveLength(10);
    expect(rowsOf(store)).toHaveLength(9);
  });

  test('what a fork repeats does not move its beginning', async () => {
    const store = storeWith('s', 'f');
    await read(store, file(work().text));
    await read(store, file(fork()), 'f');
    const own = rowsOf(store, 'f').find(({ text }) => text === 'in the fork');
    expect(findHead(store, 'f')?.startedAt).toBe(own?.at);
  });

  test('a fork of a session with capture off is not stored', async () => {
    const store = storeWith('f');
    markCaptureOff(store, 's', 'test', NOW);
    const path = file('{"type":"mode"}\n');
    await read(store, path, 'f');
    appendFileSync(path, fork());
    expect(await read(store, path, 'f')).toEqual({ events: 0, captureOff: true, forgotten: false });
    expect([rowsOf(store, 'f'), findHead(store, 'f'), isCaptureOff(store, 'f')]).toEqual([[], null, true]);
  });
});

test('a session with capture off is not stored, and what was before stays', async () => {
  const store = storeWith('s');
  const transcript = work();
  const path = file(transcript.text);
  await read(store, path);
  markCaptureOff(store, 's', 'test', NOW);
  writeFileSync(path, transcript.says('unwanted').text);
  expect(await read(store, path)).toEqual({ events: 0, captureOff: true, forgotten: false });
  expect(rowsOf(store)).toHaveLength(9);
});
