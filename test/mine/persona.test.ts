import { expect, test } from 'vitest';
import { mineProject } from '../../src/mine/mine-project.ts';
import { DEFAULT_THRESHOLDS } from '../../src/mine/rank/thresholds.ts';
import { noiseSessions } from './kinds.ts';
import { storeWith } from './project.ts';
import { DAY, type SessionSpec, START } from './sessions.ts';

const PERSONA =
  'You are the editor of this magazine. List the columns that are due, then write the chosen one.';

test('a persona that a person answers with one letter is one kind of work, a session each time', () => {
  const sessions = Array.from(
    { length: 9 },
    (_, number): SessionSpec => ({
      id: `column-${number}`,
      at: START + number * DAY,
      lines: [
        { user: PERSONA },
        { read: '/repo/columns.md' },
        { say: 'A, B or C?' },
        { user: 'abc'[number % 3] ?? '' },
        { edit: `/repo/columns/${number}.md` },
        { run: 'make proof' },
        { user: 'perfect, thanks' },
      ],
    }),
  );
  const store = storeWith([...sessions, ...noiseSessions()]);
  const { candidates } = mineProject(store, 'p1', { ...DEFAULT_THRESHOLDS, now: START + 100 * DAY });
  const found = candidates.filter(({ kind }) => kind === 'procedure');
  expect(found.map((one) => [one.sessions, one.acceptance.accepted])).toEqual([[9, 9]]);
});
