/** Before the tests that drive real agents: fetches the agents and settles the seed, and tells both. */

import { randomInt } from 'node:crypto';
import type { TestProject } from 'vitest/node';
import { agentCache, claudeCodePackage, codexPackage, ensureAgent } from '../support/agents/agent-package.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Path of the Claude Code program. */
    claudeCode: string;
    /** Path of the Codex program. */
    codex: string;
    /** Decides the commands, names and words of this run's sessions. */
    seed: number;
  }
}

/** Runs once, outside the scratch homes: the package registry's settings and the cache are the user's own. */
export default function setup(project: TestProject): void {
  const seed = Number(process.env.HIVEMIND_TEST_SEED ?? randomInt(2 ** 31));
  process.stdout.write(`Seed of this run: HIVEMIND_TEST_SEED=${seed}\n`);
  project.provide('seed', seed);
  project.provide('claudeCode', ensureAgent(claudeCodePackage(), agentCache()));
  project.provide('codex', ensureAgent(codexPackage(), agentCache()));
}
