import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { settingsPath } from '../../installers/place.ts';
import { INSTALLERS } from '../../installers/registry.ts';
import { carryOut, planUninstall } from '../../installers/settings-plan.ts';
import { homePaths } from '../../src/paths.ts';
import { WIRED_AGENT_IDS, type WiredAgentId } from '../../src/types.ts';
import { bundle } from '../bundle.ts';

const SETTINGS = '{\n   "mine": 1.0\n}';

let program: string;
let folder: string;
beforeAll(async () => {
  ({ program, folder } = await bundle('test/installers/install-program.ts'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** @param settings null for a home in which the agent has no folder yet */
function homeOf(agent: WiredAgentId, settings: string | null) {
  const home = mkdtempSync(join(process.env.HOME ?? '', 'killed-'));
  const place = { env: { HOME: home, PATH: '' }, paths: homePaths(join(home, '.hivemind')), now: 0 };
  const path = settingsPath(INSTALLERS[agent], place.env);
  if (settings !== null) {
    mkdirSync(dirname(path));
    writeFileSync(path, settings);
  }
  const install = (killAt = 0) =>
    spawnSync(process.execPath, [program, home, agent, String(killAt)], { encoding: 'utf8' });
  const uninstall = () => {
    for (const plan of planUninstall(INSTALLERS[agent], place)) carryOut(plan, place);
  };
  return { home, place, path, install, uninstall };
}

test.each(WIRED_AGENT_IDS.flatMap((agent) => [SETTINGS, null].map((settings) => [agent, settings] as const)))(
  '%s, file %j: killed at any step, the file is the old or the new one, and uninstall gives the old one back',
  (agent, settings) => {
    const steps = Number(homeOf(agent, settings).install().stdout);
    expect(steps).toBeGreaterThan(5);
    for (let killAt = 1; killAt <= steps; killAt += 1) {
      const { home, place, path, install, uninstall } = homeOf(agent, settings);
      expect(install(killAt).signal).toBe('SIGKILL');
      if (existsSync(path)) expect(() => JSON.parse(readFileSync(path, 'utf8'))).not.toThrow();
      uninstall();
      if (settings === null) {
        expect(readdirSync(home).filter((name) => name !== '.hivemind')).toEqual([]);
      } else {
        expect(readdirSync(dirname(path))).toEqual([INSTALLERS[agent].file]);
        expect(readFileSync(path, 'utf8')).toBe(settings);
      }
      expect(existsSync(place.paths.manifest)).toBe(false);
    }
  },
);
