/** The files that a command writes by itself, which makes it an edit. */

import type { Redirection } from './command-line.ts';

interface Writing {
  /** Without quotes. */
  words: readonly string[];
  redirections: readonly Redirection[];
}

/**
 * The file that `cat > x <<EOF`, `echo … >> x`, `tee x` or `sed -i … x` writes, as named; null for any other command, and for a file
 * that is not named plainly: by an expansion, a pattern, or a path that leaves the folder.
 */
export function writtenBy({ words, redirections }: Writing): string | null {
  const [program = '', ...rest] = words;
  const path = /^(?:cat|echo|printf)$/.test(program)
    ? redirections.findLast(({ text, operator }) => /^>[>|]?$/.test(operator) && /^1?>/.test(text))?.target
    : program === 'tee'
      ? rest.find((word) => !word.startsWith('-'))
      : program === 'sed' && rest.some((word) => /^-[a-zA-Z]*i/.test(word))
        ? rest.slice(1).findLast((word) => !word.startsWith('-'))
        : undefined;
  const isPlain = path !== undefined && path !== '' && !/^[/~$&]|^\.\.\/|[$`*\s]/.test(path);
  return isPlain ? path.replace(/^\.\//, '') : null;
}
