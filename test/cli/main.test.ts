import { expect, test } from 'vitest';
import type { CliContext } from '../../src/cli/context.ts';
import { processContext } from '../../src/cli/context.ts';
import { main } from '../../src/cli/main.ts';

function recording(): CliContext & { lines: string[] } {
  const lines: string[] = [];
  return {
    ...processContext(),
    lines,
    out: (line = '') => void lines.push(line),
    note: (line) => void lines.push(line),
  };
}

test('an unknown verb is a usage error', async () => {
  expect(await main(['no-such-verb'], recording())).toBe(2);
});
