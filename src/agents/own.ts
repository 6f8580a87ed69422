/** What belongs to agents themselves: their folders, their instructions, the subagents they come with, what users write for them. */

import type { CommandFolders } from './agent.ts';
import { FOREIGN } from './foreign.ts';
import { ALL_AGENTS } from './registry.ts';

const KNOWN = [...ALL_AGENTS, FOREIGN];

/** Folders of commands that a person calls by `/name`, of every agent. */
export const COMMAND_FOLDERS: readonly CommandFolders[] = KNOWN.map(({ commands }) => commands);

/** Folders below a project's root of rules that some agent reads by itself. */
export const RULE_FOLDERS: readonly string[] = KNOWN.flatMap(({ rules }) => rules);

const escaped = (name: string): string => name.replaceAll('.', '\\.');
const anyOf = (names: readonly string[]): string => [...new Set(names)].map(escaped).join('|');

const OWN_FILE = new RegExp(
  `(?:^|/)(?:${anyOf(KNOWN.flatMap(({ ownFolders }) => ownFolders))})(?:/|$)` +
    `|(?:^|/)(?:${anyOf(KNOWN.flatMap(({ instructions }) => instructions))})\\.\\w+$`,
);

/** Whether a path is, or lies below, what decides what some agent is told or does: its folders, its instructions. */
export function isAgentsOwn(path: string): boolean {
  return OWN_FILE.test(path);
}

const OWN_SUBAGENTS = new Set(KNOWN.flatMap(({ ownSubagents }) => ownSubagents));

/** Whether some agent has a subagent of this name by itself, and sends it out unasked. */
export function isOwnSubagent(name: string): boolean {
  return OWN_SUBAGENTS.has(name.toLowerCase());
}
