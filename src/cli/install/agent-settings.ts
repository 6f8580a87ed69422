/** What `install` and `uninstall` share: they edit the settings of several agents, one line of output each. */

import { mkdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Installer } from '../../../installers/installer.ts';
import { type Place, settingsPath } from '../../../installers/place.ts';
import { INSTALLERS } from '../../../installers/registry.ts';
import { carryOut, type SettingsPlan } from '../../../installers/settings-plan.ts';
import { AGENTS } from '../../agents/registry.ts';
import { HivemindError, messageOf } from '../../errors.ts';
import { count, tildePath } from '../../lib/in-words.ts';
import { unifiedDiff } from '../../lib/line-diff.ts';
import { userHome } from '../../paths.ts';
import { type HeldLock, tryLock } from '../../store/guard/lock.ts';
import { isWired, WIRED_AGENT_IDS } from '../../types.ts';
import type { CliContext } from '../context.ts';
import { type Cell, printTable } from '../terminal/output.ts';

/** What is said of one agent, or of one of its files. */
export interface Line {
  mark: '✓' | '-' | '✗';
  state: string;
  path: string | null;
}

/** What is to become of one agent. */
export interface AgentPlan {
  line: Line;
  files: SettingsPlan[];
}

/** How long another install or uninstall is waited for, ms. */
const LOCK_WAIT_MS = 30_000;
const LOCK_RETRY_MS = 50;
/** Another program's settings may change while they are edited; then they are read again, so often at most. */
const ATTEMPTS = 5;

/**
 * The agents of `--only a,b`; all of them without it.
 * @throws HivemindError USAGE
 */
export function chosenAgents(only: string | undefined): Installer[] {
  const all = WIRED_AGENT_IDS.map((id) => INSTALLERS[id]);
  if (only === undefined) return all;
  return only.split(',').map((word) => {
    const id = word.trim();
    if (isWired(id)) return INSTALLERS[id];
    throw new HivemindError('USAGE', `No agent is named ${JSON.stringify(word)}.`, {
      hint: `Choose from: ${WIRED_AGENT_IDS.join(', ')}`,
    });
  });
}

/**
 * Plans and carries out the edits agent by agent; one that fails does not stop the others. Two at once take turns.
 * @param dryRun print the exact change instead
 * @throws HivemindError NOT_INSTALLED when any agent failed
 */
export async function editSettings(
  context: CliContext,
  agents: readonly Installer[],
  dryRun: boolean,
  plan: (installer: Installer, place: Place) => AgentPlan,
): Promise<void> {
  const place: Place = { env: context.env, paths: context.paths, now: context.now() };
  const lock = dryRun ? null : await takeLock(context);
  const failures: HivemindError[] = [];
  try {
    const lines = agents.map((installer) => {
      try {
        return row(context, installer, editAgent(context, installer, place, dryRun, plan));
      } catch (error) {
        if (!(error instanceof HivemindError)) throw error;
        failures.push(error);
        const path = settingsPath(installer, context.env);
        return row(context, installer, { mark: '✗', state: 'not changed', path });
      }
    });
    if (!dryRun || failures.length > 0)
      printTable(context, [{}, { whole: true }, { whole: true }, {}], lines);
  } finally {
    lock?.release();
  }
  report(context, failures, agents.length);
}

function editAgent(
  context: CliContext,
  installer: Installer,
  place: Place,
  dryRun: boolean,
  plan: (installer: Installer, place: Place) => AgentPlan,
): Line {
  for (let attempt = 1; ; attempt += 1) {
    const { line, files } = plan(installer, place);
    try {
      for (const file of files) (dryRun ? show : carryOut)(file, place, context);
      return line;
    } catch (error) {
      const isChanged = error instanceof HivemindError && error.code === 'SETTINGS_CHANGED';
      if (!isChanged || attempt === ATTEMPTS) throw error;
    }
  }
}

function show({ file, after }: SettingsPlan, _place: Place, context: CliContext): void {
  for (const line of unifiedDiff(file.path, file.text, after)) context.out(line);
}

async function takeLock(context: CliContext): Promise<HeldLock> {
  const { paths } = context;
  try {
    mkdirSync(paths.home, { recursive: true, mode: 0o700 });
    for (let waited = 0; waited < LOCK_WAIT_MS; waited += LOCK_RETRY_MS) {
      const lock = tryLock(paths.installLock);
      if (lock !== null) return lock;
      await delay(LOCK_RETRY_MS);
    }
  } catch (error) {
    throw new HivemindError('NOT_INSTALLED', `${paths.home} cannot be written: ${messageOf(error)}.`, {
      hint: 'Set HIVEMIND_HOME to a folder of yours',
      cause: error,
    });
  }
  throw new HivemindError(
    'NOT_INSTALLED',
    'Another hivemind install or uninstall does not come to its end.',
    {
      hint: 'End that process, then run this again',
    },
  );
}

function row(context: CliContext, installer: Installer, { mark, state, path }: Line): Cell[] {
  const style = { '✓': 'green', '-': 'dim', '✗': 'red' } as const;
  const where = path === null ? '' : tildePath(path, userHome(context.env));
  return [{ text: mark, style: style[mark] }, AGENTS[installer.id].name, state, where];
}

function report(context: CliContext, failures: readonly HivemindError[], agents: number): void {
  if (failures.length === 0) return;
  for (const { message } of failures) context.note(`  ${message}`);
  throw new HivemindError(
    'NOT_INSTALLED',
    `The settings of ${count(failures.length, 'agent')} of ${agents} were left as they are.`,
    { hint: failures.find(({ hint }) => hint !== undefined)?.hint ?? 'Mend the file, then run this again' },
  );
}
