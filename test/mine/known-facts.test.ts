import { expect, test } from 'vitest';
import { episodesOf } from '../../src/mine/episodes/episodes.ts';
import { knownFacts } from '../../src/mine/rank/known-facts.ts';
import { type RepoDoc, whereDocumented, whereSaid } from '../../src/repository/documents.ts';
import { DAY, type Line, START, sessionEvents } from './sessions.ts';

const DOCS: RepoDoc[] = [
  {
    path: 'README.md',
    kind: 'prose',
    text: '# Orders\n\nRun the unit tests with `npm run test:unit`.\nAlways regenerate the\nclient after a change.\n',
  },
  {
    path: 'package.json',
    kind: 'scripts',
    text: '{\n  "scripts": {\n    "openapi": "node tools/openapi.js",\n    "test": "vitest"\n  }\n}\n',
  },
  { path: 'Makefile', kind: 'scripts', text: '.PHONY: seed\nseed: schema\n\t./seed.sh\n' },
  { path: '.github/workflows/ci.yml', kind: 'scripts', text: 'jobs:\n  test:\n    - run: go vet ./...\n' },
];

test.each([
  ['npm run test:unit', 'README.md', 3],
  ['npm run openapi', 'package.json', 3],
  ['npm test', 'package.json', 4],
  ['make seed', 'Makefile', 2],
  ['go vet ./...', '.github/workflows/ci.yml', 3],
])('%s stands in %s on line %i', (command, path, line) => {
  expect(whereDocumented(DOCS, command)).toEqual({ path, line });
});

test.each(['npm run lint', 'make schema', 'go vet ./cmd', 'npm run test:uni', ''])(
  '"%s" stands nowhere',
  (command) => {
    expect(whereDocumented(DOCS, command)).toBeNull();
  },
);

test('a sentence is found where it begins, however it is wrapped', () => {
  expect(whereSaid(DOCS, 'always regenerate the client', 'prose')).toEqual({ path: 'README.md', line: 4 });
  expect(whereSaid(DOCS, 'always regenerate the client', 'scripts')).toBeNull();
});

const episodes = (...sessions: Line[][]) =>
  sessions.flatMap((lines, index) => {
    const id = `s${index}`;
    const events = sessionEvents({
      id,
      at: START + index * DAY,
      lines: [{ user: 'add an endpoint' }, ...lines],
    });
    return episodesOf(events, { sessionId: id, headless: false });
  });

test('of what most sessions ran, what the repository says is marked with its place', () => {
  const shared: Line[] = [{ run: 'npm run openapi && npx ownlint src' }, { run: 'npm test -- test/a.ts' }];
  const work = episodes(shared, shared, [...shared, { run: 'make seed' }]);
  expect(knownFacts('procedure', null, work, DOCS)).toEqual([
    { text: 'npm run openapi', path: 'package.json', line: 3 },
    { text: 'npm test', path: 'package.json', line: 4 },
  ]);
  expect(knownFacts('procedure', null, work, [])).toEqual([]);
});

test('a rule that a document states is marked, and not one that only a manifest holds', () => {
  const text = 'Always regenerate the client after a change!';
  expect(knownFacts('preference', text, [], DOCS)).toEqual([{ text, path: 'README.md', line: 4 }]);
  expect(knownFacts('preference', 'node tools/openapi.js', [], DOCS)).toEqual([]);
});
