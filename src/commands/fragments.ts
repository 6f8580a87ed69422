/** Takes a command line apart into the fragments that are worth repeating: `cd x && npm test 2>&1 | tail` → `npm test`. */

import type { SimpleCommand } from './command-line.ts';
import { isFilter } from './deeds.ts';
import { readCommandLine } from './parse.ts';
import { placeIn } from './place.ts';
import { unquote } from './unquote.ts';
import { writtenBy } from './written.ts';

/** One command, or one pipeline, out of a command line. */
export interface Fragment {
  /** Words as spelled, variables in front and redirections behind; paths below the project's root are relative to it. */
  words: string[];
  /** The file that it writes by itself, from the project's root; null for none. */
  writes: string | null;
  /** See {@link SimpleCommand}. */
  proven: boolean;
}

/** Redirections that only say where output is shown. Any other one is part of what the command does. */
const SILENT = /^(?:\d*>&\d|(?:\d*|&)>>?\/dev\/null|<\/dev\/null)$/;

/**
 * The fragments of a command line, in order; what stands in loops, conditions and functions is left out. A pipeline into
 * anything but a filter is one fragment with its pipes.
 * @param root absolute path of the project's work tree
 * @returns empty for what is no command line
 */
export function fragmentsOf(line: string, root: string): Fragment[] {
  const commands = (readCommandLine(line)?.commands ?? []).filter(({ nested }) => !nested);
  const fragments: Fragment[] = [];
  for (let at = 0; at < commands.length; ) {
    let end = at + 1;
    while (commands[end - 1]?.operator === '|' && end < commands.length) end += 1;
    fragments.push(fragmentOf(commands.slice(at, end), root));
    at = end;
  }
  return fragments;
}

function fragmentOf(pipeline: readonly SimpleCommand[], root: string): Fragment {
  let end = pipeline.length;
  while (end > 1 && isFilter(pipeline[end - 1]?.words[0]?.value ?? '')) end -= 1;
  const words = pipeline.slice(0, end).flatMap((command, index) => {
    const redirections = command.redirections.map(({ text }) => text).filter((text) => !SILENT.test(text));
    const own = [...command.env, ...command.words].map(({ text }) => text);
    return [...(index === 0 ? [] : ['|']), ...own, ...redirections];
  });
  const written = pipeline.flatMap((command) => writtenIn(command, root) ?? []);
  return {
    words: words.map((word) => withoutRoot(word, root)),
    writes: written.at(-1) ?? null,
    proven: pipeline[0]?.proven === true,
  };
}

function writtenIn({ words, redirections, place }: SimpleCommand, root: string): string | null {
  const path = writtenBy({
    words: words.map(({ value }) => withoutRoot(value, root)),
    redirections: redirections.map((one) => ({ ...one, target: withoutRoot(one.target, root) })),
  });
  const folder = withoutRoot(place, root);
  const from = path === null ? null : placeIn(folder === '.' ? '' : folder, path);
  return from === null || /^[/~$]|^\.\.\//.test(from) ? null : from;
}

function withoutRoot(word: string, root: string): string {
  const value = unquote(word);
  if (value === root || value === `${root}/`) return '.';
  return value.startsWith(`${root}/`) && !/\s/.test(value) ? value.slice(root.length + 1) : word;
}
