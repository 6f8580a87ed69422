/** Sends a marked event through an agent's hook, the way the agent would, and waits until it arrives in the store. */

import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { hookCommand } from '../../../installers/hook-command.ts';
import type { Installer } from '../../../installers/installer.ts';
import { readDaemonState } from '../../daemon/state.ts';
import { run } from '../../lib/run.ts';
import type { HomePaths } from '../../paths.ts';
import { openStoreToRead } from '../../store/open.ts';
import { findProbe, PROBE_FIELD } from '../../store/probes.ts';
import type { CliContext } from '../context.ts';

/** A daemon starts within about a second; a machine at its limits takes longer. */
const WAIT_MS = 20_000;
const LOOK_MS = 100;
/** Agents give their hooks at least a second; ours takes milliseconds. */
const HOOK_MS = 10_000;

/**
 * Why a probe did not arrive, in a sentence without its full stop; null when it did.
 * @param waitMs how long it may take
 */
export async function probeHook(
  context: CliContext,
  installer: Installer,
  waitMs = WAIT_MS,
): Promise<string | null> {
  const token = randomUUID();
  const [program = '', ...args] = installer.shell(context.env);
  const command = hookCommand(context.paths.home, installer.id);
  // The question is whether hooks work, so what this terminal has switched off for itself is left out.
  const { HIVEMIND_CAPTURE: _, HIVEMIND_INTERNAL: __, ...env } = context.env;
  const hook = await run(program, [...args, command], {
    cwd: context.cwd,
    env,
    input: JSON.stringify(probePayload(token, context.cwd)),
    timeoutMs: HOOK_MS,
  });
  if (hook.exitCode !== 0) return `its hook fails under ${program}: ${hook.stderr || 'no message'}`;
  return (await arrives(context.paths, token, waitMs)) ? null : whyLost(context.paths);
}

function probePayload(token: string, cwd: string) {
  const id = `hivemind-probe-${token}`;
  return { [PROBE_FIELD]: token, session_id: id, hook_event_name: 'SessionStart', cwd };
}

async function arrives(paths: HomePaths, token: string, waitMs: number): Promise<boolean> {
  for (let waited = 0; waited <= waitMs; waited += LOOK_MS) {
    // Opened anew each time: the first daemon of a home makes the store.
    const store = openStoreToRead(paths.database);
    const agent = store === null ? null : findProbe(store, token);
    store?.close();
    if (agent !== null) return true;
    await delay(LOOK_MS);
  }
  return false;
}

function whyLost(paths: HomePaths): string {
  const { running, problem } = readDaemonState(paths);
  if (problem !== null) return `its hook ran, but the daemon cannot start: ${problem}`;
  if (!running) return 'its hook ran, but no daemon started: run hivemind daemon run to see why';
  return 'its hook ran and a daemon runs, but the event did not arrive: see hivemind status';
}
