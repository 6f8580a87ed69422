import { expect, test } from 'vitest';
import { describeBlock } from '../../src/mine/blocks.ts';
import { candidateOf, wilsonLowerBound } from '../../src/mine/score.ts';
import type { Episode, Outcome } from '../../src/types.ts';
import { DAY, START } from './sessions.ts';

const HOUR = 3_600_000;
const THRESHOLDS = { minAcceptedSessions: 3, minDays: 2, minToolCalls: 0 };

const episode = (number: number, at: number, outcome: Outcome, goal = 'cut the release'): Episode => ({
  id: `e${number}`,
  sessionId: `s${number}`,
  agent: 'claude-code',
  projectId: 'p1',
  promptIndex: 0,
  promptIds: [`e${number}`],
  prompt: goal,
  startedAt: at,
  endedAt: at,
  gitBranch: null,
  headless: false,
  outcome,
  signals: [],
  steps: [],
  memory: { goal, approach: null, result: null, decisions: [], fixes: [], preferences: [] },
});
const candidate = (episodes: Episode[]) =>
  candidateOf({ kind: 'procedure', subject: null, episodes }, THRESHOLDS, START + 30 * DAY);

test.each([
  [0, 0, 0],
  [0, 3, 0],
  [3, 3, 0.526],
  [1, 1, 0.27],
  [5, 10, 0.269],
])('the lower bound of %i accepted of %i judged is %f', (accepted, judged, bound) => {
  expect(wilsonLowerBound(accepted, judged)).toBeCloseTo(bound, 3);
});

test('an afternoon of retries counts once, as what it came to in the end', () => {
  const tries = [
    episode(1, START, 'corrected'),
    episode(2, START + HOUR, 'corrected'),
    episode(3, START + 2 * HOUR, 'accepted'),
  ];
  expect(candidate(tries)).toMatchObject({ sessions: 1, acceptance: { accepted: 1, corrected: 0 } });
});

test('the same request on another day, or accepted each time, is no retry', () => {
  expect(candidate([episode(1, START, 'corrected'), episode(2, START + DAY, 'accepted')]).sessions).toBe(2);
  expect(candidate([episode(1, START, 'accepted'), episode(2, START + HOUR, 'accepted')]).sessions).toBe(2);
});

test('work that mostly went wrong is blocked, however often it was accepted', () => {
  const mixed = Array.from({ length: 15 }, (_, index) =>
    episode(index, START + index * DAY, index % 4 === 0 ? 'accepted' : 'corrected'),
  );
  expect(candidate(mixed).blockedBy).toEqual(['acceptance']);
});

test('recent work scores above the same work long ago', () => {
  const at = (start: number) => [0, 1, 2].map((index) => episode(index, start + index * DAY, 'accepted'));
  expect(candidate(at(START)).score).toBeGreaterThan(candidate(at(START - 200 * DAY)).score);
});

test('each block says what is missing', () => {
  const few = candidate([episode(1, START, 'accepted'), episode(2, START + DAY, 'accepted')]);
  expect(few.blockedBy.map((code) => describeBlock(code, few, THRESHOLDS))).toEqual([
    '1 more accepted session',
  ]);
  expect(describeBlock('no-such-code', few, THRESHOLDS)).toBeNull();
});
