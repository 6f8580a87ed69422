import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { linkSkills } from '../../src/library/write/agent-links.ts';
import { publishSkill } from '../../src/library/write/publish.ts';
import { saveHead } from '../../src/store/heads.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import type { AgentId } from '../../src/types.ts';
import { skillOf } from '../support/skill.ts';

let scratch: string;
let root: string;
let store: Store;

beforeEach(() => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), 'hivemind-links-')));
  root = join(scratch, 'repo');
  mkdirSync(root);
  store = openStore(join(scratch, 'hivemind.db'));
});
afterEach(() => {
  store.close();
  rmSync(scratch, { recursive: true, force: true });
});

const project = () => ({ id: 'p1', remote: null, root });
const rules = () => ({ home: join(scratch, 'home'), allowScratchRoots: true });
const outcomes = () => linkSkills(store, project(), rules()).map(({ outcome }) => outcome);
const linkPath = (name = 'release') => join(root, '.agents', 'skills', name);

function publish(name = 'release'): void {
  publishSkill(store, { project: project(), skill: skillOf(name), runId: 1, now: 1, ...rules() });
}

function used(agent: AgentId): void {
  const times = { startedAt: 1, lastEventAt: 1, endedAt: null, headless: false };
  saveHead(store, {
    sessionId: `${agent}-1`,
    agent,
    workspaceId: 'default',
    projectId: 'p1',
    cwd: root,
    ...times,
  });
}

test('without Codex in the project no other folder is touched', () => {
  used('claude-code');
  used('cursor');
  publish();
  expect(outcomes()).toEqual([]);
  expect(existsSync(join(root, '.agents'))).toBe(false);
});

test('once Codex was used, each skill gets one relative link to its one real folder', () => {
  publish('release');
  publish('deploy');
  used('codex');
  expect(outcomes()).toEqual(['made', 'made']);
  expect(readlinkSync(linkPath())).toBe(join('..', '..', '.claude', 'skills', 'release'));
  expect(existsSync(join(linkPath(), 'SKILL.md'))).toBe(true);
  expect(outcomes()).toEqual(['there', 'there']);
});

test('a folder that is a link to all skills already needs no link inside', () => {
  publish();
  used('codex');
  mkdirSync(join(root, '.agents'));
  symlinkSync(join('..', '.claude', 'skills'), join(root, '.agents', 'skills'));
  expect(outcomes()).toEqual(['there']);
  expect(lstatSync(join(root, '.claude', 'skills', 'release')).isSymbolicLink()).toBe(false);
});

test('a folder that is a link to elsewhere is not followed', () => {
  publish();
  used('codex');
  mkdirSync(join(scratch, 'elsewhere'));
  symlinkSync(join(scratch, 'elsewhere'), join(root, '.agents'));
  expect(outcomes()).toEqual(['refused']);
  expect(existsSync(join(scratch, 'elsewhere', 'skills'))).toBe(false);
});

test('what somebody else put there stays', () => {
  publish();
  used('codex');
  mkdirSync(linkPath(), { recursive: true });
  writeFileSync(join(linkPath(), 'SKILL.md'), 'theirs');
  expect(outcomes()).toEqual(['refused']);
  expect(lstatSync(linkPath()).isDirectory()).toBe(true);
});

test('a link whose skill was deleted is removed, and nothing is made in its place', () => {
  publish();
  used('codex');
  outcomes();
  rmSync(join(root, '.claude', 'skills', 'release'), { recursive: true });
  expect(outcomes()).toEqual(['removed']);
  expect(outcomes()).toEqual([]);
});

test('a root that may hold no skill gets no link', () => {
  publish();
  used('codex');
  expect(linkSkills(store, project(), { ...rules(), allowScratchRoots: false })).toEqual([]);
});
