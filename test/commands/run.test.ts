import { expect, test } from 'vitest';
import { runOf } from '../../src/commands/run.ts';

test.each([
  ['npm test', 'check'],
  ['(cd web && npm test)', 'check'],
  ['npx vitest run test/a.test.ts 2>&1 | tail -5', 'check'],
  ['mise run test:ci', 'check'],
  ['make verify', 'check'],
  ['cmake --build .', 'check'],
  ['bash -lc "pnpm --filter api test"', 'check'],
  ['npm test && git commit -am "x y"', 'commit'],
  ['git -C web push', 'commit'],
  ['gh pr create --title "x y"', 'commit'],
  ['gh pr merge 12', 'commit'],
  ['git log --oneline', null],
  ['git add -A', null],
  ['cat tests', null],
  ['npm ci', null],
  ['npx playwright install', null],
  ['echo "npm test"', null],
  ['npm test "', null],
])('%s is %s', (line, expected) => {
  expect(runOf(line)).toBe(expected);
});
