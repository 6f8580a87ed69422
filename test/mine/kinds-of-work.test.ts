import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { episodesOf } from '../../src/mine/episodes/episodes.ts';
import { momentsOf } from '../../src/mine/episodes/moments.ts';
import { clusterMoments, type Kind } from '../../src/mine/group/cluster.ts';

import { mixedProject, noiseSessions } from './kinds.ts';
import { DAY, type Line, type SessionSpec, START, sessionEvents } from './sessions.ts';

/** The first episode of each session. */
const episodesOfAll = (specs: readonly SessionSpec[]) =>
  specs.flatMap((spec) =>
    episodesOf(sessionEvents(spec), { sessionId: spec.id, headless: false }, ['/repo']).slice(0, 1),
  );

/** The sessions of each group, sorted. */
const namesOf = (kinds: readonly Kind[]) =>
  kinds.map(({ moments }) => moments.map(({ sessionId }) => sessionId).sort()).sort();

const groupsOf = (specs: readonly SessionSpec[]) => namesOf(clusterMoments(episodesOfAll(specs)));

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
    const groups = groupsOf([...subject, ...noiseSessions()]);
    expect(groups.filter((sessions) => sessions.length === subject.length)).toEqual([]);
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

  test.each([
    ['is told by what was done', [{ edit: '/repo/src/todo.ts' }, { run: 'npm test' }], 1],
    ['belongs to none where nothing was done', [], 0],
  ])('a request without a word %s', (_, deeds, count) => {
    const picks = ['7', '9', '12'].map((user, day) =>
      session(`pick-${day}`, day, [{ user }, { say: 'Working on the todo.' }, ...deeds]),
    );
    expect(groupsOf([...picks, ...noiseSessions()])).toHaveLength(count);
  });

  test('are the same in any order of the episodes, and each time', () => {
    const episodes = episodesOfAll(mixedProject(4));
    const once = namesOf(clusterMoments(episodes));
    expect(once).not.toEqual([]);
    fc.assert(
      fc.property(fc.shuffledSubarray(episodes, { minLength: episodes.length }), (shuffled) => {
        expect(namesOf(clusterMoments(shuffled))).toEqual(once);
      }),
      { numRuns: 25 },
    );
  });

  test('are the same in any order in a project too large to compare all pairs', () => {
    const words = (number: number) => `topic${number % 97} part${number % 31} case${number}`;
    const many = Array.from({ length: 5_100 }, (_, number) =>
      session(`many-${number}`, number, [
        { user: `look into ${words(number)}` },
        { say: `Looking into ${words(number)}.` },
        { run: `tool${number % 97} inspect` },
      ]),
    );
    const episodes = episodesOfAll([...mixedProject(4), ...many]);
    const groups = namesOf(clusterMoments(episodes));
    expect(groups).toContainEqual(['release-0', 'release-1', 'release-2', 'release-3']);
    expect(namesOf(clusterMoments([...episodes].reverse()))).toEqual(groups);
  });
});

describe('a project of few kinds of work', () => {
  const WORK: Readonly<Record<string, { asked: readonly string[]; lines: Line[] }>> = {
    report: {
      asked: ['run the nightly report'],
      lines: [{ run: 'make report' }, { run: 'make upload' }, { say: 'The report is up.' }],
    },
    upgrade: {
      asked: ['bump the dependencies', 'update all packages to newest', 'get us on the latest libs please'],
      lines: [
        { run: 'npm outdated' },
        { run: 'npm update' },
        { edit: '/repo/package.json' },
        { run: 'npm test' },
        { say: 'All packages are up to date.' },
      ],
    },
    route: {
      asked: ['add an endpoint for invoices', 'new endpoint: orders', 'we need an endpoint for refunds'],
      lines: [
        { edit: '/repo/src/routes.ts' },
        { edit: '/repo/test/routes.test.ts' },
        { run: 'npx vitest run test/routes.test.ts' },
        { say: 'The endpoint is there, with its test.' },
      ],
    },
  };
  const NAMES = Object.keys(WORK);
  const spec = (name: string, number: number, thanked: boolean): SessionSpec => {
    const { asked = [], lines = [] } = WORK[name] ?? {};
    const reaction: Line[] = thanked ? [{ user: 'perfect, thanks' }, { say: 'You are welcome.' }] : [];
    return session(`${name}-${number}`, number, [
      { user: asked[number % asked.length] ?? '' },
      ...lines,
      ...reaction,
    ]);
  };

  test('keeps each of them from the third session on, however often it is done', () => {
    const project = fc.record({
      names: fc.subarray(NAMES, { minLength: 1 }),
      each: fc.integer({ min: 3, max: 30 }),
      thanked: fc.boolean(),
    });
    fc.assert(
      fc.property(project, ({ names, each, thanked }) => {
        const numbers = Array.from({ length: each }, (_, number) => number);
        const specs = numbers.flatMap((number) => names.map((name) => spec(name, number, thanked)));
        const expected = names.map((name) => numbers.map((number) => `${name}-${number}`).sort()).sort();
        expect(namesOf(clusterMoments(episodesOfAll(specs).flatMap(momentsOf)))).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });

  test.each(NAMES)('keeps one alone in sixty sessions: %s', (name) => {
    for (const thanked of [false, true]) {
      const specs = Array.from({ length: 60 }, (_, number) => spec(name, number, thanked));
      const [kind, ...others] = clusterMoments(episodesOfAll(specs).flatMap(momentsOf));
      expect([kind?.moments.length, others]).toEqual([60, []]);
    }
  });
});
