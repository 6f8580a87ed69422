import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { appendLog } from '../../src/lib/log.ts';

const scratch = () => join(mkdtempSync(join(process.env.HOME ?? '', 'log-')), 'log', 'daemon.log');

test('a line has its time, and is one line whatever it holds', () => {
  const path = scratch();
  appendLog(path, 0, 'first\nsecond ');
  expect(readFileSync(path, 'utf8')).toBe('1970-01-01T00:00:00.000Z first second\n');
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('a log never takes more than two files', () => {
  const path = scratch();
  appendLog(path, 0, 'x');
  for (let times = 0; times < 3; times += 1) {
    writeFileSync(path, 'x'.repeat(1_000_001));
    appendLog(path, 0, 'next');
  }
  expect(readdirSync(join(path, '..')).sort()).toEqual(['daemon.log', 'daemon.log.1']);
  expect(readFileSync(path, 'utf8')).toMatch(/next\n$/);
});

test('a log that cannot be written stops nobody', () => {
  expect(() => appendLog('/dev/null/log', 0, 'x')).not.toThrow();
});
