/** The command line is one face of the views: what it prints as JSON is what they give to any other. */

import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { Candidate } from '../../src/candidates.ts';
import { loadConfig } from '../../src/config.ts';
import type { Environment } from '../../src/paths.ts';
import type { Line } from '../../src/skill/draft.ts';
import { saveEpisodes } from '../../src/store/derived/episodes.ts';
import { replaceLedger } from '../../src/store/derived/ledger.ts';
import { saveDraft } from '../../src/store/drafts.ts';
import { openStore, openStoreToRead } from '../../src/store/open.ts';
import { commitPendingVersion, saveSkillVersion } from '../../src/store/skills.ts';
import type { Episode } from '../../src/types.ts';
import { daemonState } from '../../src/views/daemon-state.ts';
import { changesOfDraft, linesOfDraft } from '../../src/views/draft.ts';
import { findDraftNamed, listDrafts } from '../../src/views/drafts.ts';
import { listEpisodes } from '../../src/views/episodes.ts';
import { readLedger, workOf } from '../../src/views/ledger.ts';
import { overviewOf } from '../../src/views/overview.ts';
import { listProjects } from '../../src/views/projects.ts';
import { explainSkill } from '../../src/views/receipts.ts';
import { searchSessions } from '../../src/views/search.ts';
import { showSession } from '../../src/views/session.ts';
import { listSessions } from '../../src/views/sessions.ts';
import { listSettings, showSetting } from '../../src/views/settings.ts';
import { situationNow } from '../../src/views/situation.ts';
import { showSkill } from '../../src/views/skill.ts';
import { skillifyState } from '../../src/views/skillify-state.ts';
import { listSkills } from '../../src/views/skills.ts';
import type { Viewer } from '../../src/views/standpoint.ts';
import { statusOf } from '../../src/views/status.ts';
import { type Place, place } from '../cli/command-line.ts';
import { project, START, storeSession } from '../cli/events.ts';
import { draftOf, mainPage } from '../support/drafts.ts';

const PROJECT = project().id;
const NOW = START + 60_000;
const CALL = 's1:call';
const STEP: Line = {
  kind: 'prose',
  text: 'Run `npm version patch`',
  evidence: [{ eventId: CALL, quote: 'npm' }],
};

const EPISODE: Episode = {
  id: 's1:prompt',
  sessionId: 's1',
  agent: 'claude-code',
  projectId: PROJECT,
  promptIndex: 0,
  promptIds: ['s1:prompt'],
  prompt: 'bump the version',
  startedAt: START,
  endedAt: NOW,
  activeMs: 60_000,
  person: null,
  gitBranch: 'main',
  headless: false,
  outcome: 'accepted',
  signals: [{ kind: 'praised', eventId: 's1:prompt' }],
  steps: [],
  memory: {
    goal: 'bump the version',
    approach: null,
    result: null,
    decisions: [],
    fixes: [],
    preferences: [],
  },
};

const CANDIDATE: Candidate = {
  id: 'c1',
  kind: 'procedure',
  label: 'bump the version',
  episodes: [{ episodeId: 's1:prompt', sessionId: 's1', promptIndex: 0 }],
  sessions: 1,
  days: 1,
  branches: 1,
  people: 1,
  acceptance: { accepted: 1, corrected: 0, failed: 0, abandoned: 0, unknown: 0, lowerBound: 0.3 },
  minutesSaved: 4,
  score: 1,
  known: [],
  blockedBy: ['one-session'],
};

let here: Place;
let viewer: Viewer;
beforeEach(() => {
  here = place({ now: NOW });
  storeSession(here.paths.database, 's1');
  const store = openStore(here.paths.database);
  saveEpisodes(store, 's1', [EPISODE], 1, 1);
  replaceLedger(store, PROJECT, [
    { candidate: CANDIDATE, state: 'blocked', blockedBy: ['one-session'], skill: null, coveredBy: null },
  ]);
  saveDraft(store, PROJECT, { draft: draftOf(STEP), refusals: [], state: 'waiting', now: START });
  const page = mainPage('---\nname: bump\ndescription: Bumps.\n---\n\n1. Run `npm version patch`\n');
  const path = join(here.home, '.claude', 'skills', 'bump', 'SKILL.md');
  const claim = page.claims.at(-2) ?? '';
  saveSkillVersion(store, {
    ...{ projectId: PROJECT, name: 'bump', candidateId: 'c2', kind: 'procedure', version: 1, path },
    ...{ files: [page], runId: null, now: START },
    receipts: [{ path: 'SKILL.md', claim, eventId: CALL, quote: 'npm' }],
  });
  commitPendingVersion(store, PROJECT, 'bump');
  store.close();
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, page.text);
  const env: Environment = { PATH: process.env.PATH, HOME: here.home, HIVEMIND_HOME: here.paths.home };
  viewer = {
    env,
    cwd: here.home,
    paths: here.paths,
    config: () => loadConfig(here.paths.config, env),
    now: () => NOW,
    store: openStoreToRead(here.paths.database),
  };
});

