/** Gives every test file a home of its own, so that none can see or touch the real one. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

const scratch = mkdtempSync(join(tmpdir(), 'hivemind-test-'));
for (const name of Object.keys(process.env)) {
  if (/^(HIVEMIND_|CLAUDE|CODEX|CURSOR|ANTHROPIC_|XDG_|GIT_)/.test(name)) delete process.env[name];
}
process.env.HOME = scratch;
process.env.HIVEMIND_HOME = join(scratch, '.hivemind');
process.env.GIT_CONFIG_GLOBAL = '/dev/null';
process.env.GIT_CONFIG_NOSYSTEM = '1';

afterAll(() => rmSync(scratch, { recursive: true, force: true, maxRetries: 10 }));
