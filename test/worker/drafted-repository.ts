/** A home and a repository with sessions stored, whose work can be worded. */

import { mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { replaceLedger } from '../../src/store/derived/ledger.ts';
import { appendEvent } from '../../src/store/events.ts';
import { registerProject, saveHead } from '../../src/store/heads.ts';
import { openStore } from '../../src/store/open.ts';
import { undecidedDrafts } from '../../src/views/drafts.ts';
import type { WorkerContext } from '../../src/worker/context.ts';
import { wordAll, wordingInput } from '../../src/worker/skillify.ts';
import { place } from '../cli/command-line.ts';
import { problemsOfDraft, problemsOfSkills } from '../support/reference-validator.ts';
import { PROJECT, releases, type SessionSpec, worldOf } from '../support/world.ts';

/** Settings under which a run writes what passed. */
const WRITES_AT_ONCE = { 'publish.scratchRoots': 'true', 'publish.mode': 'auto' };

/** A home and a repository with the sessions' events stored, and the means to run the wording of their candidate. */
export async function repository(specs: readonly SessionSpec[], settings: Record<string, string> = {}) {
  const here = place({ now: 1000 });
  const root = join(realpathSync(here.home), 'shop');
  mkdirSync(root);
  for (const [key, value] of Object.entries({ ...WRITES_AT_ONCE, ...settings })) {
    expect((await here.hivemind('config', 'set', key, value)).code).toBe(0);
  }
  const store = openStore(here.paths.database);
  const project = { ...PROJECT, root };
  registerProject(store, project, 1);
  const world = worldOf(specs);
  for (const event of world.events.values()) appendEvent(store, movedTo(root, event));
  for (const { sessionId, agent, startedAt, endedAt } of world.episodes) {
    const whose = { sessionId, agent, workspaceId: 'default', projectId: project.id };
    saveHead(store, { ...whose, cwd: root, startedAt, lastEventAt: endedAt, endedAt, headless: false });
  }
  const env = { HOME: here.home };
  const context = (): WorkerContext => ({
    paths: here.paths,
    env,
    store,
    config: loadConfig(here.paths.config, env),
    now: () => 1000,
  });
  const run = async (id = world.candidate.id) => {
    const candidate = { ...world.candidate, id };
    const { episodes } = world;
    const input = wordingInput(
      context(),
      project,
      { candidates: [candidate], episodes, moments: episodes },
      1,
    );
    const [first] = await wordAll(context(), input, [{ candidate, episodes }]);
    if (first === undefined) throw new Error('nothing became of the candidate');
    const { worded } = first;
    replaceLedger(store, project.id, [{ candidate, ...worded }]);
    const waiting = undecidedDrafts(store, project.id).flatMap(({ draft }) => problemsOfDraft(draft));
    expect([...(await problemsOfSkills(root)), ...waiting]).toEqual([]);
    return worded;
  };
  const hivemind = (...args: string[]) => here.hivemind('skillify', ...args, '--project', project.id);
  const file = join(root, '.claude', 'skills', 'release', 'SKILL.md');
  const bare = (...args: string[]) => here.hivemind(...args);
  return { here, run, hivemind, bare, file, store, project, context, world };
}

/** The event as it would be had the session run in `root`. */
function movedTo<T>(root: string, event: T): T {
  return JSON.parse(JSON.stringify(event).replaceAll(PROJECT.root, root)) as T;
}

export const risky = (): SessionSpec[] =>
  releases().map((spec) => ({ ...spec, steps: [...spec.steps, { run: 'git push --force origin stable' }] }));
