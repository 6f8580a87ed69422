import { expect, test } from 'vitest';
import { withRun } from './document.ts';

const AT = new Date('2026-11-22T10:00:00.000Z');
const BENCHES = [{ name: 'hook', output: 'machine\n\nrow  1\n' }];
const HEAD = '# Benchmarks\n\nWhat they are.';

const RUN = `## A run of 2026-11-22

\`npm run bench all\`, in 12 minutes.

### hook

    machine

    row  1
`;

test('a run is put behind what a page says', () => {
  expect(withRun(`${HEAD}\n`, AT, 'npm run bench all', 12.3, BENCHES)).toBe(`${HEAD}\n\n${RUN}`);
});

test('a run takes the place of the one before, and of nothing else', () => {
  const before = `${HEAD}\n\n## A run of 2026-01-01\n\nold\n\n### scale\n\n    old\n`;
  expect(withRun(before, AT, 'npm run bench all', 12.3, BENCHES)).toBe(`${HEAD}\n\n${RUN}`);
});
