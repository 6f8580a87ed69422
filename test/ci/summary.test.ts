/** The last line of `.ci/run`. */

import { mkdtempSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../../src/lib/run.ts';

const SUMMARY = resolve(import.meta.dirname, '..', '..', '.ci', 'summary.js');

/** A vitest report of one file with tests of these states. */
const report = (...states: string[]) =>
  JSON.stringify({
    testResults: [
      {
        name: 'a.test.ts',
        status: states.includes('failed') ? 'failed' : 'passed',
        assertionResults: states.map((status) => ({ status })),
      },
    ],
  });

async function summaryOf(files: Record<string, string>, names = Object.keys(files)) {
  const folder = mkdtempSync(join(process.env.HOME ?? '', 'reports-'));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const runners = names.map((name) => name.replace(/\.(json|count)$/, ''));
  const { exitCode, stdout } = await run(process.execPath, [SUMMARY, folder, ...runners]);
  return { exitCode, last: stdout.split('\n').at(-1) };
}

test('what all runners reported is added up', async () => {
  const files = { 'lint.count': 'passed 1', 'test.json': report('passed', 'passed', 'passed') };
  expect(await summaryOf(files)).toEqual({ exitCode: 0, last: '4 passed, 0 failed' });
});

test.each([
  { what: 'a failed test', file: report('passed', 'failed'), last: '1 passed, 1 failed' },
  { what: 'a skipped test', file: report('passed', 'pending'), last: '1 passed, 1 failed' },
  { what: 'a file that could not be loaded', file: report(), last: '0 passed, 1 failed' },
  { what: 'a run without a file', file: '{"testResults":[]}', last: '0 passed, 1 failed' },
  { what: 'half a report', file: '{"testRes', last: '0 passed, 1 failed' },
])('$what fails the whole', async ({ file, last }) => {
  expect(await summaryOf({ 'test.json': file })).toEqual({ exitCode: 1, last });
});

test('a check that failed fails the whole', async () => {
  expect(await summaryOf({ 'lint.count': 'failed 1', 'test.json': report('passed') })).toEqual({
    exitCode: 1,
    last: '1 passed, 1 failed',
  });
});

test('a runner that left no report failed', async () => {
  expect(await summaryOf({ 'test.json': report('passed') }, ['test', 'agents'])).toEqual({
    exitCode: 1,
    last: '1 passed, 1 failed',
  });
});
