/** Oddities of transcripts that lie on disk, as recorders, forks and years leave them. */

import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findHead, markCaptureOff } from '../../src/store/heads.ts';
import { openStore } from '../../src/store/open.ts';
import type { ImportReport } from '../../src/worker/import-report.ts';
import { claudeLines, type Turn } from '../worker/transcripts.ts';
import { place } from './command-line.ts';

interface Shown {
  events: { kind: string; text?: string; toolUseId?: string }[];
}

/** A home with a folder of history beside it, and what importing it shows. */
function history() {
  const here = place();
  const folder = join(here.home, 'history');
  mkdirSync(folder);
  const put = (name: string, lines: readonly (string | object)[], under = folder) => {
    const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
    writeFileSync(join(under, name), `${text}\n`);
    utimesSync(join(under, name), 1_780_000_000, 1_780_000_000);
  };
  const run = async (...args: string[]) => (await here.json('import', ...args)) as ImportReport;
  const kinds = async (sessionId: string) => {
    const { events } = (await here.json('sessions', 'show', sessionId)) as Shown;
    return events.map(({ kind }) => kind);
  };
  return { here, folder, put, run, kinds };
}

const work = (sessionId: string, turns: Turn[] = [{ prompt: 'make the shop faster', command: 'npm test' }]) =>
  claudeLines(turns, { sessionId });
const WORK_KINDS = ['user_prompt', 'tool_call', 'tool_result', 'assistant_message'];

describe('a transcript', () => {
  test('may begin with records that are no one’s words', async () => {
    const { folder, put, run, kinds } = history();
    const sessionId = randomUUID();
    const first = [
      { type: 'custom-title', customTitle: 'shop', sessionId },
      { type: 'summary', summary: 'An older talk', leafUuid: randomUUID() },
      { type: 'file-history-snapshot', messageId: randomUUID(), snapshot: {} },
      { type: 'last-prompt', lastPrompt: 'an older prompt', sessionId },
    ];
    put('a.jsonl', [...first, ...work(sessionId)]);
    expect(await run(folder)).toMatchObject({ sessions: 1, skipped: {}, invalidLines: 0 });
    expect(await kinds(sessionId)).toEqual(WORK_KINDS);
  });

  test('that was compacted a little is no longer for it: nobody asked for that', async () => {
    const { folder, put, run, kinds } = history();
    const sessionId = randomUUID();
    const boundary = {
      type: 'system',
      subtype: 'microcompact_boundary',
      content: 'Context microcompacted',
      sessionId,
      uuid: randomUUID(),
      timestamp: '2026-03-02T09:00:02.500Z',
      microcompactMetadata: { trigger: 'auto', compactedToolIds: [] },
    };
    const [prompt = '', ...rest] = work(sessionId);
    put('a.jsonl', [prompt, boundary, ...rest]);
    await run(folder);
    expect(await kinds(sessionId)).toEqual(WORK_KINDS);
  });

  test('in which a recorder blotted out the calls’ ids keeps every call and every result', async () => {
    const { folder, put, run, kinds } = history();
    const sessionId = randomUUID();
    const lines = work(sessionId, [
      { prompt: 'run the tests', command: 'npm test' },
      { prompt: 'and the build', command: 'npm run build' },
    ]).map((line) => line.replaceAll(/toolu_[0-9a-f-]+/g, 'toolu_REDACTED'));
    put('a.jsonl', lines);
    await run(folder);
    expect(await kinds(sessionId)).toEqual([...WORK_KINDS, ...WORK_KINDS]);
  });

  test('that another program printed over many lines is told as none, and the others are read', async () => {
    const { folder, put, run } = history();
    const messages = [{ role: 'user', parts: [{ text: 'make the shop faster' }] }];
    put('pretty.jsonl', [JSON.stringify({ sessionId: randomUUID(), messages }, null, 2)]);
    put('whole.jsonl', work(randomUUID()));
    const { sessions, skipped } = await run(folder);
    expect(sessions).toBe(1);
    expect(Object.values(skipped)).toEqual([1]);
  });

  test('may begin with a byte order mark, and end its lines as Windows does', async () => {
    const { folder, put, run, kinds } = history();
    const sessionId = randomUUID();
    put(
      'a.jsonl',
      work(sessionId).map((line, index) => `${index === 0 ? '\ufeff' : ''}${line}\r`),
    );
    await run(folder);
    expect(await kinds(sessionId)).toEqual(WORK_KINDS);
  });
});

test('a session of a folder that says no, or from a pause, is left out of every import', async () => {
  const { here, folder, put, run } = history();
  const quiet = join(here.home, 'quiet');
  mkdirSync(quiet);
  writeFileSync(join(quiet, '.hivemind.local'), '{"collect": false}');
  const turns = [{ prompt: 'make the shop faster' }];
  put('quiet.jsonl', claudeLines(turns, { cwd: join(quiet, 'inner'), at: '2026-03-01T09:00:00.000Z' }));
  put('paused.jsonl', claudeLines(turns, { at: '2026-03-02T09:00:00.000Z' }));
  put('heard.jsonl', claudeLines(turns, { at: '2026-03-03T09:00:00.000Z' }));
  mkdirSync(here.paths.home, { recursive: true });
  const pause = { root: null, from: Date.parse('2026-03-02'), until: Date.parse('2026-03-03') };
  writeFileSync(here.paths.pauses, JSON.stringify([pause]));
  expect(await run(folder)).toMatchObject({ sessions: 1, skipped: { 'capture-off': 2 } });
  expect(await run(folder, '--unwitnessed')).toMatchObject({ sessions: 1, skipped: { 'capture-off': 2 } });
});

describe('links', () => {
  test('are followed to files and folders, and in circles only once', async () => {
    const { here, folder, put, run } = history();
    const elsewhere = join(here.home, 'elsewhere');
    mkdirSync(join(elsewhere, 'shop'), { recursive: true });
    put('linked.jsonl', work(randomUUID()), elsewhere);
    put('below.jsonl', work(randomUUID()), join(elsewhere, 'shop'));
    symlinkSync(join(elsewhere, 'linked.jsonl'), join(folder, 'a.jsonl'));
    symlinkSync(join(elsewhere, 'shop'), join(folder, 'b'));
    symlinkSync(folder, join(folder, 'circle'));
    symlinkSync(folder, join(elsewhere, 'shop', 'circle'));
    symlinkSync(join(folder, 'gone'), join(folder, 'gone.jsonl'));
    expect(await run(folder)).toMatchObject({ files: 2, sessions: 2, skipped: {} });
  });
});

test('what was turned off or forgotten stays away when the store was lost and begins anew', async () => {
  const { here, folder, put, run } = history();
  const [off, forgotten, kept] = [randomUUID(), randomUUID(), randomUUID()];
  put('off.jsonl', work(off));
  put('forgotten.jsonl', work(forgotten));
  put('kept.jsonl', work(kept));
  const store = openStore(here.paths.database);
  markCaptureOff(store, off, 'HIVEMIND_CAPTURE', 1);
  store.close();
  await run(folder);
  await here.json('sessions', 'forget', forgotten);
  for (const suffix of ['', '-wal', '-shm']) rmSync(here.paths.database + suffix, { force: true });
  expect(await run(folder)).toMatchObject({ sessions: 1, skipped: { 'capture-off': 1, forgotten: 1 } });
  expect(findHead(openStore(here.paths.database), kept)).not.toBeNull();
});
