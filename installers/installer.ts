/** What an agent is to the installer: data only. `installers/<agent>.ts` holds it, `registry.ts` lists them all. */

import type { Environment } from '../src/paths.ts';
import type { AgentId, JsonObject } from '../src/types.ts';

export interface Installer {
  readonly id: AgentId;
  /** For people: `Claude Code`. */
  readonly name: string;
  /** The agent's command; on PATH, it tells that the agent is used here. */
  readonly program: string;
  /** The agent's settings folder; where it exists, that tells as well. */
  folder(env: Environment): string;
  /** Name of the strict JSON file in that folder that holds the hooks, by event, under `hooks`. */
  readonly file: string;
  /** What the file must hold besides hooks when we create it. */
  readonly seed: JsonObject;
  /** The hook events that are needed, as few as the record can do with. */
  readonly events: readonly string[];
  /** What is appended to each event's list, with our command line in it. */
  entry(command: string): JsonObject;
  /** A sentence when these settings keep hooks from running, else null. */
  switchedOff(settings: JsonObject): string | null;
}
