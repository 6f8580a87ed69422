import { expect, test } from 'vitest';
import { episodesOf } from '../../src/mine/episodes.ts';
import type { Episode } from '../../src/types.ts';
import { type Line, START, sessionEvents } from './sessions.ts';

const episodes = (...lines: Line[]): Episode[] =>
  episodesOf(sessionEvents({ id: 's', at: START, lines }), { sessionId: 's', headless: false });
const starts = (...lines: Line[]) => episodes(...lines).map(({ promptIndex }) => promptIndex);
const outcomes = (...lines: Line[]) => episodes(...lines).map(({ outcome }) => outcome);

const work: Line[] = [{ edit: '/repo/src/a.ts' }, { run: 'npm test' }, { say: 'Done.' }];

test.each([
  ['yes'],
  ['7'],
  ['commit'],
  ['continue'],
  ['still fails'],
  ['no, the other one'],
  ['revert that'],
])('"%s" stays with the request it answers', (followUp) => {
  expect(
    starts({ user: 'add a health endpoint to the gateway' }, ...work, { user: followUp }, ...work),
  ).toEqual([0]);
});

test('a request on another subject opens an episode', () => {
  expect(
    starts({ user: 'add a health endpoint to the gateway' }, ...work, {
      user: 'translate the onboarding emails into Welsh',
    }),
  ).toEqual([0, 1]);
});

test('a prompt retyped after an interrupt is the same request', () => {
  expect(
    starts(
      { user: 'profile the image resizer memory' },
      { interrupt: true },
      { user: 'profile the image resizer memory, on Linux' },
    ),
  ).toEqual([0]);
});

test('praise accepts, refusal corrects, silence is unknown', () => {
  const request: Line = { user: 'add a health endpoint to the gateway' };
  expect(outcomes(request, ...work, { user: 'perfect, thanks' })).toEqual(['accepted']);
  expect(outcomes(request, ...work, { user: 'no, that is the wrong port' })).toEqual(['corrected']);
  expect(outcomes(request, ...work)).toEqual(['unknown']);
});

test('a check that stays red at the end of a session failed', () => {
  expect(outcomes({ user: 'add a health endpoint' }, { run: 'npm test', exit: 1, output: 'FAIL' })).toEqual([
    'failed',
  ]);
});

test('every signal names an event of the session', () => {
  const lines: Line[] = [
    { user: 'add a health endpoint' },
    ...work,
    { user: 'great, commit it' },
    { run: 'git commit -m x' },
  ];
  const ids = new Set(sessionEvents({ id: 's', at: START, lines }).map(({ id }) => id));
  const [episode] = episodes(...lines);
  expect(episode?.signals.length).toBeGreaterThan(0);
  expect(episode?.signals.every(({ eventId }) => ids.has(eventId))).toBe(true);
});

test("steps carry the subagent's work and the user's own commands", () => {
  const events = sessionEvents({
    id: 's',
    at: START,
    lines: [{ user: 'look' }, { run: 'npm test' }, { run: 'ls' }],
  });
  for (const event of events.slice(1, 3)) event.meta = { ...event.meta, subagentId: 'a' };
  for (const event of events.slice(3)) event.origin = 'user';
  const [episode] = episodesOf(events, { sessionId: 's', headless: false });
  expect(episode?.steps.map(({ by }) => by)).toEqual(['subagent', 'user']);
});

test('what a fork shares with its origin stays the episode of the origin', () => {
  const events = sessionEvents({ id: 's', at: START, lines: [{ user: 'add a health endpoint' }, ...work] });
  expect(episodesOf(events, { sessionId: 'fork', headless: false })).toEqual([]);
});
