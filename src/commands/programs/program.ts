/** What the table of programs tells of one: the shape of its rows. */

/**
 * What a command does. `look` changes nothing; `say` prints or prepares the shell; `tidy` handles files without writing
 * them; `change` writes files; `branch` goes to or gets other commits; `propose` opens a pull request; `remote` changes
 * something elsewhere.
 */
export type Deed =
  | 'look'
  | 'say'
  | 'tidy'
  | 'change'
  | 'install'
  | 'stage'
  | 'commit'
  | 'push'
  | 'tag'
  | 'branch'
  | 'rebase'
  | 'merge'
  | 'propose'
  | 'publish'
  | 'remote'
  | 'check'
  | 'run';

/** What holds when a command exits 0; `check` where it is a project's own mixture. */
export type Proof = 'test' | 'lint' | 'types' | 'build' | 'format' | 'check';

/** Flags that take a value in the next word, with the placeholder's name for that value. */
export type Values = Readonly<Record<string, string>>;

/** One action of a program: `commit` of git, `pr create` of gh. */
export interface Action {
  does: Deed;
  /** `never` where its name would make one believe it. */
  proves?: Proof | 'never';
  /** In the imperative, capitalised, without a full stop. */
  say?: string;
  /** Its part of a skill's name; absent where it names no kind of work. */
  slug?: string;
  /** Done at the beginning or end of nearly any work, by any agent, unasked. */
  everyday?: true;
  /** What its arguments are: a placeholder's name. */
  args?: string;
  values?: Values;
}

export interface Program extends Partial<Action> {
  /** How many words behind the program may name its action; 1 for a program that is not in the table. */
  depth: number;
  actions?: Readonly<Record<string, Action>>;
  /** Other spellings of an action's first word: `t` for `test`. */
  aliases?: Readonly<Record<string, string>>;
  /** Its actions are names from a file of the project's, so what they prove stands in their name. */
  scripts?: 'all' | 'behind run' | 'also without run';
  /** A long option takes its value behind `=` only, but for those in `values`. */
  glues?: boolean;
  /** Runs the script, module or code that its arguments name. */
  interprets?: boolean;
  /** Runs another program: directly (`npx vitest`), or behind one of these words (`uv run pytest`). */
  runs?: 'directly' | readonly string[];
  /** Behind a pipe it only shortens or reshapes what the command before it prints. */
  filter?: boolean;
}

/** A program that only says how another one is run. */
export interface Wrapper {
  /** Flags that take a value, separated by blanks. */
  values?: string;
  /** How many words stand between it and the program. */
  operands?: number;
  /** Flags with which it answers a question and runs nothing. */
  asks?: string;
}
