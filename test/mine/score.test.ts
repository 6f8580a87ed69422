import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeBlock } from '../../src/mine/rank/blocks.ts';
import { candidateOf, wilsonLowerBound } from '../../src/mine/rank/score.ts';
import { DEFAULT_THRESHOLDS, type Thresholds } from '../../src/mine/rank/thresholds.ts';
import type { Episode, Outcome } from '../../src/types.ts';
import { DAY, START } from './sessions.ts';

const HOUR = 3_600_000;
const THRESHOLDS: Thresholds = { ...DEFAULT_THRESHOLDS, minToolCalls: 0 };
const MINUTE = 60_000;

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
  activeMs: 10 * MINUTE,
  gitBranch: null,
  person: null,
  headless: false,
  outcome,
  signals: [],
  steps: [],
  memory: { goal, approach: null, result: null, decisions: [], fixes: [], preferences: [] },
});
const candidate = (episodes: Episode[], thresholds: Partial<Thresholds> = {}) =>
  candidateOf(
    { kind: 'procedure', subject: null, episodes },
    { ...THRESHOLDS, ...thresholds },
    START + 30 * DAY,
  );

test.each([
  [0, 0, 0],
  [0, 3, 0],
  [3, 3, 0.526],
  [1, 1, 0.27],
  [5, 10, 0.269],
])('the lower bound of %i accepted of %i judged is %f', (accepted, judged, bound) => {
  expect(wilsonLowerBound(accepted, judged, 0.95)).toBeCloseTo(bound, 3);
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
  expect(describeBlock('twin', few, THRESHOLDS)).toBeNull();
});

const spread = (count: number, over: (index: number) => Partial<Episode> = () => ({})) =>
  Array.from({ length: count }, (_, index) => ({
    ...episode(index, START + index * DAY, 'accepted'),
    ...over(index),
  }));

test('a skill saves what the learning curve takes off the median time of the user’s own sessions', () => {
  const minutes = [20, 4, 40, 10];
  const timed = candidate(spread(4, (index) => ({ activeMs: (minutes[index] ?? 0) * MINUTE })));
  // Two doublings leave 64 % of a median of 15 minutes.
  expect(timed.minutesSaved).toBeCloseTo(15 * (1 - 0.64), 2);
});

test('further sessions on one day, branch and by one person count half', () => {
  const at = (hours: number) => START + hours * HOUR;
  const day = [0, 1, 2].map((index) => episode(index, at(index), 'accepted'));
  const branches = day.map((one, index) => ({ ...one, gitBranch: `topic-${index}` }));
  const people = day.map((one, index) => ({ ...one, person: `p${index}` }));
  expect(candidate(branches).score).toBeCloseTo(1.5 * candidate(day).score, 1);
  expect(candidate(people)).toMatchObject({ sessions: 3, days: 1, branches: 1, people: 3 });
  expect(candidate(people).score).toBe(candidate(branches).score);
});

test.each([
  ['more confidence asks for more', { confidence: 0.99 }, { confidence: 0.8 }],
  ['a shorter half-life forgets sooner', { halfLifeDays: 10 }, { halfLifeDays: 365 }],
])('%s', (_, low, high) => {
  expect(candidate(spread(3), low).score).toBeLessThan(candidate(spread(3), high).score);
});

test.each([
  ['turns', { minTurns: 2 }],
  ['tool calls', { minToolCalls: 1 }],
])('work of fewer %s than asked for is no way of working', (_, thresholds) => {
  expect(candidate(spread(3)).blockedBy).toEqual([]);
  expect(candidate(spread(3), thresholds).blockedBy).toEqual(['tool-calls']);
});

test('the days of talk do not count for work', () => {
  const worked = (number: number, at: number): Episode => ({
    ...episode(number, at, 'accepted'),
    steps: [{ kind: 'command', template: 'npm test', ok: true }] as Episode['steps'],
  });
  const sameDay = [0, 1, 2].map((number) => worked(number, START + number * MINUTE));
  const talk = episode(3, START + DAY, 'accepted');
  const blockedBy = (episodes: Episode[]) => candidate(episodes, { minToolCalls: 1 }).blockedBy;
  expect(blockedBy([...sameDay, talk])).toEqual(['days']);
  expect(blockedBy([...sameDay, worked(3, START + DAY)])).toEqual([]);
});

test('what is missing is said in the numbers that are set', () => {
  const thresholds = { ...THRESHOLDS, minTurns: 2, minToolCalls: 5 };
  const say = (set: Thresholds) => describeBlock('tool-calls', candidate(spread(3)), set);
  expect(say(thresholds)).toBe('in too few sessions 2 turns and 5 tool calls');
  expect(say(DEFAULT_THRESHOLDS)).toBe('nothing was done but talk');
});

test('without a span for retries each session is an attempt', () => {
  const tries = [episode(1, START, 'corrected'), episode(2, START + HOUR, 'accepted')];
  expect(candidate(tries).sessions).toBe(1);
  expect(candidate(tries, { retryHours: 0 }).sessions).toBe(2);
});

test('every session is counted once, and the bound stays below the share', () => {
  const outcome = fc.constantFrom<Outcome>('accepted', 'corrected', 'failed', 'abandoned', 'unknown');
  const sessions = fc.array(fc.tuple(fc.nat(400), outcome, fc.nat(60)), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(sessions, (drawn) => {
      const episodes = drawn.map(([hours, what, minutes], index) => ({
        ...episode(index, START + hours * HOUR, what, `goal ${index}`),
        activeMs: minutes * MINUTE,
      }));
      const { acceptance, sessions: counted, score, minutesSaved } = candidate(episodes);
      const { accepted, corrected, failed, abandoned, unknown } = acceptance;
      expect(accepted + corrected + failed + abandoned + unknown).toBe(counted);
      expect(acceptance.lowerBound).toBeLessThanOrEqual(
        counted === unknown ? 0 : accepted / (counted - unknown),
      );
      expect(score).toBeGreaterThanOrEqual(0);
      expect(minutesSaved).toBeGreaterThanOrEqual(0);
    }),
  );
});
