import { describe, expect, test } from 'vitest';
import { settleDraft } from '../../src/codify/codify.ts';
import { draftSkill } from '../../src/codify/draft/draft.ts';
import { isWorthwhile } from '../../src/codify/draft/worth.ts';
import { projectBackground } from '../../src/codify/input/background.ts';
import type { StepLine } from '../../src/skill/draft.ts';
import type { Episode } from '../../src/types.ts';
import { draftOf, textOf } from '../support/drafts.ts';
import type { StepSpec } from '../support/step-spec.ts';
import { draftInput, PROJECT, type SessionSpec, type World, worldOf } from '../support/world.ts';

/** Work of other kinds in the same project: it runs the tests, stages, commits and pushes what it changed. */
const OTHERS: readonly SessionSpec[] = [...'abcdefghijkl'].map((letter) => ({
  goal: `${letter} is too slow`,
  steps: [
    { edit: `src/${letter}.ts` },
    { run: 'npm test' },
    { run: 'git status' },
    { run: `git add src/${letter}.ts` },
    { run: `git commit -m "Mend ${letter}"` },
    { run: 'git push' },
  ],
}));

/** The text of what sessions of one kind become once everything in it was checked; empty where nothing does. */
function written(specs: readonly SessionSpec[], change: (world: World) => World = (world) => world): string {
  const all = worldOf([...specs, ...OTHERS]);
  const own = new Set(specs.map((_spec, index) => `session-${index}`));
  const episodes = all.episodes.filter(({ sessionId }) => own.has(sessionId));
  const world = change({ ...all, episodes });
  const background = projectBackground(
    [...world.episodes, ...all.episodes.slice(specs.length)],
    PROJECT.root,
  );
  const draft = draftSkill(world.candidate, draftInput(world, { background }));
  if (draft === null) return '';
  const { source } = world;
  const context = { source, project: PROJECT, redact: (text: string) => text, minSessions: 3, minDays: 2 };
  return textOf(settleDraft(draft, context).draft);
}

const stepsOf = (text: string): string[] => text.split('\n').filter((one) => /^\d+\. /.test(one));

/** Sessions that each do the same with another name. */
const each = (names: readonly string[], goal: string, steps: (name: string) => StepSpec[]): SessionSpec[] =>
  names.map((name) => ({ goal: goal.replace('%', name), steps: steps(name) }));

const NAMES = ['orders', 'carts', 'prices', 'stock'];

