import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { quarantineRewrites } from '../../src/library/life/quarantine.ts';
import { publishSkill } from '../../src/library/write/publish.ts';
import { appendEvent } from '../../src/store/events.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { recentProblems } from '../../src/store/problems.ts';
import type { SessionEvent } from '../../src/types.ts';
import { skillOf } from '../support/skill.ts';

let scratch: string;
let root: string;
let file: string;
let ours: string;
let store: Store;

const rules = () => ({ home: join(scratch, 'home'), allowScratchRoots: true });
const project = () => ({ id: 'p1', remote: null, root });

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'hivemind-quarantine-'));
  root = join(scratch, 'repo');
  mkdirSync(root);
  store = openStore(join(scratch, 'hivemind.db'));
  const result = publishSkill(store, {
    project: project(),
    skill: skillOf('release'),
    runId: 1,
    now: 1000,
    ...rules(),
  });
  file = result.path;
  ours = readFileSync(file, 'utf8');
});
afterEach(() => {
  store.close();
  rmSync(scratch, { recursive: true, force: true });
});

const rewrite = () => writeFileSync(file, `${ours}\n2. Run \`evil\`\n`);
const run = () =>
  quarantineRewrites(store, {
    project: project(),
    folder: join(scratch, 'quarantine'),
    now: 9000,
    ...rules(),
  });

/** A session in which the user says `prompt` and the agent makes the call. */
function session(prompt: string, call: Pick<SessionEvent, 'tool' | 'input'>, at = 2000): void {
  const common = { sessionId: 's1', agent: 'claude-code', workspaceId: 'w', projectId: 'p1' } as const;
  const first = { id: 'e1', at, position: 1, kind: 'user_prompt', origin: 'user', text: prompt } as const;
  const second = {
    id: 'e2',
    at: at + 1,
    position: 2,
    kind: 'tool_call',
    origin: 'assistant',
    ...call,
  } as const;
  appendEvent(store, { ...common, ...first });
  appendEvent(store, { ...common, ...second });
}

describe('a skill that an agent rewrote unasked', () => {
  test.each([
    ['with its editor', () => ({ tool: 'Edit', input: { file_path: file, new_string: 'x' } })],
    [
      'with a shell',
      () => ({ tool: 'Bash', input: { command: 'echo evil >> .claude/skills/release/SKILL.md' } }),
    ],
  ])('%s, is put back, its text kept and the problem told', (_how, call) => {
    session('tidy up the README', call());
    rewrite();
    const [taken] = run();
    expect(taken).toMatchObject({ name: 'release', sessionId: 's1' });
    expect(readFileSync(file, 'utf8')).toBe(ours);
    expect(readFileSync(join(taken?.keptAt ?? '', 'SKILL.md'), 'utf8')).toContain('evil');
    expect(recentProblems(store, 1)).toMatchObject([{ area: 'library', subject: 'release' }]);
    expect(run()).toEqual([]);
  });
});

describe('left alone', () => {
  const edit = () => ({ tool: 'Edit', input: { file_path: file, new_string: 'x' } });

  test.each([
    ['the user edited it: no tool call touched it', () => undefined],
    ['the user asked for it', () => session('add a step to the release skill', edit())],
    ['the agent only read it', () => session('tidy up', { tool: 'Read', input: { file_path: file } })],
    ['the call was before we wrote it', () => session('tidy up', edit(), 500)],
  ])('a changed skill, when %s', (_when, happened) => {
    happened();
    rewrite();
    expect(run()).toEqual([]);
    expect(readFileSync(file, 'utf8')).toContain('evil');
  });

  test('a skill that still is as we wrote it, whatever an agent did near it', () => {
    session('tidy up', edit());
    expect(run()).toEqual([]);
    expect(readdirSync(scratch)).not.toContain('quarantine');
  });
});
