/** Files that no agent would write, or only a broken one: counted, never fatal, and what is good in them is stored. */

import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ADAPTERS } from '../../hooks/registry.ts';
import { findCursor } from '../../src/store/transcripts.ts';
import type { JsonObject, JsonValue } from '../../src/types.ts';
import { expectStoredOnce } from './expect-stored.ts';
import { Place } from './place.ts';
import { type PlayedSession, sessionsOfAllAgents } from './played-agents.ts';

const PROGRAM = resolve(import.meta.dirname, '..', '..', 'bin', 'hivemind');

const nested = (depth: number) => `${'{"a":['.repeat(depth)}${']}'.repeat(depth)}`;

/** Lines, and how many of each are damaged. */
const HOSTILE: Readonly<Record<string, { line: Buffer | string; damaged: number }>> = {
  'binary data': { line: Buffer.from([0xff, 0xfe, 0x00, 0x01, 0x80, 0xc3, 0x28]), damaged: 1 },
  'zeros, as a crash leaves them': { line: Buffer.alloc(4_096), damaged: 1 },
  'half a record': { line: '{"type":"user","message":{"role":"us', damaged: 1 },
  'no object': { line: '[1,2,3]', damaged: 1 },
  'a thousand levels': { line: nested(1_000), damaged: 0 },
  'a hundred thousand levels': { line: nested(100_000), damaged: 0 },
  'the same key twice': { line: '{"type":"user","type":"nonsense","uuid":1,"uuid":2}', damaged: 0 },
  'a prototype': {
    line: '{"type":"user","__proto__":{"type":"assistant"},"constructor":{"name":1}}',
    damaged: 0,
  },
  'invalid UTF-8 inside a text': {
    line: Buffer.concat([
      Buffer.from('{"type":"other","text":"'),
      Buffer.from([0xc3, 0x28]),
      Buffer.from('"}'),
    ]),
    damaged: 0,
  },
  'half of a surrogate pair': { line: '{"type":"other","text":"\\ud83d"}', damaged: 0 },
  'a line of 50 MB': { line: Buffer.alloc(50 << 20, 'x'), damaged: 1 },
};

let place: Place;
let sessions: PlayedSession[];
beforeEach(async () => {
  place = new Place();
  sessions = sessionsOfAllAgents(place, 1);
  for (const session of sessions) await session.start();
  for (const session of sessions) await session.turn();
});
afterEach(() => place.close());

/** Transcripts of the sessions, by path. */
function transcripts(): string[] {
  const folders = [join(place.folder, '.claude'), join(place.folder, '.codex')];
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.jsonl'))
      .map((name) => join(folder, name)),
  );
}

describe.each(Object.entries(HOSTILE))('a transcript with %s', (_, { line, damaged }) => {
  test('is read to its end: every good line is stored, every damaged one counted', async () => {
    for (const path of transcripts()) {
      appendFileSync(path, line);
      appendFileSync(path, '\n');
    }
    for (const session of sessions) await session.turn();
    await place.catchUp();
    expectStoredOnce(place.store, sessions);
    for (const path of transcripts()) expect(findCursor(place.store, path)?.invalidLines).toBe(damaged);
  });
});

test('an empty transcript is no trouble, and is read once it has lines', async () => {
  const [path = ''] = transcripts();
  const text = readFileSync(path);
  writeFileSync(path, '');
  await place.catchUp();
  writeFileSync(path, text);
  await place.catchUp();
  expectStoredOnce(place.store, sessions);
});

/** Any JSON in place of any part of a record. */
function mangled(record: JsonObject): fc.Arbitrary<JsonObject> {
  const part = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom('__proto__', '\ud800', -0, 1e308));
  const keys = pathsOf(record);
  return fc
    .tuple(fc.constantFrom(...keys), part)
    .map(([path, value]) => replaced(record, path, value as JsonValue));
}

function pathsOf(value: JsonValue, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).flatMap(([key, next]) => pathsOf(next as JsonValue, [...path, key]));
  return path.length === 0 ? inner : [path, ...inner];
}

function replaced(record: JsonObject, path: readonly string[], value: JsonValue): JsonObject {
  const copy = structuredClone(record);
  let at = copy as Record<string, JsonValue>;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string, JsonValue>;
  at[path.at(-1) ?? ''] = value;
  return copy;
}

test.each(['claude-code', 'codex'] as const)(
  '%s: no record stops its reader, whatever stands in its fields',
  (agent) => {
    const own = transcripts().filter((path) => path.includes(agent === 'codex' ? '.codex' : '.claude'));
    const records = own.flatMap((path) =>
      readFileSync(path, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as JsonObject),
    );
    const source = { sessionId: 's', subagentId: null };
    const anyRecords = fc.array(fc.constantFrom(...records).chain(mangled), { maxLength: 6 });
    fc.assert(
      fc.property(anyRecords, (lines) => {
        let state: JsonObject = {};
        for (const [position, line] of lines.entries()) {
          state = ADAPTERS[agent].transcript.readRecord(line, source, position, state).state;
          JSON.stringify(state);
        }
      }),
      { numRuns: 500 },
    );
  },
);

test('hooks that send anything at all are set aside or read, and stop nothing', async () => {
  const { spool } = place.paths;
  const header = (agent: string) =>
    `hivemind-spool 1\nagent ${agent}\nworkspace \nevery-n-turns \noff \nsession \n\n`;
  const payloads = [
    '',
    '[]',
    'null',
    '"x"',
    '{}',
    nested(1_000),
    '{"session_id":{"a":1}}',
    '{"session_id":"\\ud800"}',
  ];
  for (const agent of Object.keys(ADAPTERS)) {
    for (const [index, payload] of payloads.entries()) {
      writeFileSync(join(spool, `${agent}-${index}`), `${header(agent)}${payload}\nhivemind-end\n`);
    }
  }
  writeFileSync(join(spool, 'random'), randomBytes(10_000));
  mkdirSync(join(spool, 'folder'));
  await place.catchUp();
  expectStoredOnce(place.store, sessions);
  place.later = 3_600_000;
  await place.catchUp();
  expect(readdirSync(spool)).toEqual([]);
});

test('a folder of such files is imported: what is good in it is stored, the rest is counted', async () => {
  const folder = join(place.folder, 'found');
  mkdirSync(folder);
  for (const [index, { line }] of Object.values(HOSTILE).entries()) {
    writeFileSync(join(folder, `bare-${index}.jsonl`), line);
    writeFileSync(join(folder, `export-${index}.md`), line);
    writeFileSync(join(folder, `packed-${index}.jsonl.gz`), line);
  }
  writeFileSync(join(folder, 'empty.jsonl'), '');
  writeFileSync(join(folder, 'cut.jsonl.gz'), gzipSync('{"type":"user"}\n').subarray(0, 20));
  for (const [index, path] of transcripts().entries()) {
    const [good, line] = [readFileSync(path), Object.values(HOSTILE)[index]?.line ?? ''];
    writeFileSync(
      join(folder, `good-${index}.jsonl`),
      Buffer.concat([Buffer.from(line), Buffer.from('\n'), good]),
    );
  }
  const files = readdirSync(folder).length;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [PROGRAM, 'import', folder, '--unwitnessed', '--json'],
    { env: { ...place.env } as Record<string, string>, encoding: 'utf8' },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const report = JSON.parse(stdout) as { files: number; sessions: number; invalidLines: number };
  expect(report).toMatchObject({ files, sessions: transcripts().length });
  expect(report.invalidLines).toBeGreaterThan(0);
  expectStoredOnce(place.store, sessions);
});
