import { expect, test } from 'vitest';
import type { Candidate } from '../../src/candidates.ts';
import { candidatesAmong, mineProject } from '../../src/mine/mine-project.ts';
import { DEFAULT_THRESHOLDS } from '../../src/mine/rank/thresholds.ts';
import { registerProject } from '../../src/store/heads.ts';
import { migrationSession, mixedProject, noiseSessions, releaseSession } from './kinds.ts';
import { storeSessions, storeWith } from './project.ts';
import { DAY, type SessionSpec, START } from './sessions.ts';

const OPTIONS = { ...DEFAULT_THRESHOLDS, now: START + 100 * DAY };

const mine = (sessions: readonly SessionSpec[]) => mineProject(storeWith(sessions), 'p1', OPTIONS);
const kindsIn = (candidate: Candidate) => [
  ...new Set(candidate.episodes.map(({ sessionId }) => sessionId.replace(/-\d+$/, ''))),
];
const summary = (candidates: readonly Candidate[]) =>
  candidates
    .filter(({ kind }) => kind === 'procedure')
    .map((candidate) => [kindsIn(candidate).join('+'), candidate.episodes.length, candidate.blockedBy]);

test.each([3, 4])('kinds of work seen in %i sessions each are found, and noise stays alone', (count) => {
  const { candidates } = mine(mixedProject(count));
  expect(summary(candidates).sort()).toEqual([
    ['deploy', count, ['accepted-sessions', 'days']],
    ['migration', count, []],
    // Handing the migration in is asked for in its own words each time.
    ['migration', count, []],
    ['release', count, []],
  ]);
});

test('files are named from the root of the project, those outside it in full', () => {
  const store = storeWith([
    { id: 'inside', at: START, lines: [{ user: 'add a route' }, { edit: '/repo/src/a.ts' }] },
    { id: 'outside', at: START + DAY, lines: [{ user: 'add a route' }, { edit: '/elsewhere/b.ts' }] },
  ]);
  registerProject(store, { id: 'p1', remote: null, root: '/repo' }, START);
  const { episodes } = mineProject(store, 'p1', OPTIONS);
  expect(episodes.map(({ steps }) => steps[0]?.edits[0]?.path)).toEqual(['src/a.ts', '/elsewhere/b.ts']);
});

test('one kind of work in three sessions is found without any other', () => {
  expect(summary(mine([0, 1, 2].map(releaseSession)).candidates)).toEqual([['release', 3, []]]);
});

test('unlike requests never make a kind of work', () => {
  expect(mine(noiseSessions()).candidates).toEqual([]);
});

test('what was accepted comes before what was not', () => {
  const { candidates } = mine(mixedProject(3));
  const procedures = candidates.filter(({ kind }) => kind === 'procedure');
  expect(kindsIn(procedures.at(-1) as Candidate)).toEqual(['deploy']);
});

test('the order of arrival changes nothing', () => {
  const sessions = mixedProject(3);
  const shuffled = [...sessions].sort((a, b) => a.lines.length - b.lines.length || (a.id < b.id ? 1 : -1));
  expect(mine(shuffled)).toEqual(mine(sessions));
});

test('mining after each session gives what mining once at the end gives', () => {
  const sessions = mixedProject(3);
  const store = storeWith([]);
  for (const session of sessions) {
    storeSessions(store, [session]);
    mineProject(store, 'p1', OPTIONS);
  }
  expect(mineProject(store, 'p1', OPTIONS)).toEqual(mine(sessions));
});

test('a candidate keeps its id while more sessions join', () => {
  const before = mine(mixedProject(3)).candidates.map(({ id }) => id);
  const after = mine(mixedProject(4)).candidates.map(({ id }) => id);
  expect(after.sort()).toEqual(before.sort());
});

test('the days of accepted sessions count, not their number', () => {
  const sameDay = [0, 1, 2].map((number) => ({ ...releaseSession(number), at: START + number * 1_800_000 }));
  expect(summary(mine(sameDay).candidates)).toEqual([['release', 3, ['days']]]);
});

