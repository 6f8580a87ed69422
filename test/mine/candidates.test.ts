import { describe, expect, test } from 'vitest';
import type { Candidate, CandidateKind, RecurringError } from '../../src/candidates.ts';
import { describeBlock } from '../../src/mine/rank/blocks.ts';
import { byScore, candidateOf, type Recurrence } from '../../src/mine/rank/score.ts';
import { DEFAULT_THRESHOLDS, enoughFor, type Thresholds } from '../../src/mine/rank/thresholds.ts';
import type { Episode, Outcome, Step } from '../../src/types.ts';
import { DAY, START } from './sessions.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const THRESHOLDS: Thresholds = { ...DEFAULT_THRESHOLDS, minToolCalls: 0 };

const episode = (number: number, over: Partial<Episode> = {}): Episode => ({
  id: `e${number}`,
  sessionId: `s${number}`,
  agent: 'claude-code',
  projectId: 'p1',
  promptIndex: 0,
  promptIds: [`e${number}`],
  prompt: 'cut the release',
  startedAt: START + number * DAY,
  endedAt: START + number * DAY,
  activeMs: 10 * MINUTE,
  gitBranch: null,
  person: null,
  headless: false,
  outcome: 'accepted',
  signals: [],
  steps: [],
  memory: memory('cut the release'),
  ...over,
});
const memory = (goal: string): Episode['memory'] => ({
  goal,
  approach: null,
  result: null,
  decisions: [],
  fixes: [],
  preferences: [],
});
const counted = (
  episodes: Episode[],
  over: Partial<Recurrence> = {},
  thresholds: Partial<Thresholds> = {},
): Candidate =>
  candidateOf(
    { kind: 'procedure', subject: null, episodes, ...over },
    { ...THRESHOLDS, ...thresholds },
    START + 30 * DAY,
  );
const outcomes = (...list: Outcome[]) => list.map((outcome, number) => episode(number, { outcome }));
const ran: Step[] = [{ kind: 'command', template: 'npm test', ok: true } as Step];

describe('what is counted', () => {
  test('are the days of accepted sessions alone', () => {
    const sameDay = [0, 1, 2].map((number) => episode(number, { startedAt: START + number * MINUTE }));
    expect(counted([...sameDay, episode(3, { outcome: 'corrected' })]).blockedBy).toContain('days');
  });

  test('are sessions once, with the later verdict and what was done in either part', () => {
    const parts = (first: Outcome, second: Outcome) =>
      counted(
        [
          episode(0, { outcome: first, steps: ran }),
          episode(1, { sessionId: 's0', outcome: second }),
          ...[2, 3].map((number) => episode(number, { steps: ran })),
        ],
        {},
        { minToolCalls: 1 },
      );
    expect(parts('corrected', 'accepted')).toMatchObject({ sessions: 3, blockedBy: [] });
    expect(parts('accepted', 'corrected').acceptance).toMatchObject({ accepted: 2, corrected: 1 });
    expect(parts('accepted', 'unknown').acceptance).toMatchObject({ accepted: 3, unknown: 0 });
  });

  test('are judged sessions: an unknown one takes nothing from the bound', () => {
    const known = counted(outcomes('accepted', 'accepted'));
    const unknown = counted(outcomes('accepted', 'accepted', 'unknown', 'unknown'));
    expect(unknown.acceptance.lowerBound).toBe(known.acceptance.lowerBound);
    expect(unknown.sessions).toBe(4);
  });

  test('are runs of programs once where their words are the same, and a person’s never', () => {
    const runs = (programs: number, goal: (number: number) => string) =>
      counted(
        [0, 1].map((number) =>
          episode(number, { headless: number < programs, memory: memory(goal(number)) }),
        ),
      ).sessions;
    const same = () => 'nightly audit of packages';
    expect(runs(2, same)).toBe(1);
    expect(runs(1, same)).toBe(2);
    expect(runs(0, same)).toBe(2);
    expect(runs(2, (number) => `audit of package${number} tonight`)).toBe(2);
    expect(runs(2, () => '')).toBe(1);
  });

  test('is a retry with most of the words again, before the span is over', () => {
    const sessions = (goal: string, hours: number) =>
      counted([
        episode(0, { outcome: 'corrected', memory: memory('rotate signing keys gateway mailer') }),
        episode(1, { startedAt: START + hours * HOUR, memory: memory(goal) }),
      ]).sessions;
    const span = DEFAULT_THRESHOLDS.retryHours;
    expect(sessions('rotate signing keys', 1)).toBe(1);
    expect(sessions('rotate signing', 1)).toBe(2);
    expect(sessions('rotate signing keys translate emails Welsh', 1)).toBe(2);
    expect(sessions('rotate signing keys', span)).toBe(2);
    expect(sessions('rotate signing keys', span - 1)).toBe(1);
  });

  test('is the time of the whole work, of a rule or an error that of one turn', () => {
    const timed = [0, 1, 2].map((number) => episode(number, { promptIds: ['a', 'b'] }));
    const rule = counted(timed, { kind: 'preference', subject: 'use pnpm' });
    expect(rule.minutesSaved * 2).toBeCloseTo(counted(timed).minutesSaved, 2);
  });

  test('weighs half with each half-life, and no more for a clock that ran ahead', () => {
    const at = (days: number, until: number) =>
      candidateOf(
        {
          kind: 'procedure',
          subject: null,
          episodes: [0, 1].map((number) =>
            episode(number, { startedAt: START + days * DAY, gitBranch: `${number}` }),
          ),
        },
        { ...THRESHOLDS, halfLifeDays: 10 },
        START + until * DAY,
      ).score;
    expect(at(0, 10)).toBeCloseTo(at(0, 0) / 2, 2);
    expect(at(5, 0)).toBe(at(0, 0));
  });
});

