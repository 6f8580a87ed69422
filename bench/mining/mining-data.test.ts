import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Episode } from '../../src/types.ts';
import { episodeOfLabel, type Label, readLabels } from './labels.ts';
import { filesOf, readNormalised } from './normalised.ts';
import { withRawEvents } from './raw.ts';
import { rawOnlySessions } from './raw-only.ts';

/** A data folder that holds these files. */
function dataWith(files: Readonly<Record<string, string | Buffer>>): string {
  const data = mkdtempSync(join(process.env.HOME ?? '', 'data-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(data, name)), { recursive: true });
    writeFileSync(join(data, name), content);
  }
  return data;
}
const lines = (...records: unknown[]) => records.map((record) => JSON.stringify(record)).join('\n');

const SESSION = '5f2c1f0e-8a5d-4d0e-9b57-1d2f3c4b5a69';
const AT = '2026-03-02T09:00:00.000Z';
const native = lines(
  ...['user', 'assistant'].map((role) => ({
    type: role,
    uuid: `${role}-1`,
    sessionId: SESSION,
    cwd: '/repo',
    timestamp: AT,
    message: { role, content: [{ type: 'text', text: role === 'user' ? 'add a test' : 'Done.' }] },
  })),
);

test('a session of an agent we do not read, with damaged and unknown lines, is read as far as it goes', () => {
  const data = dataWith({
    'normalised/o+r/a.jsonl': `${lines(
      { type: 'session', agent: 'some-cli', started_at: AT },
      { type: 'event', i: 0, role: 'user', kind: 'prompt', text: 'add a test' },
      { type: 'note' },
    )}\n{"type": "ev`,
    'normalised/README.md': 'no session',
    'normalised/none/notes.txt': 'none either',
  });
  const [session, ...others] = readNormalised(data);
  expect(others).toEqual([]);
  expect(session).toMatchObject({ file: 'o+r/a.jsonl', project: 'o+r', agent: 'some-cli', headless: false });
  expect(session?.events.map(({ text, at }) => [text, at])).toEqual([['add a test', Date.parse(AT)]]);
});

test('a folder without normalised sessions gives none, and its native ones are found', async () => {
  const data = dataWith({
    [`raw/o+r/${SESSION}.jsonl.gz`]: gzipSync(native),
    'raw/o+r/torn.jsonl.gz': gzipSync(native).subarray(0, 40),
    'raw/o+r/notes.md': 'no session',
  });
  expect(readNormalised(data)).toEqual([]);
  const found = await rawOnlySessions(data, new Set(), {});
  expect(found).toMatchObject([{ file: `o+r/${SESSION}.jsonl`, agent: 'claude-code', cwd: '/repo' }]);
  const [session] = await withRawEvents(data, found);
  expect(session?.events.map(({ text }) => text)).toEqual(['add a test', 'Done.']);
  expect(await rawOnlySessions(data, new Set([`o+r/${SESSION}.jsonl`]), {})).toEqual([]);
  expect(filesOf(join(data, 'nowhere'), '')).toEqual([]);
});

test('a native file that is damaged leaves the normalised form to be read', async () => {
  const data = dataWith({
    'normalised/o+r/a.jsonl': lines(
      { type: 'session', agent: 'claude-code', started_at: AT },
      { type: 'event', i: 0, role: 'user', kind: 'prompt', text: 'add a test' },
    ),
    'raw/o+r/a.jsonl.gz': gzipSync(native).subarray(0, 40),
  });
  const [session] = await withRawEvents(data, readNormalised(data));
  expect(session).toMatchObject({ native: false, events: [{ text: 'add a test' }] });
});

test('labels with unknown fields, kinds and outcomes are read; what names no place, kind or outcome is left out', () => {
  const label = { session_file: 'o+r/a.jsonl', start_event: 3, family: 'brew tea', outcome: 'shelved' };
  const data = dataWith({
    'labels.jsonl': [
      JSON.stringify({ ...label, mood: ['good'], start_ts: AT }),
      JSON.stringify({ ...label, copy_of_other_session: true }),
      JSON.stringify({ ...label, family: null }),
      'no label',
      '',
    ].join('\n'),
  });
  expect(readLabels(data, 'labels.jsonl')).toMatchObject([
    { ...label, project: 'o+r', prompt: '', at: Date.parse(AT) },
  ]);
  expect(readLabels(data, 'labels2.jsonl')).toEqual([]);
});

test('where the data tells no time, a label finds its native episode by the words', () => {
  const label = { session_file: 's', start_event: 3, at: 0, prompt: 'add a test' } as Label;
  const episodes = ['fix the build', 'add a test', 'release it'].map(
    (prompt, at) => ({ id: `e${at}`, prompt, startedAt: 1_000_000 + at }) as Episode,
  );
  expect(episodeOfLabel(label, new Map([['s', episodes]]))?.id).toBe('e1');
});