describe('files that are changed', () => {
  test('keep what their names end in, and the folder', () => {
    const specs = each(NAMES, 'add the % route', (name) => [
      { write: `src/handlers/${name}.ts` },
      { write: `test/routes/${name}.test.ts` },
      { run: 'npm run check:routes' },
    ]);
    expect(stepsOf(written(specs))[0]).toBe(
      '1. Create `src/handlers/<name>.ts`, `test/routes/<name>.test.ts`',
    );
  });

  test('of one sort in many folders are told by what their names end in, and made only where there is none', () => {
    const paths = ['cart/total_test.go', 'price/tax_test.go', 'stock/count_test.go', 'order/place_test.go'];
    const specs = paths.map((path, index) => ({
      goal: `add a test for the ${path.split('/')[0]}`,
      steps: [
        index === 0 ? { write: path } : { edit: path },
        { run: `go test ./${path.split('/')[0]} -run Test${index}` },
      ],
    }));
    expect(stepsOf(written(specs))[0]).toBe('1. Extend `<name>_test.go`; create it only where there is none');
  });

  test('are created where most sessions made them, and updated where they were there', () => {
    const dated = (name: string) => `notes/2026-03-0${name.length}-${name}.md`;
    const specs = each(NAMES, 'write a note on %', (name) => [
      { write: dated(name) },
      { edit: 'notes/INDEX.md' },
    ]);
    expect(stepsOf(written(specs))).toEqual(['1. Create `notes/<note>.md`', '2. Update `notes/INDEX.md`']);
  });

  test('of a family are told apart where only some sessions touched them', () => {
    const specs = each(
      [...NAMES, 'taxes', 'users', 'duties', 'shops', 'items'],
      'add a test for %',
      (name) => [
        { edit: `pkg/${name}/${name}_test.go` },
        ...(name.length === 6 ? [{ edit: `e2e/flows/${name}_test.go` }] : []),
        { run: 'make check' },
      ],
    );
    expect(written(specs)).toMatch(/## Where it applies\n\n- Update `e2e\/flows\/<name[-\d]*>_test\.go`/);
  });
});

describe('what most sessions put into a file', () => {
  test('is told with it: a heading, a box of a list, what is called there', () => {
    const specs = each(NAMES, 'add the % route', (name) => [
      { edit: 'CHANGELOG.md', adds: `## Unreleased\n\n- the ${name} route` },
      { edit: 'docs/PLAN.md', adds: `- [x] ${name}` },
      { edit: 'src/routes.ts', adds: `registerRoute('${name}', ${name}Handler);` },
    ]);
    const text = written(specs);
    expect(text).toContain('Update `CHANGELOG.md` at `## Unreleased`');
    expect(text).toContain('Update `docs/PLAN.md` at `- [x]`');
    expect(text).toContain('Update `src/routes.ts` at `registerRoute`');
    expect(text).not.toMatch(/orders|Handler/);
  });

  test('is the form of a file that is made each time', () => {
    const specs = each(NAMES, 'write a note on %', (name) => [
      {
        write: `notes/2026-03-0${name.length}-${name}.md`,
        adds: `# ${name}\n\n## Problem\n\nx\n\n## Way out\n`,
      },
    ]);
    expect(stepsOf(written(specs))).toEqual(['1. Create `notes/<note>.md` with `## Problem`, `## Way out`']);
  });

  test('is none where it differs, or one session alone put it in', () => {
    const specs = each(NAMES, 'journal %', (name) => [{ edit: 'docs/LOG.md', adds: `## ${name}` }]);
    expect(stepsOf(written(specs))).toEqual(['1. Update `docs/LOG.md`']);
  });
});

describe('what is of one session never stays', () => {
  test('a branch is one wherever it stands, and no file', () => {
    const specs = each(
      ['feat/orders-2', 'feat/orders-2', 'fix/cart', 'docs/prices'],
      'answer the review',
      (branch) => [
        { run: `gh pr list --head ${branch} --json number` },
        { run: `git diff main...${branch} --stat` },
        { run: `git log ${branch}..main --oneline` },
        { run: `git push -u origin ${branch}` },
        { run: `git checkout -b ${branch}` },
        { run: 'make answer' },
      ],
    );
    const text = written(specs);
    expect(text).toContain('`gh pr list --head <branch> --json number`');
    expect(text).toContain('`git diff main...<branch> --stat`');
    expect(text).toContain('`git log <branch>..main --oneline`');
    expect(text).toContain('`git push -u origin <branch>`');
    expect(text).toContain('`git checkout -b <branch>`');
    expect(text).not.toMatch(/<file>|feat\/orders/);
  });

  test('a file that two of five sessions staged was their task; one that most staged is the work’s', () => {
    const staged = (path: string, also: string) => ({
      goal: 'file the finding',
      steps: [{ edit: 'docs/STATE.md' }, { run: `git add ${path} ${also}` }, { run: 'make file' }],
    });
    const task = ['src/explain.ts', 'src/explain.ts', 'src/a.ts', 'src/b.ts', 'src/c.ts'];
    const text = written(task.map((path) => staged(path, '')));
    expect(text).toContain('`git add src/<name>.ts`');
    const family = [...'abcde'].map((letter) => staged(`todos/2026-03-02-${letter}.md`, 'docs/STATE.md'));
    expect(written(family)).toContain('`git add todos/<note>.md docs/STATE.md`');
  });

  test('no number of an address is kept', () => {
    const specs = ['12/comments/345', '13/comments/901', '14/comments/77', '15/comments/8'].map((of) => ({
      goal: 'answer the review',
      steps: [{ run: `gh api repos/acme/shop/pulls/${of}/replies -f body="Done"` }, { run: 'make answer' }],
    }));
    expect(written(specs)).toMatch(/`gh api repos\/acme\/shop\/pulls\/<pr>\/comments\/<id>\/replies -f /);
  });

  test('a package that half of the sessions tested is no step’s, and no folder of it is open where none varied', () => {
    const tested = ['./pkg/cart/', './pkg/cart/', './svc/tax/...', './lib/user'];
    const specs = tested.map((path, index) => ({
      goal: 'add the missing unit test',
      steps: [
        { edit: `${path.slice(2, 9)}/a${index}_test.go` },
        { run: `go test -v ${path}` },
        { run: 'make lint' },
      ],
    }));
    expect(written(specs)).toContain('`go test -v <package>`');
  });

  test('commands that differ in how many things they name are one step', () => {
    const specs = each(['a', 'b c', 'd', 'e f'], 'look after the workers', (names) => [
      { run: `deckhand status ${names}` },
      { run: 'deckhand sweep' },
    ]);
    expect(stepsOf(written(specs)).filter((one) => one.includes('deckhand status'))).toHaveLength(1);
  });
});

describe('handing in', () => {
  const steps = (message: string): StepSpec[] => [
    { run: 'make release-notes' },
    { run: 'git add NOTES.md' },
    { run: `git commit -m "${message}"` },
  ];

  test('says the form of the messages where most sessions share it', () => {
    const messages = ['feat(cart): notes', 'fix(tax): notes', 'docs(api): notes', 'notes'];
    const text = written(
      messages.map((message) => ({ goal: 'write the release notes', steps: steps(message) })),
    );
    expect(text).toContain('`git commit -m "<type>(<scope>): <message>"`');
    const mixed = ['feat: notes', 'notes', 'more notes', 'docs: notes'];
    expect(
      written(mixed.map((message) => ({ goal: 'write the release notes', steps: steps(message) }))),
    ).toContain('`git commit -m "<message>"`');
  });

  test('that a later prompt asked for is done only when asked, and nowhere else', () => {
    const specs = each(NAMES, 'translate %', (name) => [
      { edit: `lang/de/${name}.yml` },
      { run: 'make lang', objection: 'commit it please' },
      { run: `git add lang/de/${name}.yml` },
      { run: `git commit -m "Translate ${name}"` },
    ]);
    const later = (episode: Episode): Episode => ({
      ...episode,
      later: [{ ...episode, prompt: 'commit it please', steps: [2, 4] }],
    });
    const text = written(specs, (world) => ({ ...world, episodes: world.episodes.map(later) }));
    expect(text).toContain('## When asked\n\n1. Only when asked: Commit: `git commit -m "<message>"`');
    expect(text.match(/git commit/g)).toHaveLength(1);
    expect(text).not.toContain('git add');
    expect(written(specs)).not.toContain('Only when asked');
  });

  test('as anybody would do it is no skill', () => {
    const specs = each(NAMES, 'push the % work', (name) => [
      { run: 'git status' },
      { run: 'git diff' },
      { run: `git add src/${name}.ts` },
      { run: `git commit -m "fix(${name}): mend it"` },
      { run: 'git push' },
      { run: `gh pr create --title "Mend ${name}" --body "It was broken"` },
    ]);
    expect(written(specs)).toBe('');
  });
});

test('what a slash command of the user’s had done is not said again; what others did without it is', () => {
  const typed = each(['orders', 'carts', 'prices', 'stock'], 'check the % seeds', () => [
    { run: 'make seed-check' },
  ]);
  const called = each(['a', 'b'], '/ops:seeds %', () => [
    { run: 'make seed-check' },
    { delegate: 'seed-auditor' },
    { run: 'make seed-audit' },
  ]);
  const text = written([...typed, ...called]);
  expect(text).toContain('`make seed-check`');
  expect(text).not.toMatch(/seed-audit/);
});

test('the last check tells when the work is done', () => {
  const specs = each(NAMES, 'add the % fixture', (name) => [
    { edit: `fixtures/${name}.json` },
    { run: 'make fixtures' },
    { run: 'npm test' },
    { run: 'git add -A fixtures' },
    { run: `git commit -m "Add ${name}"` },
  ]);
  expect(written(specs)).toContain('## Done when\n\n- `npm test` exits without an error.');
});

test('an objection that states no rule is no pitfall', () => {
  const specs = each(NAMES, 'update the % page', (name) => [
    { edit: `pages/${name}.html`, objection: 'pull in the latest and try that again please' },
    { run: 'make pages' },
  ]);
  expect(written(specs)).not.toMatch(/Pitfalls|corrected|pull in/);
});

test('a request put as a question is no rule, though two sessions put it so', () => {
  const specs = each(NAMES, 'can we add a fixture for % that is not empty?', (name) => [
    { edit: `fixtures/${name}.json` },
    { run: 'make fixtures' },
  ]);
  expect(written(specs)).toContain('`make fixtures`');
  expect(written(specs)).not.toContain('The user asked');
});

test('what is left once lines were refused is no skill where it only looks around', () => {
  const run = (command: string): StepLine => ({
    ...{ kind: 'step', do: 'run', label: null, command },
    ...{ only: null, until: null, evidence: [] },
  });
  expect(isWorthwhile(draftOf(run('git fetch origin'), run('git status --short')))).toBe(false);
  expect(isWorthwhile(draftOf(run('git fetch origin'), run('gh issue view <issue>')))).toBe(true);
  expect(isWorthwhile(draftOf(run('git checkout main'), run('git pull')))).toBe(true);
});