describe('an error', () => {
  const error: RecurringError = {
    piece: 'no such table',
    line: 'no such table',
    occurrences: [
      { sessionId: 's0', failed: ['f0'], worked: 'w0' },
      { sessionId: 's1', failed: ['f1'], worked: 'w1' },
      { sessionId: 's2', failed: ['f2'], worked: null },
    ],
  };

  test('counts as accepted where it was got past, whatever became of the work', () => {
    const noted = counted(outcomes('corrected', 'unknown', 'accepted'), {
      kind: 'troubleshooting',
      subject: 'no such table',
      error,
    });
    expect(noted.acceptance).toMatchObject({ accepted: 2, corrected: 0, unknown: 1 });
    expect(noted.error).toEqual(error);
    expect(counted(outcomes('accepted'))).not.toHaveProperty('error');
  });

  test('of a rule are the times that it was said; whether they are enough the checks of its draft tell', () => {
    const sayings = [{ text: 'use pnpm', eventId: 'e0', sessionId: 's0' }];
    const once = [episode(0, { outcome: 'corrected' })];
    const rule = counted(once, { kind: 'preference', subject: 'use pnpm', sayings }, { minToolCalls: 1 });
    expect(rule.blockedBy).toEqual([]);
    expect(rule.sayings).toEqual(sayings);
    expect(rule.acceptance).toMatchObject({ accepted: 1, corrected: 0 });
    expect(counted(once)).not.toHaveProperty('sayings');
  });

  test('of an error need two sessions on one day, with nothing done', () => {
    const error = { piece: 'no such table', line: 'no such table', occurrences: [] };
    const seen = (episodes: Episode[]) =>
      counted(
        episodes,
        { kind: 'troubleshooting', subject: 'no such table', error },
        { minToolCalls: 1, minAcceptance: 0 },
      ).blockedBy;
    const twice = [0, 1].map((number) => episode(number, { startedAt: START + number * 24 * MINUTE }));
    expect(seen(twice)).toEqual([]);
    expect(seen(twice.slice(0, 1))).toEqual(['one-session', 'accepted-sessions']);
    expect(enoughFor('preference', { minAcceptedSessions: 1, minDays: 5 })).toEqual({
      minAcceptedSessions: 1,
      minDays: 1,
    });
    expect(enoughFor('procedure', { minAcceptedSessions: 7, minDays: 5 })).toEqual({
      minAcceptedSessions: 7,
      minDays: 5,
    });
  });
});

