/** A command line as it is read: the vocabulary of this room. */

/** What separates a simple command from the next one; null at the end of the line. */
export type ShellOperator = '&&' | '||' | ';' | '|' | '&' | null;

export interface Word {
  /** As spelled, quotes kept. */
  text: string;
  /** Without its quotes. Of `"$(cat <<'EOF' … EOF)"` the document; other expansions stay as spelled. */
  value: string;
  /** True when any part of it stands in quotes or is a substitution. */
  quoted: boolean;
}

/** `NAME=value` in front of a command. */
export interface EnvAssignment {
  text: string;
  name: string;
  value: string;
}

export interface Redirection {
  /** As spelled, without blanks: `2>&1`, `>out.txt`, `<<'EOF'`. */
  text: string;
  /** `>`, `>>`, `<`, `<<`, `<<<`, `>&`, `&>`, … */
  operator: string;
  /** The file's name without quotes; a here-document's end mark. */
  target: string;
}

/**
 * One program that the line runs. `time`, `timeout 60`, `env A=b`, `bash -lc "…"`, `git -C x` and their like are taken
 * off: what is left is what a person would call the command.
 */
export interface SimpleCommand {
  /** The program first; never empty. */
  words: Word[];
  env: EnvAssignment[];
  redirections: Redirection[];
  /** The operator behind it. */
  operator: ShellOperator;
  /** It reads what the command before it prints. */
  piped: boolean;
  /** The here-document or `<<<` text that it is fed. */
  input: string | null;
  /** The folder that `cd` and `-C` before it went to, from where the line began; empty for none. */
  place: string;
  /** It stands in a loop, a condition or a function, so it may have run never or often. */
  nested: boolean;
  /**
   * True when the success of the whole line proves its own: nothing behind it can hide that it failed but a pipe, which
   * agents put behind commands to shorten what they print.
   */
  proven: boolean;
}

export interface CommandLine {
  /** A PowerShell line is one command of one word, the whole line. */
  language: 'shell' | 'powershell';
  /** In the order in which they stand. */
  commands: SimpleCommand[];
  /** It holds loops, conditions or functions: a program, more than a row of commands. */
  isProgram: boolean;
}
