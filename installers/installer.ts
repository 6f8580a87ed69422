/** How our hook gets into an agent: data only. `installers/<agent>.ts` holds it, `registry.ts` lists them all. */

import type { Environment } from '../src/paths.ts';
import type { JsonObject, WiredAgentId } from '../src/types.ts';

/** One kind for each way in which agents take hooks. */
export type Installer = JsonHooks;

/** Hooks in a strict JSON file of the agent's settings folder, by event, under `hooks`. */
export interface JsonHooks {
  readonly kind: 'json-hooks';
  readonly id: WiredAgentId;
  /** The agent's command; on PATH, it tells that the agent is used here. */
  readonly program: string;
  /** The agent's settings folder, as the agent itself names it; where it exists, that tells as well. */
  folder(env: Environment): string;
  /** Name of the file in it. */
  readonly file: string;
  /** What the file must hold besides hooks when we create it. */
  readonly seed: JsonObject;
  /** The hook events that are needed, as few as the record can do with. */
  readonly events: readonly string[];
  /** What is appended to each event's list, with our command line in it. */
  entry(command: string): JsonObject;
  /** The shell that the agent runs a hook's command line with, as `[program, …]` before the line. */
  shell(env: Environment): string[];
  /** Files of the machine's administrator that outrank the user's settings. */
  readonly managed: readonly string[];
  /** Settings files inside a project, relative to the folder the agent is started in, that outrank the user's too. */
  readonly inProject: readonly string[];
  /** A sentence when these settings keep hooks from running, else null. */
  switchedOff(settings: JsonObject): string | null;
  /** Set where the agent runs a hook only after its user has reviewed it. */
  readonly review?: HookReview;
}

/**
 * - `trusted`: they run · `untrusted`: not reviewed, or changed since · `off`: switched off by the user
 */
export type HookTrust = 'trusted' | 'untrusted' | 'off';

/** The hooks whose review is asked for, as they stand in the settings file. */
export interface HooksInFile {
  /** Absolute path of the settings file, as the agent names it. */
  path: string;
  /** The value at `hooks`. */
  hooks: JsonObject;
  /** Our command line in them. */
  command: string;
}

/** How an agent remembers its user's review of hooks: in another file of its settings folder. */
export interface HookReview {
  readonly file: string;
  /** What the user does to trust our hooks: completes "installed, not yet trusted: …". */
  readonly how: string;
  /**
   * Whether the hooks run.
   * @param text of the review file; empty where there is none
   * @throws HivemindError SETTINGS_UNREADABLE
   */
  trust(path: string, text: string, hooks: HooksInFile): HookTrust;
  /**
   * The review file's text with our hooks trusted, everything else byte for byte.
   * @throws HivemindError SETTINGS_UNREADABLE, REFUSED when the file's form does not allow it
   */
  grant(path: string, text: string, hooks: HooksInFile): string;
  /** The text without what `grant` added, as far as nobody has touched that since. */
  revoke(text: string, hooks: HooksInFile): string;
}
