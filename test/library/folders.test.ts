import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { forgetEvidence } from '../../src/library/life/forget.ts';
import { linkSkills } from '../../src/library/write/agent-links.ts';
import { removeEmptyFolders } from '../../src/library/write/folders.ts';
import { publishSkill } from '../../src/library/write/publish.ts';
import { saveHead } from '../../src/store/heads.ts';
import { madeFolders } from '../../src/store/made-folders.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { skillOf } from '../support/skill.ts';

let scratch: string;
let root: string;
let store: Store;

beforeEach(() => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), 'hivemind-folders-')));
  root = join(scratch, 'repo');
  mkdirSync(root);
  store = openStore(join(scratch, 'hivemind.db'));
});
afterEach(() => {
  store.close();
  rmSync(scratch, { recursive: true, force: true });
});

/** Publishes a skill, with the link that Codex needs. */
function published(): void {
  const project = { id: 'p1', remote: null, root };
  const rules = { home: join(scratch, 'home'), allowScratchRoots: true };
  publishSkill(store, { project, skill: skillOf('release'), runId: 1, now: 1, ...rules });
  const times = { startedAt: 1, lastEventAt: 1, endedAt: null, headless: false };
  const owner = { agent: 'codex', workspaceId: 'default', projectId: 'p1', cwd: root } as const;
  saveHead(store, { sessionId: 's1', ...owner, ...times });
  linkSkills(store, project, rules);
}

const forgetAll = () => forgetEvidence(store, ['prompt-1', 'call-1'], ['session-1'], false);

test('folders that publishing made go with the last skill in them', () => {
  published();
  expect([existsSync(join(root, '.claude')), existsSync(join(root, '.agents'))]).toEqual([true, true]);
  forgetAll();
  expect([existsSync(join(root, '.claude')), existsSync(join(root, '.agents'))]).toEqual([false, false]);
  expect(madeFolders(store)).toEqual([]);
});

test('folders that were there before stay, and so do those that hold something', () => {
  mkdirSync(join(root, '.claude'));
  published();
  writeFileSync(join(root, '.agents', 'skills', 'notes.md'), 'mine');
  forgetAll();
  expect(existsSync(join(root, '.claude', 'skills'))).toBe(false);
  expect(existsSync(join(root, '.claude'))).toBe(true);
  expect(existsSync(join(root, '.agents', 'skills', 'notes.md'))).toBe(true);
});

test('what a person emptied goes when hivemind does', () => {
  published();
  rmSync(join(root, '.claude', 'skills', 'release'), { recursive: true });
  rmSync(join(root, '.agents', 'skills', 'release'));
  removeEmptyFolders(store, false);
  expect([existsSync(join(root, '.claude')), existsSync(join(root, '.agents'))]).toEqual([false, false]);
});
