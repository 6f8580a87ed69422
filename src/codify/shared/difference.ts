/** In what the same command differed where it failed and where it worked: a word it was without, the folder it ran in. */

import type { SimpleCommand } from '../../commands/command-line.ts';
import { readCommandLine } from '../../commands/parse.ts';
import { stemWords } from '../../commands/stem.ts';
import type { SessionEvent } from '../../types.ts';
import type { EvidenceSource } from '../input/evidence.ts';
import { commandOf } from './quotes.ts';

/** Two calls of one session. */
export interface Pair {
  failed: SessionEvent;
  worked: SessionEvent;
}

/** Where the calls ran. */
export interface Ground {
  root: string;
  source: Pick<EvidenceSource, 'folderOf'>;
}

/** The last command of a call that begins so: of commands that hang on one another it is the one that failed. */
function commandIn(call: SessionEvent, stem: string): SimpleCommand | null {
  const commands = readCommandLine(commandOf(call) ?? '')?.commands ?? [];
  return (
    commands.findLast(({ words }) =>
      `${stemWords(words.map(({ text }) => text)).join(' ')} `.startsWith(`${stem} `),
    ) ?? null
  );
}

/**
 * The folder that the command was sent to, by `cd` or `-C`, where the one that failed was not sent there.
 * @param stem the command's program and action, `git add`
 * @returns relative to the root of the session's own checkout, `.` for itself; null where nothing was changed in it
 */
export function folderOfSuccess({ failed, worked }: Pair, stem: string, ground: Ground): string | null {
  const before = placeOf(failed, stem, ground);
  const after = placeOf(worked, stem, ground);
  return after === null || after === before || !isWithin(after) ? null : after;
}

/** Neither outside the checkout nor told by a variable. */
const isWithin = (folder: string): boolean => !/^(?:[/~]|\.\.|[A-Za-z]:)|\$/.test(folder);

function placeOf(call: SessionEvent, stem: string, { root, source }: Ground): string | null {
  const place = commandIn(call, stem)?.place ?? '';
  if (place === '') return null;
  const top = [root, source.folderOf(call.sessionId)].find(
    (folder) => folder !== undefined && (place === folder || place.startsWith(`${folder}/`)),
  );
  return top === undefined ? place : place.slice(top.length + 1) || '.';
}

/** Words of the failed command that the one that worked does without; inside a query, each name counts. */
export function droppedWords({ failed, worked }: Pair, stem: string): string[] {
  const kept = new Set(wordsOf(commandIn(worked, stem)));
  return [...new Set(wordsOf(commandIn(failed, stem)))].filter((word) => !kept.has(word));
}

/** What of the two may be a matter of spelling: flags without their values, names in a query; other texts are the task's. */
const wordsOf = (command: SimpleCommand | null): string[] =>
  (command?.words ?? []).flatMap(({ value }) => {
    if (/\{/.test(value)) return value.match(/[A-Za-z_]\w*/g) ?? [];
    const [, flag] = /^(--[a-z][\w-]*)(?:=|$)/.exec(value) ?? [];
    return flag ?? [];
  });
