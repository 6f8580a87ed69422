import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { episodesOf } from '../../src/mine/episodes/episodes.ts';
import { clusterEpisodes } from '../../src/mine/group/cluster.ts';
import type { Episode } from '../../src/types.ts';
import { mixedProject, noiseSessions } from './kinds.ts';
import { DAY, type Line, type SessionSpec, START, sessionEvents } from './sessions.ts';

/** The first episode of each session. */
const episodesOfAll = (specs: readonly SessionSpec[]) =>
  specs.flatMap((spec) =>
    episodesOf(sessionEvents(spec), { sessionId: spec.id, headless: false }, ['/repo']).slice(0, 1),
  );

/** The sessions of each group, sorted. */
const namesOf = (groups: readonly Episode[][]) =>
  groups.map((group) => group.map(({ sessionId }) => sessionId).sort()).sort();

const groupsOf = (specs: readonly SessionSpec[]) => namesOf(clusterEpisodes(episodesOfAll(specs)));

const session = (id: string, day: number, lines: Line[]): SessionSpec => ({
  id,
  at: START + day * DAY,
  lines,
});

describe('kinds of work', () => {
  test('are found by words alone, in sessions that record no tool calls', () => {
    const asked = [
      'add the Bing search engine',
      'Add search engine: Qwant',
      'please add a search engine, Mojeek',
    ];
    const talk = asked.map((user, day) =>
      session(`engine-${day}`, day, [{ user }, { say: "I'll add the new search engine to the package." }]),
    );
    expect(groupsOf([...talk, ...noiseSessions()])).toEqual([['engine-0', 'engine-1', 'engine-2']]);
  });

  test('are not one where only the subject is shared', () => {
    const subject = [
      session('explain', 0, [{ user: 'what does the invoice parser do?' }, { say: 'It reads invoices.' }]),
      session('tests', 1, [
        { user: 'cover the invoice parser with tests' },
        { say: 'Writing them.' },
        { edit: '/repo/test/reader.test.ts' },
      ]),
      session('deploy', 2, [
        { user: 'deploy the invoice parser to staging' },
        { say: 'Rolling it out.' },
        { run: 'helm upgrade parser chart/' },
      ]),
    ];
    expect(groupsOf([...subject, ...noiseSessions()])).toEqual([]);
  });

  test('are parted by the slash command that asked for them', () => {
    const phase = (command: string, day: number) =>
      session(`${command}-${day}`, day, [
        { user: 'phase 14 of the roadmap', meta: { command: `flow:${command}` } },
        { say: 'Reading the roadmap of phase 14.' },
        { read: '/repo/ROADMAP.md' },
      ]);
    const specs = [phase('plan', 0), phase('plan', 1), phase('execute', 2), phase('execute', 3)];
    expect(groupsOf([...specs, ...noiseSessions()])).toEqual([
      ['execute-2', 'execute-3'],
      ['plan-0', 'plan-1'],
    ]);
  });

  test('have no member whose request holds no word', () => {
    const picks = ['7', '9', '12'].map((user, day) =>
      session(`pick-${day}`, day, [
        { user },
        { say: 'Working on the todo.' },
        { edit: '/repo/src/todo.ts' },
        { run: 'npm test' },
      ]),
    );
    expect(groupsOf([...picks, ...noiseSessions()])).toEqual([]);
  });

  test('are the same in any order of the episodes, and each time', () => {
    const episodes = episodesOfAll(mixedProject(4));
    const once = namesOf(clusterEpisodes(episodes));
    expect(once).not.toEqual([]);
    fc.assert(
      fc.property(fc.shuffledSubarray(episodes, { minLength: episodes.length }), (shuffled) => {
        expect(namesOf(clusterEpisodes(shuffled))).toEqual(once);
      }),
      { numRuns: 25 },
    );
  });

  test('are the same in any order in a project too large to compare all pairs', () => {
    const words = (number: number) => `topic${number % 97} part${number % 31} case${number}`;
    const many = Array.from({ length: 1_300 }, (_, number) =>
      session(`many-${number}`, number, [
        { user: `look into ${words(number)}` },
        { say: `Looking into ${words(number)}.` },
        { run: `tool${number % 97} inspect` },
      ]),
    );
    const episodes = episodesOfAll([...mixedProject(4), ...many]);
    const groups = namesOf(clusterEpisodes(episodes));
    expect(groups).toContainEqual(['release-0', 'release-1', 'release-2', 'release-3']);
    expect(namesOf(clusterEpisodes([...episodes].reverse()))).toEqual(groups);
  });
});
