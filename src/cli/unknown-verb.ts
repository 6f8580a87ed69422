/** Refuses words after a command that is both a verb and the name of a group of verbs. */

import type { Command } from 'commander';
import { HivemindError } from '../errors.ts';
import { nearest } from '../lib/nearest.ts';

/**
 * For the action of a group that also does something alone: commander takes an unknown sub-command for an argument.
 * @throws HivemindError USAGE naming the nearest sub-command
 */
export function refuseUnknownVerb(group: Command): void {
  const [word] = group.args;
  if (word === undefined) return;
  const names = group.commands.map((command) => command.name());
  const meant = nearest(word, names);
  const line = group.parent === null ? group.name() : `${group.parent.name()} ${group.name()}`;
  throw new HivemindError('USAGE', `There is no command ${JSON.stringify(`${line} ${word}`)}.`, {
    hint: meant === undefined ? `${line} --help lists the commands` : `Did you mean ${line} ${meant}?`,
  });
}