const OF = ['--project', PROJECT];

test.each<[verb: string[], view: () => unknown]>([
  [['status'], () => statusOf(situationNow(viewer, null))],
  [[], () => overviewOf(situationNow(viewer, null), NOW)],
  [['projects', 'list'], () => listProjects(viewer)],
  [['sessions', 'list'], () => listSessions(viewer, {})],
  [['sessions', 'search', 'bump'], () => searchSessions(viewer, ['bump'], {}, 50)],
  [['skillify'], () => skillifyState(viewer)],
  [['skillify', 'episodes', ...OF], () => listEpisodes(viewer, PROJECT)],
  [['skillify', 'why', ...OF], () => readLedger(viewer, { project: PROJECT })],
  [['skillify', 'list', ...OF], () => listSkills(viewer, { project: PROJECT })],
  [['skillify', 'show', 'bump'], () => showSkill(viewer, 'bump')],
  [['skillify', 'explain', 'bump'], () => explainSkill(viewer, { skill: 'bump' })],
  [['skillify', 'review', ...OF], () => listDrafts(viewer, PROJECT)],
  [['daemon', 'status'], () => daemonState(viewer)],
  [['config', 'list'], () => listSettings(viewer)],
  [['config', 'get', 'redact.rules'], () => showSetting(viewer, 'redact.rules')],
])('hivemind %j prints its view', async (verb, view) => {
  const given = await view();
  expect(JSON.stringify(given).length).toBeGreaterThan(2);
  expect(await here.json(...verb)).toEqual(JSON.parse(JSON.stringify(given)));
});

test('a session is printed with what a program can use of its view', async () => {
  const { place: _, ...document } = showSession(viewer, 's1');
  expect(await here.json('sessions', 'show', 's1')).toEqual(JSON.parse(JSON.stringify(document)));
});

test('the work behind a candidate is told piece by piece', () => {
  expect(workOf(viewer, PROJECT, 'c1')).toEqual([
    { sessionId: 's1', startedAt: '2026-03-09T10:00:00.000Z', outcome: 'accepted', goal: 'bump the version' },
  ]);
});

test('a draft is told line by line with what stands behind each, and file by file with what it changes', () => {
  if (viewer.store === null) throw new Error('no store');
  const stored = findDraftNamed(viewer.store, PROJECT, 'release');
  const lines = linesOfDraft(viewer.store, stored);
  expect(lines.map(({ claim }) => claim)).toEqual(['description', 'prose Run `npm version patch`']);
  const event = { sessionId: 's1', at: '2026-03-09T10:00:02.000Z' };
  expect(lines[1]?.evidence).toEqual([{ eventId: CALL, quote: 'npm', event }]);
  const change = { path: 'SKILL.md', before: null, after: 'Run `npm version patch`\n' };
  expect(changesOfDraft(viewer.store, stored)).toEqual([change]);
});

test('without a store, views are empty and nothing is made', async () => {
  const home = place();
  const nobody: Viewer = { ...viewer, paths: home.paths, store: null };
  expect(await listSessions(nobody, {})).toEqual([]);
  expect(await listEpisodes(nobody)).toEqual([]);
  expect((await readLedger(nobody, {})).candidates).toEqual([]);
  expect(await listSkills(nobody, 'all projects')).toEqual([]);
  expect(await listDrafts(nobody)).toEqual([]);
  expect(situationNow(nobody, null)).toMatchObject({ store: { sessions: 0 }, problems: [] });
  expect(readdirSync(home.home)).toEqual([]);
});
