/**
 * Adds up what the runners reported and prints `N passed, N failed`; exits with 1 unless all passed.
 * Usage: summary.js <folder> <name>…, each name a `<name>.json` of vitest or a `<name>.count` of `.ci/run`.
 */
'use strict';

const { existsSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

/** `{ passed, failed }` of one runner. A runner without a readable report, or without a test, failed. */
function countOf(folder, name) {
  const count = join(folder, `${name}.count`);
  if (existsSync(count)) {
    return readFileSync(count, 'utf8').startsWith('passed')
      ? { passed: 1, failed: 0 }
      : { passed: 0, failed: 1 };
  }
  try {
    return countTests(JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')));
  } catch (error) {
    process.stdout.write(`${name} left no report: ${error.message}\n`);
    return { passed: 0, failed: 1 };
  }
}

/** A test that was skipped shows nothing, and a file that could not be loaded has no tests: both count as failed. */
function countTests({ testResults }) {
  const files = testResults.map(({ name, status, assertionResults }) => {
    const passed = assertionResults.filter((test) => test.status === 'passed').length;
    const failed = assertionResults.length - passed;
    const isBroken = failed === 0 && (status !== 'passed' || passed === 0);
    if (isBroken) process.stdout.write(`${name} did not run to its end\n`);
    return { passed, failed: failed + Number(isBroken) };
  });
  return files.length === 0 ? { passed: 0, failed: 1 } : sum(files);
}

function sum(counts) {
  return {
    passed: counts.reduce((total, { passed }) => total + passed, 0),
    failed: counts.reduce((total, { failed }) => total + failed, 0),
  };
}

const [folder, ...names] = process.argv.slice(2);
const counts = names.map((name) => countOf(folder, name));
process.stdout.write('\n');
for (const [index, name] of names.entries()) {
  process.stdout.write(`${name}: ${counts[index].passed} passed, ${counts[index].failed} failed\n`);
}
const { passed, failed } = sum(counts);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
