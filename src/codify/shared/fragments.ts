/** Takes a command line apart into the fragments that are worth repeating: `cd x && npm test 2>&1 | tail` → `npm test`. */

import { type SimpleCommand, splitCommandLine, unquote } from '../../lib/shell-words.ts';

/** One command out of a command line. */
export interface Fragment {
  /** Words as spelled; paths below the project's root are relative to it. */
  words: string[];
  /**
   * True when the line's success proves this fragment's: it is in the last `&&` chain, and nothing after it can hide
   * its failure but a filter that only shortens output.
   */
  proven: boolean;
}

/** Programs that only shorten or reshape the output of what stands before the pipe. */
const FILTERS = new Set(
  'tail head grep egrep rg sed awk sort uniq wc cat tee less cut tr column jq nl'.split(' '),
);

/** Redirections that only say where output is shown. Any other one is part of what the command does. */
const SILENT = /^(?:\d*>&\d|(?:\d*|&)>>?\/dev\/null|<\/dev\/null)$/;

/**
 * The fragments of a command line, in order. `cd` into the project's root is left out; a pipeline into anything but
 * a filter is one fragment with its pipes.
 * @param root absolute path of the project's work tree
 * @returns empty for a line that cannot be split safely
 */
export function fragmentsOf(line: string, root: string): Fragment[] {
  const commands = splitCommandLine(line);
  if (commands === null) return [];
  const chain = provenFrom(commands);
  const fragments: Fragment[] = [];
  for (let at = 0; at < commands.length; ) {
    const end = pipelineEnd(commands, at);
    const pipeline = commands.slice(at, end + 1);
    const words = pipelineWords(pipeline).map((word) => withoutRoot(word, root));
    if (!isMoveToRoot(words)) fragments.push({ words, proven: at >= chain });
    at = end + 1;
  }
  return fragments;
}

/** Index of the first command whose success the whole line's success proves. */
function provenFrom(commands: readonly SimpleCommand[]): number {
  for (let at = commands.length - 2; at >= 0; at -= 1) {
    const operator = commands[at]?.operator;
    if (operator !== '&&' && operator !== '|') return at + 1;
  }
  // A last command sent to the background has not finished, so its exit proves nothing.
  return commands.at(-1)?.operator === '&' ? commands.length : 0;
}

function pipelineEnd(commands: readonly SimpleCommand[], start: number): number {
  let end = start;
  while (commands[end]?.operator === '|') end += 1;
  return end;
}

/** The words of a pipeline: filters at its end left out, what remains joined by `|`. */
function pipelineWords(pipeline: readonly SimpleCommand[]): string[] {
  let end = pipeline.length;
  while (end > 1 && FILTERS.has(pipeline[end - 1]?.words[0] ?? '')) end -= 1;
  return pipeline.slice(0, end).flatMap(({ words, redirections }, index) => {
    const own = [...words, ...redirections.filter((redirection) => !SILENT.test(redirection))];
    return index === 0 ? own : ['|', ...own];
  });
}

function withoutRoot(word: string, root: string): string {
  const value = unquote(word);
  if (value === root || value === `${root}/`) return '.';
  return value.startsWith(`${root}/`) && !/\s/.test(value) ? value.slice(root.length + 1) : word;
}

/** `cd` somewhere absolute is about the machine that ran it, not about the work. */
function isMoveToRoot(words: readonly string[]): boolean {
  return words[0] === 'cd' && (words.length === 1 || /^(?:\.$|\/|~|"?\$)/.test(words[1] ?? ''));
}

/** The file that `cat > x`, `echo … >> x` or `tee x` writes, relative to the project; null for any other command. */
export function writtenPath(words: readonly string[]): string | null {
  const [program = '', ...rest] = words;
  const target = /^(?:cat|echo|printf)$/.test(program)
    ? rest.findLast((word) => word.startsWith('>'))?.replace(/^>[>|]?/, '')
    : program === 'tee'
      ? rest.find((word) => !word.startsWith('-'))
      : undefined;
  const path = unquote(target ?? '');
  return path === '' || /^[/~$&]|^\.\.\/|[$`*\s]/.test(path) ? null : path.replace(/^\.\//, '');
}