test('a conversation stored twice counts once', () => {
  const [first, second, third] = [0, 1, 2].map(releaseSession) as [SessionSpec, SessionSpec, SessionSpec];
  const { candidates } = mine([first, second, { ...second, id: 'release-9' }, third]);
  expect(candidates.map(({ sessions }) => sessions)).toEqual([3]);
});

test('repeats by a program with the same words count as one session', () => {
  const headless = [0, 1, 2, 3].map((number) => {
    const { lines, ...rest } = releaseSession(number);
    const [, ...others] = lines;
    return {
      ...rest,
      lines: [{ user: 'nightly release', meta: { promptSource: 'headless' as const } }, ...others],
    };
  });
  expect(mine(headless).candidates.map(({ sessions, blockedBy }) => [sessions, blockedBy])).toEqual([
    [1, ['one-session', 'accepted-sessions', 'days']],
  ]);
});

test('an empty project has no candidates', () => {
  expect(candidatesAmong([], OPTIONS)).toEqual({ clusters: 0, candidates: [] });
});

const others = (candidates: readonly Candidate[]) =>
  candidates
    .filter(({ kind }) => kind !== 'procedure')
    .map(({ kind, label, sessions, blockedBy }) => ({ kind, label, sessions, blockedBy }));

test('an error that came back and was got past in the same way is a candidate of its own', () => {
  expect(others(mine([0, 1, 2].map(migrationSession)).candidates)).toEqual([
    {
      kind: 'troubleshooting',
      label: 'sqlalchemy.exc.OperationalError: no such table',
      sessions: 3,
      blockedBy: [],
    },
  ]);
});

test('a rule the user states in several sessions is a candidate, whatever became of the work', () => {
  const wordings = [
    'always use pnpm instead of npm here',
    'no, use pnpm instead of npm!',
    'please use pnpm, never npm',
  ];
  const sessions = noiseSessions()
    .slice(0, 3)
    .map((session, number) => ({
      ...session,
      at: START + number * DAY,
      lines: [...session.lines, { user: wordings[number] ?? '' }],
    }));
  expect(others(mine(sessions).candidates)).toEqual([
    { kind: 'preference', label: 'always use pnpm instead of npm here', sessions: 3, blockedBy: [] },
  ]);
});

test('a rule and its opposite are two rules', () => {
  const sessions = noiseSessions()
    .slice(0, 2)
    .map((session, number) => ({
      ...session,
      lines: [
        ...session.lines,
        { user: number === 0 ? 'always squash the commits' : 'never squash the commits' },
      ],
    }));
  expect(others(mine(sessions).candidates)).toEqual([]);
});

test('talk alone is no way of working', () => {
  const talk = [0, 1, 2].map(
    (number): SessionSpec => ({
      id: `talk-${number}`,
      at: START + number * DAY,
      lines: [
        { user: 'explain the retry policy of the queue to me' },
        { say: 'It backs off twice.' },
        { user: 'great, thanks' },
      ],
    }),
  );
  expect(summary(mine(talk).candidates)).toEqual([['talk', 3, ['tool-calls']]]);
});

test('a plan that the next session implements was accepted, though it was left by an interrupt', () => {
  const plan = '# Plan: move the session store to redis\n\nKeep the cookie format and migrate lazily.';
  const planning: SessionSpec = {
    id: 'planning',
    at: START,
    lines: [
      { user: 'move our session store to redis' },
      { read: '/repo/src/store.ts' },
      { plan },
      { interrupt: true },
    ],
  };
  const doing: SessionSpec = {
    id: 'doing',
    at: START + 600_000,
    lines: [{ user: `Implement the following plan:\n\n${plan}` }, { edit: '/repo/src/store.ts' }],
  };
  const outcomesOf = (sessions: SessionSpec[]) => mine(sessions).episodes.map(({ outcome }) => outcome);
  expect(outcomesOf([planning])).toEqual(['abandoned']);
  expect(outcomesOf([planning, doing])).toEqual(['accepted', 'unknown']);
});
