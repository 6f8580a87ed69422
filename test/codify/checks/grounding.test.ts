import { describe, expect, test } from 'vitest';
import { checkGrounding } from '../../../src/codify/checks/grounding.ts';
import type { StepLine } from '../../../src/skill/draft.ts';
import { line, type Moment, messagesOf, ROOT } from './sessions.ts';

const step = (act: object) =>
  line({ kind: 'step', only: null, until: null, ...act } as unknown as StepLine, 'a:1');
const update = (path: string) => step({ do: 'edit', change: 'update', paths: [path], marks: [] });
const run = (command: string) => step({ do: 'run', label: null, command });
const isBorneOut = (moment: Moment, one: StepLine, folders?: Record<string, string>) =>
  messagesOf(checkGrounding, { a: [moment] }, { lines: [one], ...(folders === undefined ? {} : { folders }) })
    .length === 0;

describe('a file that was changed', () => {
  test('is named from the root, from the folder that the call ran in, or from the one of its session', () => {
    for (const given of [`${ROOT}/src/a.ts`, 'src/a.ts', './src/a.ts'])
      expect(isBorneOut({ edit: given }, update('src/a.ts'))).toBe(true);
    const elsewhere = { edit: '/home/kim/clone/src/a.ts' };
    expect(isBorneOut(elsewhere, update('src/a.ts'))).toBe(false);
    expect(isBorneOut({ ...elsewhere, meta: { cwd: '/home/kim/clone' } }, update('src/a.ts'))).toBe(true);
    expect(isBorneOut(elsewhere, update('src/a.ts'), { a: '/home/kim/clone' })).toBe(true);
    expect(isBorneOut(elsewhere, update('src/a.ts'), { a: '/home/kim/other' })).toBe(false);
  });

  test('with a gap and no folder is one of any folder; with a folder, of that one', () => {
    const edit = { edit: `${ROOT}/pkg/cart/total_test.go` };
    expect(isBorneOut(edit, update('<name>_test.go'))).toBe(true);
    expect(isBorneOut(edit, update('pkg/cart/<name>_test.go'))).toBe(true);
    expect(isBorneOut(edit, update('pkg/<name>_test.go'))).toBe(false);
    expect(isBorneOut(edit, update('total_test.go'))).toBe(false);
    expect(isBorneOut({ edit: `${ROOT}/tests/unit/test_cart.py` }, update('test_<name>.py'))).toBe(true);
    expect(isBorneOut({ edit: `${ROOT}/tests/unit/cart.py` }, update('test_<name>.py'))).toBe(false);
  });
});

describe('a commit message in its form', () => {
  const scoped = run('git commit -m "<type>(<scope>): <message>"');

  test.each([
    'git commit -m "fix(cart): round once"',
    "git commit -m 'fix(cart): round once'",
    'git commit -m "fix(cart): round once\n\nIt rounded twice."',
    `git commit -m "$(cat <<'EOF'\nfix(cart): round once\n\nIt rounded twice.\nEOF\n)"`,
  ])('is borne out by %j', (command) => {
    expect(isBorneOut({ run: command }, scoped)).toBe(true);
  });

  test.each([
    'git commit -m "fix: round once"',
    'git commit -m "Round once"',
    'git commit -am "fix(cart): round once"',
    `git commit -m "$(cat <<'EOF'\nRound once\n\nfix(cart): no\nEOF\n)"`,
  ])('and not by %j', (command) => {
    expect(isBorneOut({ run: command }, scoped)).toBe(false);
  });
});
