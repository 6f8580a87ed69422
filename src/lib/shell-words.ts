/** Splits a shell command line into its simple commands and words, as written. Runs and expands nothing. */

/** What separates a simple command from the next one; null at the end of the line. */
export type ShellOperator = '&&' | '||' | ';' | '|' | '&' | null;

/** One simple command: `FOO=1 npm test --silent`. */
export interface SimpleCommand {
  /** Words as spelled, quotes kept, redirections left out. */
  words: string[];
  /** Redirections as spelled: `2>&1`, `> out.txt`. */
  redirections: string[];
  /** The operator behind it. */
  operator: ShellOperator;
}

/** Longer lines are programs (here-documents, inline scripts), not commands that a person would repeat. */
const MAX_LINE = 20_000;

interface Scanner {
  text: string;
  at: number;
  /** Here-documents announced on the current line whose bodies have not begun. */
  heredocs: { end: string; indented: boolean }[];
}

/**
 * The simple commands of a line, in order. Quotes, `$( … )`, backquotes and here-documents stay inside their word.
 * @returns null for what cannot be split safely: unbalanced quotes, loops, conditions, functions, subshells
 */
export function splitCommandLine(text: string): SimpleCommand[] | null {
  if (text.length > MAX_LINE) return null;
  const scanner: Scanner = { text, at: 0, heredocs: [] };
  const commands: SimpleCommand[] = [];
  let current: SimpleCommand = { words: [], redirections: [], operator: null };
  const finish = (operator: ShellOperator) => {
    if (current.words.length > 0) commands.push({ ...current, operator });
    current = { words: [], redirections: [], operator: null };
  };
  while (scanner.at < text.length) {
    if (skipBlank(scanner)) continue;
    const operator = readOperator(scanner);
    if (operator !== undefined) finish(operator);
    else if (!readPart(scanner, current)) return null;
  }
  finish(null);
  return commands.some(({ words }) => COMPOUND.has(words[0] ?? '')) ? null : commands;
}

/** Reads a word or a redirection into `command`; false where neither can be read. */
function readPart(scanner: Scanner, command: SimpleCommand): boolean {
  if (/[(){}]/.test(scanner.text.charAt(scanner.at)) && command.words.length === 0) return false;
  const redirection = readRedirection(scanner);
  if (redirection === undefined) {
    const word = readWord(scanner);
    if (word !== null) command.words.push(word);
    return word !== null;
  }
  if (redirection !== null) command.redirections.push(redirection);
  return redirection !== null;
}

/** Words that open or continue a compound command when they stand first. */
const COMPOUND = new Set(
  'if then else elif fi for while until do done case esac function select { } [[ !'.split(' '),
);

/** The value a simple word stands for: outer quotes removed. Expansions are left as spelled. */
export function unquote(word: string): string {
  const first = word.charAt(0);
  const whole = word.length >= 2 && word.endsWith(first) && !word.slice(1, -1).includes(first);
  if ((first === "'" || first === '"') && whole) return word.slice(1, -1);
  return word;
}

/** Skips blanks, comments and continued lines; the newline that ends a line is an operator, not blank. */
function skipBlank(scanner: Scanner): boolean {
  const rest = scanner.text.slice(scanner.at, scanner.at + 2);
  if (rest === '\\\n') scanner.at += 2;
  else if (/^[ \t\r]/.test(rest)) scanner.at += 1;
  else if (rest.startsWith('#')) {
    const end = scanner.text.indexOf('\n', scanner.at);
    scanner.at = end < 0 ? scanner.text.length : end;
  } else return false;
  return true;
}

function readOperator(scanner: Scanner): ShellOperator | undefined {
  const rest = scanner.text.slice(scanner.at, scanner.at + 2);
  if (rest === '&&' || rest === '||') {
    scanner.at += 2;
    return rest;
  }
  if (rest.startsWith('\n')) {
    scanner.at += 1;
    skipHeredocBodies(scanner);
    return ';';
  }
  if (rest === '&>' || !/^[;|&]/.test(rest)) return undefined;
  scanner.at += rest === ';;' || rest === '|&' ? 2 : 1;
  return rest.charAt(0) as ShellOperator;
}