describe('a candidate', () => {
  test('is blocked where what was done varies, and not where nobody said so', () => {
    const three = outcomes('accepted', 'accepted', 'accepted');
    expect(counted(three, { varies: true }).blockedBy).toEqual(['work-varies']);
    expect(counted(three, { varies: false }).blockedBy).toEqual([]);
  });

  test('is blocked for its acceptance only where some of it was accepted, from the bound that is set', () => {
    const corrected = outcomes('corrected', 'corrected');
    expect(counted(corrected).blockedBy).not.toContain('acceptance');
    const one = outcomes('accepted', 'corrected', 'corrected', 'corrected');
    const { lowerBound } = counted(one).acceptance;
    expect(counted(one, {}, { minAcceptance: lowerBound }).blockedBy).not.toContain('acceptance');
    expect(counted(one, {}, { minAcceptance: lowerBound + 0.01 }).blockedBy).toContain('acceptance');
  });

  test('is named after its kind, its oldest member and its subject, in twelve digits', () => {
    const ids = (
      [
        ['procedure', null, 0],
        ['preference', null, 0],
        ['procedure', null, 1],
        ['preference', 'use pnpm', 0],
        ['preference', 'use yarn', 0],
      ] as [CandidateKind, string | null, number][]
    ).map(([kind, subject, number]) => counted([episode(number)], { kind, subject }).id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{12}$/);
    expect(counted([episode(0), episode(1)]).id).toBe(ids[0]);
    expect(counted([episode(0)], { kind: 'preference', subject: 'Use pnpm!' }).label).toBe('Use pnpm');
  });

  test('tells where a moment lies inside a longer episode', () => {
    const within = { episodeId: 'e9', promptIndex: 4 };
    const { episodes } = counted([episode(0, { promptIndex: 6, within }), episode(1)]);
    expect(episodes.map(({ promptIndex, episode: begun }) => [promptIndex, begun])).toEqual([
      [6, 4],
      [0, undefined],
    ]);
  });

  test('comes before another by score, then by sessions, then by id', () => {
    const one = (id: string, score: number, sessions: number) =>
      ({ id, score, sessions }) as unknown as Candidate;
    const order = [one('d', 3, 1), one('c', 2, 5), one('a', 2, 4), one('b', 2, 4)];
    expect([...order].reverse().sort(byScore)).toEqual(order);
    expect([...order].sort(byScore)).toEqual(order);
  });
});

test.each<[Parameters<typeof describeBlock>[0], CandidateKind, string]>([
  ['one-session', 'procedure', 'seen in one session only'],
  ['accepted-sessions', 'procedure', '2 more accepted sessions'],
  ['accepted-sessions', 'preference', '1 more session'],
  ['accepted-sessions', 'troubleshooting', '1 more repaired session'],
  ['days', 'procedure', 'accepted on 2 different days'],
  ['days', 'preference', 'seen on 2 different days'],
  ['work-varies', 'procedure', 'what was done differs each time'],
  ['acceptance', 'procedure', 'accepted in too few of its 3 judged sessions'],
])('%s of a %s reads "%s"', (code, kind, sentence) => {
  const { acceptance } = counted(outcomes('accepted', 'corrected', 'corrected', 'unknown', 'unknown'));
  expect(describeBlock(code, { kind, acceptance, sessions: 5 }, THRESHOLDS)).toBe(sentence);
});

test('too little work is said in numbers where more than one turn or call is asked for', () => {
  const { acceptance } = counted(outcomes('accepted'));
  const say = (minTurns: number, minToolCalls: number) =>
    describeBlock(
      'tool-calls',
      { kind: 'procedure', acceptance, sessions: 1 },
      { ...THRESHOLDS, minTurns, minToolCalls },
    );
  expect(say(1, 1)).toBe('nothing was done but talk');
  expect(say(2, 1)).toBe('in too few sessions 2 turns and 1 tool calls');
  expect(say(1, 2)).toBe('in too few sessions 1 turns and 2 tool calls');
});
