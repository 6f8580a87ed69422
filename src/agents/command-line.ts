/** Finds the line that a shell was given, in the forms in which agents record it. */

const SHELL = /(?:^|\/)(?:ba|z|da|k)?sh$/;

/** The line of an argument vector: of `[bash, -lc, line]` the line, as Codex starts a shell; else all its words, quoted so that they stay apart. */
export function shellLine(words: readonly string[]): string {
  const [program = '', flag = '', line] = words;
  return SHELL.test(program) && /^-l?c$/.test(flag) ? (line ?? '') : words.map(spelled).join(' ');
}

const spelled = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
