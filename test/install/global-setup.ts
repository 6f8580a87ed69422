/** Before the installation tests: fetches the current LTS of Node, and finds npm's cache. */

import { execFileSync } from 'node:child_process';
import type { TestProject } from 'vitest/node';
import { agentCache, ensureAgent } from '../support/agents/agent-package.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Path of the current LTS's `node`, with its headers beside it. */
    ltsNode: string;
    /** npm's cache of whoever runs the tests, so that scratch homes do not download everything again. */
    npmCache: string;
  }
}

const LTS = '26.10.0';

/** Runs once, outside the scratch homes: the package registry's settings and the cache are the user's own. */
export default function setup(project: TestProject): void {
  const name = `node-${process.platform}-${process.arch}`;
  const spec = `${name}@${LTS}`;
  const program = `node_modules/${name}/bin/node`;
  project.provide('ltsNode', ensureAgent({ name: 'node', version: LTS, spec, program }, agentCache()));
  const cache = execFileSync('npm', ['config', 'get', 'cache'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  project.provide('npmCache', cache.trim());
}
