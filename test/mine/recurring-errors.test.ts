import { expect, test } from 'vitest';
import { episodesOf } from '../../src/mine/episodes/episodes.ts';
import { printedLines } from '../../src/mine/episodes/printed.ts';
import { mineProject } from '../../src/mine/mine-project.ts';
import { DEFAULT_THRESHOLDS } from '../../src/mine/rank/thresholds.ts';
import { outputPieces } from '../../src/mine/read/output-pieces.ts';
import { storeWith } from './project.ts';
import { DAY, type Line, type SessionSpec, START, sessionEvents } from './sessions.ts';

const OPTIONS = { ...DEFAULT_THRESHOLDS, now: START + 100 * DAY };

/** Sessions on days of their own, each with its lines behind an unlike request. */
const ASKED = [
  'add the invoice endpoint',
  'why is the sidebar slow?',
  'translate the mails',
  'rename Gadget',
];
const sessions = (...lines: Line[][]): SessionSpec[] =>
  lines.map((own, number) => ({
    id: `s${number}`,
    at: START + number * DAY,
    lines: [{ user: ASKED[number] ?? '' }, ...own],
  }));
const errorsIn = (specs: SessionSpec[]) =>
  mineProject(storeWith(specs), 'p1', OPTIONS).candidates.filter(({ kind }) => kind === 'troubleshooting');

const fails = (output: string): Line[] => [{ run: 'npm run check', exit: 1, output }];
const repaired = (output: string): Line[] => [
  ...fails(output),
  { run: 'npm run generate' },
  { run: 'npm run check' },
];

test('an error that came back and was got past in two sessions is one, with where it failed and what worked', () => {
  const [only, ...others] = errorsIn(
    sessions(
      repaired('src/a.ts:3: the client is out of date'),
      repaired('src/b.ts:71: the client is out of date'),
    ),
  );
  expect(others).toEqual([]);
  expect(only).toMatchObject({ sessions: 2, blockedBy: [] });
  expect(only?.error).toEqual({
    piece: expect.stringContaining('the client is out of date'),
    line: 'src/a.ts:3: the client is out of date',
    occurrences: ['s0', 's1'].map((sessionId) => ({
      sessionId,
      failed: [expect.stringContaining(sessionId)],
      worked: expect.stringContaining(sessionId),
    })),
  });
});

test('one session of two in which it was got past is not enough yet', () => {
  const specs = sessions(repaired('the client is out of date'), fails('the client is out of date'));
  expect(errorsIn(specs).map(({ blockedBy }) => blockedBy)).toEqual([['accepted-sessions']]);
});

test.each<[string, Line[][]]>([
  ['in one session only', [repaired('the client is out of date')]],
  ['never got past', [fails('the client is out of date'), fails('the client is out of date')]],
  [
    'printed by commands that work as well',
    [
      repaired('warning: the client is out of date'),
      [
        ...repaired('warning: the client is out of date'),
        { run: 'make', output: 'warning: the client is out of date' },
      ],
      [{ run: 'make', output: 'warning: the client is out of date' }],
    ],
  ],
  ['that names nothing', [repaired('Error: exit code 1'), repaired('Error: exit code 1')]],
  [
    'of a command that only looks around',
    [0, 1].map(() => [
      { run: 'cat gone.txt', exit: 1, output: 'cat: gone.txt: No such file or directory' },
      { run: 'cat there.txt' },
    ]),
  ],
])('a line %s is no error that came back', (_, lines) => {
  expect(errorsIn(sessions(...lines))).toEqual([]);
});

test('several lines of one output are one error', () => {
  const output = 'the client is out of date\nrun the generator before the check\n2 problems found in client';
  expect(errorsIn(sessions(repaired(output), repaired(output)))).toHaveLength(1);
});

test('the order in which sessions arrive changes nothing', () => {
  const specs = [0, 1, 2].flatMap((number) =>
    sessions(repaired('the client is out of date'), repaired('no such table: users')).map((spec) => ({
      ...spec,
      id: `${spec.id}-${number}`,
      at: spec.at + number * 3 * DAY,
    })),
  );
  expect(errorsIn([...specs].reverse())).toEqual(errorsIn(specs));
  expect(errorsIn(specs)).toHaveLength(2);
});

test.each([
  [
    'names in quotes and labels vary',
    "error: app: cannot find module 'left-pad'",
    'cannot find module <name>',
  ],
  [
    'the kind of an exception stays',
    'orm.OperationalError: no such table',
    'orm.OperationalError: no such table',
  ],
  ['words in quotes stay', 'refused "by the remote end" again', 'refused "by the remote end" again'],
])('%s', (_, line, text) => {
  expect(outputPieces(line)).toEqual([{ text, line }]);
});

test('texts inside JSON and behind it are pieces too', () => {
  const output =
    '{"data":null,"errors":[{"message":"Field body is no field here"}]}gh: Field body is no field';
  expect(outputPieces(output).map(({ line }) => line)).toEqual(
    expect.arrayContaining(['Field body is no field here', 'gh: Field body is no field']),
  );
});

test('what an agent says in place of a command, without an exit code, is no output', () => {
  const [spec] = sessions(fails('blocked by the classifier')) as [SessionSpec];
  const failedIn = (hasExitCode: boolean) => {
    const events = sessionEvents(spec).map((event) =>
      event.kind === 'tool_result' && !hasExitCode ? { ...event, meta: {} } : event,
    );
    const episodes = episodesOf(events, { sessionId: spec.id, headless: false });
    return printedLines(spec.id, episodes, events).failed.size;
  };
  expect([failedIn(true), failedIn(false)]).toEqual([1, 0]);
});
