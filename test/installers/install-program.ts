/**
 * Installs one agent's hooks in the home named on the command line: a process of its own, for a test that kills it. With
 * a third argument n, it kills itself, without warning, before the n-th thing it does to a file. At its end it prints
 * how many there were.
 */

import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { INSTALLERS } from '../../installers/registry.ts';
import { carryOut, planInstall } from '../../installers/settings-plan.ts';
import { planTrust } from '../../installers/trust-plan.ts';
import { homePaths } from '../../src/paths.ts';
import type { WiredAgentId } from '../../src/types.ts';

const [, , home = '', agent = '', killAt = '0'] = process.argv;
let steps = 0;

function countCalls(
  name: 'openSync' | 'writeSync' | 'fsyncSync' | 'renameSync' | 'mkdirSync' | 'rmSync',
): void {
  const original = fs[name] as (...args: unknown[]) => unknown;
  Object.assign(fs, {
    [name]: (...args: unknown[]) => {
      steps += 1;
      if (steps === Number(killAt)) process.kill(process.pid, 'SIGKILL');
      return original(...args);
    },
  });
}

for (const name of ['openSync', 'writeSync', 'fsyncSync', 'renameSync', 'mkdirSync', 'rmSync'] as const) {
  countCalls(name);
}
syncBuiltinESMExports();

const installer = INSTALLERS[agent as WiredAgentId];
const place = { env: { HOME: home, PATH: '' }, paths: homePaths(join(home, '.hivemind')), now: 0 };
const plan = planInstall(installer, place);
const trust = planTrust(installer, plan, place);
carryOut(plan, place);
if (trust !== null) carryOut(trust, place);
process.stdout.write(`${steps}\n`);
