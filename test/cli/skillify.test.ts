import { describe, expect, test } from 'vitest';
import type { BlockCode } from '../../src/store/derived/blocks.ts';
import { saveEpisodes } from '../../src/store/derived/episodes.ts';
import { type LedgerEntry, replaceLedger } from '../../src/store/derived/ledger.ts';
import { openStore } from '../../src/store/open.ts';
import type { Episode } from '../../src/types.ts';
import { type Place, place } from './command-line.ts';
import { project, START, storeSession } from './events.ts';

const episode = (sessionId: string, over: Partial<Episode> = {}): Episode => ({
  id: `${sessionId}:prompt`,
  sessionId,
  agent: 'claude-code',
  projectId: project().id,
  promptIndex: 0,
  promptIds: [`${sessionId}:prompt`],
  prompt: 'bump the version\u001b[2J please',
  startedAt: START,
  endedAt: START + 60_000,
  activeMs: 60_000,
  person: null,
  gitBranch: 'main',
  headless: false,
  outcome: 'accepted',
  signals: [{ kind: 'praised', eventId: `${sessionId}:prompt` }],
  steps: [],
  memory: {
    goal: 'bump the version\u001b[2J please',
    approach: null,
    result: null,
    decisions: [],
    fixes: [],
    preferences: [],
  },
  ...over,
});

const entry = (over: Partial<LedgerEntry> = {}): LedgerEntry => ({
  candidate: {
    id: 'c0ffee000001',
    kind: 'procedure',
    label: 'bump the version',
    episodes: [
      { episodeId: 's1:prompt', sessionId: 's1', promptIndex: 0 },
      { episodeId: 's2:prompt', sessionId: 's2', promptIndex: 0 },
    ],
    sessions: 2,
    days: 1,
    branches: 1,
    people: 1,
    acceptance: { accepted: 2, corrected: 0, failed: 0, abandoned: 0, unknown: 0, lowerBound: 0.425 },
    minutesSaved: 4.2,
    score: 0.85,
    known: [],
    blockedBy: ['accepted-sessions', 'days'],
  },
  state: 'blocked',
  blockedBy: ['accepted-sessions', 'days'],
  skill: null,
  coveredBy: null,
  ...over,
});

function mined(entries: LedgerEntry[] = [entry()]): Place {
  const here = place();
  for (const id of ['s1', 's2']) storeSession(here.paths.database, id);
  const store = openStore(here.paths.database);
  for (const id of ['s1', 's2']) saveEpisodes(store, id, [episode(id)], 1, 1);
  replaceLedger(store, project().id, entries);
  store.close();
  return here;
}

const OF_SHOP = ['--project', 'github.com/acme/shop'];

describe('skillify episodes', () => {
  test('has exactly the fields of the contract', async () => {
    const episodes = (await mined().json('skillify', 'episodes', ...OF_SHOP)) as unknown[];
    expect(episodes[0]).toEqual({
      id: 's1:prompt',
      sessionId: 's1',
      agent: 'claude-code',
      promptIndex: 0,
      prompts: 1,
      prompt: 'bump the version\u001b[2J please',
      goal: 'bump the version\u001b[2J please',
      outcome: 'accepted',
      signals: [{ kind: 'praised', eventId: 's1:prompt' }],
      startedAt: '2026-03-09T10:00:00.000Z',
    });
  });

  test('shows the words of a session without what would drive the terminal', async () => {
    const { out } = await mined().hivemind('skillify', 'episodes', ...OF_SHOP);
    expect(out).toContain('bump the version\\x1b[2J please');
    expect(out).not.toContain('\u001b');
  });
});

describe('skillify why', () => {
  test('has exactly the fields of the contract', async () => {
    expect(await mined().json('skillify', 'why', ...OF_SHOP)).toEqual({
      project: project().id,
      candidates: [
        {
          id: 'c0ffee000001',
          kind: 'procedure',
          label: 'bump the version',
          episodes: [
            { sessionId: 's1', promptIndex: 0 },
            { sessionId: 's2', promptIndex: 0 },
          ],
          sessions: 2,
          days: 1,
          branches: 1,
          people: 1,
          acceptance: { accepted: 2, corrected: 0, failed: 0, abandoned: 0, unknown: 0, lowerBound: 0.425 },
          minutesSaved: 4.2,
          score: 0.85,
          known: [],
          state: 'blocked',
          blockedBy: ['accepted-sessions', 'days'],
          skill: null,
          coveredBy: null,
          refusals: [],
          moreRefusals: 0,
          takenOut: [],
        },
      ],
    });
  });

  test('says in words what is missing', async () => {
    const { out } = await mined().hivemind('skillify', 'why', ...OF_SHOP);
    expect(out).toMatch(/bump the version +2 +1 +2 +not yet: 1 more accepted session; /);
  });

  test('shows a code nobody words as it is', async () => {
    const here = mined([entry({ blockedBy: ['grounding-of-a-later-version' as BlockCode] })]);
    expect((await here.hivemind('skillify', 'why', ...OF_SHOP)).out).toContain(
      'grounding-of-a-later-version',
    );
  });

  test.each(['c0ff', 'c0ffee000001', 'bump the version', 'bump'])('%s names one candidate', async (name) => {
    const { code, out } = await mined().hivemind('skillify', 'why', name, ...OF_SHOP);
    expect(code).toBe(0);
    expect(out).toContain('2 sessions on 1 day');
    expect(out).toContain('2 accepted');
  });

  test('an unknown candidate is an expected failure that names the nearest', async () => {
    const { code, err } = await mined().hivemind('skillify', 'why', 'bump the versoin', ...OF_SHOP);
    expect({ code, err }).toEqual({
      code: 1,
      err: 'hivemind: No candidate is named "bump the versoin".\n  Did you mean "bump the version"?\n',
    });
  });

  test('of a project that was never mined is empty', async () => {
    const here = place();
    storeSession(here.paths.database, 's1');
    expect(await here.json('skillify', 'why', ...OF_SHOP)).toEqual({ project: project().id, candidates: [] });
  });
});
