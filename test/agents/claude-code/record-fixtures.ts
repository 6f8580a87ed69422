/**
 * Records the scenes anew as fixtures for the parser's tests: what the real Claude Code writes and what its hooks get.
 * Run after a new version of Claude Code: `npm run record:agents`.
 */

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { release } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { test } from 'vitest';
import type { JsonObject, JsonValue } from '../../../src/types.ts';
import type { MockModel } from '../mock-model.ts';
import type { Played } from '../played.ts';
import type { Sandbox } from '../sandbox.ts';
import type { ClaudeCode } from './claude-code.ts';
import * as scenes from './scenes.ts';
import { setStage, strike } from './stage.ts';

const FIXTURES = resolve(import.meta.dirname, '../../fixtures/claude-code');
const SCENES = {
  'printed-work': scenes.printedWork,
  'typed-work': scenes.typedWork,
  'failed-request': scenes.failedRequest,
  'interrupted-turns': scenes.interruptedTurns,
  'delegated-work': scenes.delegatedWork,
  'compacted-session': scenes.compactedSession,
  'slash-commands': scenes.slashCommands,
  'queued-prompts': scenes.queuedPrompts,
  'resumed-session': scenes.resumedSession,
  'forked-session': scenes.forkedSession,
};
const HOOKS = ['SessionStart', 'UserPromptSubmit', 'Stop', 'StopFailure', 'PreCompact', 'SessionEnd'];

/** Words do not depend on the run, so that two recordings differ in ids and times alone. */
const SEED = 1;
/** Beyond these, strings and lists are cut. */
const SPOKEN: Limits = { chars: 400, items: 20 };
/** For records of what surrounds a conversation: system prompts, lists of tools and skills. */
const AROUND: Limits = { chars: 50, items: 1 };
interface Limits {
  chars: number;
  items: number;
}

test.each(Object.entries(SCENES))('records %s', recordScene);

async function recordScene(name: string, scene: typeof scenes.printedWork): Promise<void> {
  const stage = await setStage(SEED);
  const { sandbox, model, claude } = stage;
  try {
    const payloads = join(sandbox.root, 'payloads.jsonl');
    hookAll(claude, payloads);
    const played = await scene(stage);
    const target = join(FIXTURES, name);
    rmSync(target, { recursive: true, force: true });
    const clean = cleaner(sandbox, model);
    write(join(target, 'hooks.jsonl'), readFileSync(payloads, 'utf8'), clean);
    writeFileSync(join(target, 'played.json'), `${JSON.stringify(summary(played), null, 2)}\n`);
    const projects = join(sandbox.home, '.claude', 'projects');
    for (const path of readdirSync(projects, { recursive: true, encoding: 'utf8' })) {
      if (!/\.jsonl?$/.test(path)) continue;
      write(join(target, 'projects', clean(path)), readFileSync(join(projects, path), 'utf8'), clean);
    }
  } finally {
    await strike(stage);
  }
}

/** What happened, told by the person and the model: what a parser has to find in the record. */
function summary({ sessionId, prompts, exchanges }: Played): JsonObject {
  const calls = exchanges.flatMap((exchange) => exchange.calls.map(({ id, name }) => ({ id, name })));
  return { sessionId, prompts, calls };
}

/** Puts a hook on every event that only copies its payload, a line each. */
function hookAll(claude: ClaudeCode, file: string): void {
  const settings = JSON.parse(claude.settings()) as JsonObject;
  const group = { hooks: [{ type: 'command', command: `{ cat; echo; } >> ${file}` }] };
  settings.hooks = Object.fromEntries(HOOKS.map((event) => [event, [group]]));
  writeFileSync(claude.settingsPath, JSON.stringify(settings));
}

function write(path: string, lines: string, clean: (text: string) => string): void {
  mkdirSync(dirname(path), { recursive: true });
  const records = lines.split('\n').filter((line) => line !== '');
  const trimmed = records.map((line) => {
    const record = JSON.parse(clean(line)) as JsonObject;
    return JSON.stringify(trim(record, isSpoken(record) ? SPOKEN : AROUND));
  });
  writeFileSync(path, `${trimmed.join('\n')}\n`);
}

/** Whether a record (or a hook's payload, which has no type) belongs to the conversation itself. */
function isSpoken({ type, attachment }: JsonObject): boolean {
  if (type === 'attachment') return (attachment as JsonObject).type === 'queued_command';
  return type === undefined || ['user', 'assistant', 'system', 'queue-operation'].includes(String(type));
}

/** Takes this machine out of a text: its folders, and the names Claude Code makes of them. */
function cleaner(sandbox: Sandbox, model: MockModel): (text: string) => string {
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
