import { expect, test } from 'vitest';
import { episodesOf } from '../../src/mine/episodes/episodes.ts';
import type { Episode } from '../../src/types.ts';
import { type Line, START, sessionEvents } from './sessions.ts';

const episodes = (...lines: Line[]): Episode[] =>
  episodesOf(sessionEvents({ id: 's', at: START, lines }), { sessionId: 's', headless: false });
const starts = (...lines: Line[]) => episodes(...lines).map(({ promptIndex }) => promptIndex);
const outcomes = (...lines: Line[]) => episodes(...lines).map(({ outcome }) => outcome);

const work: Line[] = [{ edit: '/repo/src/a.ts' }, { run: 'npm test' }, { say: 'Done.' }];

test.each([['yes'], ['7'], ['continue'], ['still fails'], ['no, the other one'], ['revert that']])(
  '"%s" stays with the request it answers',
  (followUp) => {
    expect(
      starts({ user: 'add a health endpoint to the gateway' }, ...work, { user: followUp }, ...work),
    ).toEqual([0]);
  },
);

const another: Line = { user: 'translate the onboarding emails into Welsh' };

test('a request on another subject opens an episode', () => {
  const request: Line = { user: 'add a health endpoint to the gateway' };
  expect(starts(request, ...work, another, { edit: '/repo/mail/welcome.cy.txt' })).toEqual([0, 1]);
  expect(
    starts({ user: '/review', meta: { command: 'review' } }, { user: '/audit', meta: { command: 'audit' } }),
  ).toEqual([0, 1]);
});

test('picking from what a slash command listed opens an episode once files change', () => {
  const listing: Line[] = [
    { user: '', meta: { command: 'todos', promptSource: 'slash' } },
    { read: '/repo/TODO.md' },
  ];
  expect(starts(...listing, { user: '7' }, ...work)).toEqual([0, 1]);
  expect(starts(...listing, { user: '7' }, { say: 'That one is blocked.' })).toEqual([0]);
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

test('what a program says each time the agent stops is no reaction and opens nothing', () => {
  const hook: Line = {
    user: 'There is still work: not every check of the list passes. Go on until all of them are green.',
  };
  const lines: Line[] = [
    { user: 'add a health endpoint to the gateway' },
    ...work,
    hook,
    ...work,
    hook,
    ...work,
    hook,
    ...work,
  ];
  const [episode, ...others] = episodes(...lines, { user: 'perfect, thanks' });
  expect(others).toEqual([]);
  expect(episode?.outcome).toBe('accepted');
  expect(episode?.steps).toHaveLength(8);
  expect(starts(...lines, another, { edit: '/repo/cy.txt' })).toEqual([0, 4]);
});

test('praise accepts, refusal corrects, silence is unknown', () => {
  const request: Line = { user: 'add a health endpoint to the gateway' };
  expect(outcomes(request, ...work, { user: 'perfect, thanks' })).toEqual(['accepted']);
  expect(outcomes(request, ...work, { user: 'no, that is the wrong port' })).toEqual(['corrected']);
  expect(outcomes(request, ...work)).toEqual(['unknown']);
});

test.each([
  ['yes, but the port is wrong', 'corrected'],
  ['why are we not using the config for that?', 'corrected'],
  ['Traceback (most recent call last):\nKeyError: 1', 'corrected'],
  ['nein, der Port ist falsch', 'corrected'],
  ['now can you also cover what is not tested?', 'accepted'],
  ['lgtm', 'accepted'],
  ['merci, parfait', 'accepted'],
  ['完美，谢谢', 'accepted'],
  ['hello', 'unknown'],
])('"%s" right after the work means %s', (reaction, expected) => {
  expect(outcomes({ user: 'add a health endpoint to the gateway' }, ...work, { user: reaction })[0]).toBe(
    expected,
  );
});

test('asking to try again is a complaint, having a question is none', () => {
  const request: Line = { user: 'add a health endpoint to the gateway' };
  expect(outcomes(request, ...work, { user: 'pull in the latest and try that again please' })).toEqual([
    'corrected',
  ]);
  expect(outcomes(request, ...work, { user: 'I had a quick question about the gateway' })).toEqual([
    'unknown',
  ]);
  expect(outcomes(request, ...work, { user: 'I had an error' })).toEqual(['corrected']);
});

test('a red check that turned green speaks for itself, and so does work handed in as asked', () => {
  const request: Line = { user: 'make the login test pass' };
  expect(outcomes(request, { run: 'npm test', exit: 1, output: 'FAIL' }, ...work)).toEqual(['accepted']);
  expect(outcomes({ user: 'fix the typo and push it' }, ...work, { run: 'git push origin main' })).toEqual([
    'accepted',
  ]);
});

test('a refused tool call at the end is a correction, an interrupt is an abandoned task', () => {
  const request: Line = { user: 'add a health endpoint to the gateway' };
  expect(outcomes(request, { run: 'npm i express', denied: 'use fastify' })).toEqual(['corrected']);
  expect(outcomes(request, { edit: '/repo/a.ts' }, { interrupt: true })).toEqual(['abandoned']);
});

test('a check that stays red at the end of a session failed', () => {
  expect(outcomes({ user: 'add a health endpoint' }, { run: 'npm test', exit: 1, output: 'FAIL' })).toEqual([
    'failed',
  ]);
});

test('moving on from work whose last command failed is no acceptance, praise is', () => {
  const failing: Line[] = [
    { user: 'add a health endpoint' },
    { run: 'deploy staging', exit: 1 },
    { say: 'Done.' },
  ];
  const other: Line[] = [{ user: 'translate the onboarding emails to Welsh' }, { edit: '/repo/cy.txt' }];
  expect(outcomes(...failing, ...other)[0]).toBe('unknown');
  expect(outcomes(...failing, { user: 'perfect, thanks' }, ...other)[0]).toBe('accepted');
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
