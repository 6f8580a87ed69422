/** Makes fixtures of what an agent left behind: long texts cut, this machine taken out. */

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { release } from 'node:os';
import { dirname, join } from 'node:path';
import type { JsonObject, JsonValue } from '../../src/types.ts';
import type { Played, Scenery } from './played.ts';

/** Words do not depend on the run, so that two recordings differ in ids and times alone. */
export const SEED = 1;

/** Beyond these, strings and lists are cut. */
const SPOKEN: Limits = { chars: 400, items: 20 };
/** For records of what surrounds a conversation: system prompts, lists of tools and skills. */
const AROUND: Limits = { chars: 50, items: 1 };
interface Limits {
  chars: number;
  items: number;
}

export interface Recording {
  /** The folder of the fixture; whatever is there goes. */
  target: string;
  /** Where the scene's hooks wrote their payloads. */
  payloads: string;
  /** The folder of the agent's transcripts. */
  transcripts: string;
  /** Whether a record belongs to the conversation itself. */
  isSpoken(record: JsonObject): boolean;
}

/** A hook that only copies its payload to `file`, a line each. */
export function copyingHook(file: string): JsonObject {
  return { hooks: [{ type: 'command', command: `{ cat; echo; } >> ${file}` }] };
}

/** Writes a scene as `hooks.jsonl`, `played.json` and its transcripts, each at the path it had. */
export function recordFixture(scenery: Scenery, played: Played, recording: Recording): void {
  const { target, payloads, transcripts, isSpoken } = recording;
  const clean = cleaner(scenery);
  rmSync(target, { recursive: true, force: true });
  write(join(target, 'hooks.jsonl'), readFileSync(payloads, 'utf8'), clean, () => true);
  writeFileSync(join(target, 'played.json'), `${JSON.stringify(summary(played), null, 2)}\n`);
  const folder = transcripts.slice(transcripts.lastIndexOf('/') + 1);
  for (const path of readdirSync(transcripts, { recursive: true, encoding: 'utf8' })) {
    if (!/\.jsonl?$/.test(path)) continue;
    write(join(target, folder, clean(path)), readFileSync(join(transcripts, path), 'utf8'), clean, isSpoken);
  }
}

/** What happened, told by the person and the model: what a parser has to find in the record. */
function summary({ sessionId, prompts, exchanges }: Played): JsonObject {
  const calls = exchanges.flatMap((exchange) => exchange.calls.map(({ id, name }) => ({ id, name })));
  return { sessionId, prompts, calls };
}

function write(
  path: string,
  lines: string,
  clean: (text: string) => string,
  isSpoken: (record: JsonObject) => boolean,
): void {
  mkdirSync(dirname(path), { recursive: true });
  const records = lines.split('\n').filter((line) => line !== '');
  const trimmed = records.map((line) => {
    const record = JSON.parse(clean(line)) as JsonObject;
    return JSON.stringify(trim(record, isSpoken(record) ? SPOKEN : AROUND));
  });
  writeFileSync(path, `${trimmed.join('\n')}\n`);
}

/** Takes this machine out of a text: its folders, and the names agents make of them. */
function cleaner({ sandbox, model }: Scenery): (text: string) => string {
  const slug = (path: string) => path.replaceAll(/[^A-Za-z0-9]/g, '-');
  const names: [string, string][] = [
    [sandbox.repo, '/home/robin/thing'],
    [slug(sandbox.repo), '-home-robin-thing'],
    [sandbox.home, '/home/robin'],
    [sandbox.root, '/home/robin/scratch'],
    [slug(sandbox.root), '-home-robin-scratch'],
    [model.url, 'http://127.0.0.1:4141'],
    [release(), '6.1.0'],
  ];
  return (text) => names.reduce((result, [name, replacement]) => result.replaceAll(name, replacement), text);
}

function trim(value: JsonValue, limits: Limits): JsonValue {
  if (typeof value === 'string')
    return value.length <= limits.chars
      ? value
      : `${value.slice(0, limits.chars)} [${value.length} characters]`;
  if (Array.isArray(value)) return value.slice(0, limits.items).map((item) => trim(item, limits));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).slice(0, limits.items * 20);
  return Object.fromEntries(entries.map(([key, each]) => [key, trim(each, limits)]));
}
