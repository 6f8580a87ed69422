import { describe, expect, test } from 'vitest';
import { clusterEpisodes } from '../../src/mine/cluster.ts';
import { episodesOf } from '../../src/mine/episodes.ts';
import { noiseSessions, releaseSession } from './kinds.ts';
import { DAY, type Line, type SessionSpec, START, sessionEvents } from './sessions.ts';

/** The sessions of each group, first episodes only, sorted. */
function groupsOf(specs: readonly SessionSpec[]): string[][] {
  const episodes = specs.flatMap((spec) =>
    episodesOf(sessionEvents(spec), { sessionId: spec.id, headless: false }, ['/repo']).slice(0, 1),
  );
  return clusterEpisodes(episodes)
    .map((group) => group.map(({ sessionId }) => sessionId).sort())
    .sort();
}

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

  test('do not depend on the order of the episodes', () => {
    const specs = [...[0, 1, 2, 3].map(releaseSession), ...noiseSessions()];
    expect(groupsOf([...specs].reverse())).toEqual(groupsOf(specs));
  });
});