/** @returns undefined where no redirection starts, null where one cannot be read */
function readRedirection(scanner: Scanner): string | null | undefined {
  const head = /^(?:\d*|&)(?:>>|>\||>&|<<<|<<-?|<&|<>|>|<)/.exec(
    scanner.text.slice(scanner.at, scanner.at + 8),
  );
  if (head === null) return undefined;
  scanner.at += head[0].length;
  while (/^[ \t]/.test(scanner.text.charAt(scanner.at))) scanner.at += 1;
  const target = readWord(scanner);
  if (target === null || target === '') return null;
  if (/<<-?$/.test(head[0])) {
    scanner.heredocs.push({ end: unquote(target), indented: head[0].endsWith('-') });
  }
  return head[0] + target;
}

function skipHeredocBodies(scanner: Scanner): void {
  for (const { end, indented } of scanner.heredocs.splice(0)) {
    while (scanner.at < scanner.text.length) {
      const newline = scanner.text.indexOf('\n', scanner.at);
      const stop = newline < 0 ? scanner.text.length : newline;
      const line = scanner.text.slice(scanner.at, stop);
      scanner.at = Math.min(stop + 1, scanner.text.length);
      if ((indented ? line.replace(/^\t+/, '') : line) === end) break;
    }
  }
}

const WORD_END = /[\s;|&<>()]/;

/** Reads one word from where the scanner stands; null when a quote in it never closes. */
function readWord(scanner: Scanner): string | null {
  const start = scanner.at;
  while (scanner.at < scanner.text.length) {
    const char = scanner.text.charAt(scanner.at);
    if (WORD_END.test(char)) break;
    if (!skipPiece(scanner, char)) return null;
  }
  // A parenthesis inside a command is syntax this splitter does not follow.
  return scanner.at === start ? null : scanner.text.slice(start, scanner.at);
}

/** Moves over one character, or one quoted or substituted stretch. */
function skipPiece(scanner: Scanner, char: string): boolean {
  if (char === '\\') {
    scanner.at += 2;
    return true;
  }
  if (char === "'") return skipUntil(scanner, "'");
  if (char === '"') return skipDoubleQuoted(scanner);
  if (char === '`') return skipUntil(scanner, '`');
  if (scanner.text.startsWith('$(', scanner.at)) return skipSubstitution(scanner);
  scanner.at += 1;
  return true;
}

function skipUntil(scanner: Scanner, close: string): boolean {
  const end = scanner.text.indexOf(close, scanner.at + 1);
  if (end < 0) return false;
  scanner.at = end + 1;
  return true;
}

function skipDoubleQuoted(scanner: Scanner): boolean {
  scanner.at += 1;
  while (scanner.at < scanner.text.length) {
    const char = scanner.text.charAt(scanner.at);
    if (char === '"') {
      scanner.at += 1;
      return true;
    }
    // Inside double quotes an apostrophe is itself.
    if (char === "'") scanner.at += 1;
    else if (!skipPiece(scanner, char)) return false;
  }
  return false;
}

/** Moves over `$( … )`, whose text is a command line of its own and may hold here-documents. */
function skipSubstitution(scanner: Scanner): boolean {
  scanner.at += 2;
  const outer = scanner.heredocs;
  scanner.heredocs = [];
  for (let depth = 1; depth > 0; ) {
    const char = scanner.text.charAt(scanner.at);
    if (char === '') return false;
    if (char === '(') depth += 1;
    if (char === ')') depth -= 1;
    const heredoc = /^<<-?\s*(['"]?)([A-Za-z_]\w*)\1/.exec(scanner.text.slice(scanner.at, scanner.at + 80));
    if (heredoc !== null) {
      scanner.heredocs.push({ end: heredoc[2] ?? '', indented: heredoc[0].startsWith('<<-') });
      scanner.at += heredoc[0].length;
    } else if (char === '\n') {
      scanner.at += 1;
      skipHeredocBodies(scanner);
    } else if (!skipPiece(scanner, char)) return false;
  }
  scanner.heredocs = outer;
  return true;
}
