/** What agents change in files reads alike, however many of them a call names. */

import { mkdirSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { homePaths } from '../../src/paths.ts';
import { registerProject } from '../../src/store/heads.ts';
import type { AgentId } from '../../src/types.ts';
import { skillifyProject } from '../../src/worker/skillify.ts';
import { scratchStore, storeSessions } from '../mine/project.ts';
import { DAY, type SessionSpec, START } from '../mine/sessions.ts';

const WORDS = ['add the route for orders', 'add a route for invoices', 'please add the refunds route'];

const session = (root: string, agent: AgentId, number: number): SessionSpec => ({
  id: `route-${number}`,
  at: START + number * DAY,
  agent,
  lines: [
    { user: WORDS[number] ?? '' },
    { edit: [`${root}/src/routes.ts`, `${root}/docs/routes.md`] },
    { run: `npm run routes -- --name=${['orders', 'invoices', 'refunds'][number]}` },
    { run: 'npm test' },
    { say: 'The route is there.' },
    { user: 'perfect, thanks' },
    { say: 'You are welcome.' },
  ],
});

/** What the skill says of three accepted sessions, each by the agent named: its lines without their receipts. */
async function skillOf(...agents: AgentId[]): Promise<string> {
  const root = realpathSync(mkdtempSync(join(process.env.HOME ?? '', 'routes-')));
  const store = scratchStore();
  const project = { id: 'p1', remote: null, root };
  registerProject(store, project, START);
  storeSessions(
    store,
    agents.map((agent, number) => session(root, agent, number)),
  );
  const paths = homePaths(mkdtempSync(join(process.env.HOME ?? '', 'home-')));
  mkdirSync(paths.home, { recursive: true });
  writeFileSync(paths.config, JSON.stringify({ 'publish.scratchRoots': true, 'publish.mode': 'auto' }));
  const env = { HOME: process.env.HOME };
  const context = { paths, env, store, config: loadConfig(paths.config, env), now: () => START + 9 * DAY };
  const { published } = await skillifyProject(context, project, { reason: 'manual', dryRun: false });
  const text = readFileSync(published[0]?.path ?? '', 'utf8');
  return text.slice(text.indexOf('\n---\n'));
}

const EDITS = ['`src/routes.ts`', '`docs/routes.md`'];

test('sessions of Codex that patch two files at once give the steps that those of Claude Code give', async () => {
  const ofClaude = await skillOf('claude-code', 'claude-code', 'claude-code');
  for (const edit of EDITS) expect(ofClaude).toContain(edit);
  expect(await skillOf('codex', 'codex', 'codex')).toBe(ofClaude);
  expect(await skillOf('claude-code', 'codex', 'claude-code')).toBe(ofClaude);
  expect(await skillOf('codex', 'claude-code', 'codex')).toBe(ofClaude);
});
