/** Splits a command line into the simple commands it runs. Reads the shell's quoting; never expands or runs anything. */

/** One word of a command; `quoted` when any part of it stood in quotes. */
export interface Word {
  text: string;
  quoted: boolean;
}

/** A simple command: its words, and whether it takes the output of the one before it. */
export interface SimpleCommand {
  words: Word[];
  piped: boolean;
}

const HEREDOC = /<<-?\s*(['"]?)([A-Za-z_]\w*)\1([^\n]*)\n[\s\S]*?\n[ \t]*\2(?=\s|\)|$)/g;
const OPERATOR = /^(?:&&|\|\||;;?|\|&?|&(?!>)|\n)/;
const REDIRECTION = /^(?:\d*|&)(?:>>?\|?|<{1,3})(?:&\d+|&-|\s*)/;
/** A longer command line is a program pasted into the shell, not a step anyone repeats. */
const MAX_LENGTH = 20_000;

/**
 * The simple commands of `a && b | c; d`, in order. Here-documents, redirections, comments, and the shell's own
 * keywords (`if`, `for`, `do`, …) are left out. Unbalanced quotes end at the line's end.
 */
export function splitCommands(commandLine: string): SimpleCommand[] {
  const text = commandLine.slice(0, MAX_LENGTH).replace(/\\\n/g, ' ').replace(HEREDOC, '$3');
  const commands: SimpleCommand[] = [];
  let words: Word[] = [];
  let piped = false;
  for (let at = 0; at < text.length; ) {
    const token = readToken(text, at);
    if (token.word !== null) words.push(token.word);
    if (token.operator !== null) {
      commands.push({ words: withoutKeywords(words), piped });
      words = [];
      piped = /^\|&?$/.test(token.operator);
    }
    at = token.end;
  }
  commands.push({ words: withoutKeywords(words), piped });
  return commands.filter((command) => command.words.length > 0);
}

interface Token {
  word: Word | null;
  operator: string | null;
  end: number;
}

/** The token at `at`: a word, an operator, or what counts as neither (white space, a comment, a redirection). */
function readToken(text: string, at: number): Token {
  const operator = OPERATOR.exec(text.slice(at, at + 3))?.[0];
  if (operator !== undefined) return { word: null, operator, end: at + operator.length };
  if (/\s/.test(text[at] ?? '')) return { word: null, operator: null, end: at + 1 };
  if (text[at] === '#') return { word: null, operator: null, end: endOfLine(text, at) };
  const redirection = REDIRECTION.exec(text.slice(at, at + 12))?.[0];
  const { word, end } = readWord(text, at + (redirection?.length ?? 0));
  return { word: redirection === undefined ? word : null, operator: null, end: Math.max(end, at + 1) };
}

const KEYWORDS = new Set(['if', 'then', 'else', 'elif', 'do', 'while', 'until', '!', '{', '(', 'time']);
const CLAUSES = new Set(['for', 'case', 'fi', 'done', 'esac', '}', ')', 'function', 'in']);

function withoutKeywords(words: Word[]): Word[] {
  let first = 0;
  while (KEYWORDS.has(words[first]?.text ?? '')) first += 1;
  const rest = words.slice(first);
  return CLAUSES.has(rest[0]?.text ?? '') ? [] : rest;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/** Reads one word from `start`: bare text, quoted parts and substitutions glued together. */
function readWord(text: string, start: number): { word: Word; end: number } {
  let value = '';
  let quoted = false;
  let at = start;
  while (at < text.length && !/[\s;|&<>]/.test(text[at] ?? '')) {
    const character = text[at] ?? '';
    if (character === "'" || character === '"' || character === '`') {
      const end = endOfQuote(text, at);
      value += text.slice(at + 1, end);
      quoted = true;
      at = end + 1;
    } else if (character === '$' && text[at + 1] === '(') {
      const end = endOfSubstitution(text, at + 1);
      value += text.slice(at, end + 1);
      quoted = true;
      at = end + 1;
    } else if (character === '\\') {
      value += text[at + 1] ?? '';
      at += 2;
    } else {
      value += character;
      at += 1;
    }
  }
  return { word: { text: value, quoted }, end: at };
}

/** Index of the quote that closes the one at `open`. */
function endOfQuote(text: string, open: number): number {
  const quote = text[open];
  let at = open + 1;
  while (at < text.length && text[at] !== quote) {
    if (quote !== "'" && text[at] === '\\') at += 1;
    else if (quote === '"' && text[at] === '$' && text[at + 1] === '(') at = endOfSubstitution(text, at + 1);
    at += 1;
  }
  return at;
}

/** Index of the parenthesis that closes the one at `open`. */
function endOfSubstitution(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    const character = text[at];
    if (character === "'" || character === '"') at = endOfQuote(text, at);
    else if (character === '(') depth += 1;
    else if (character === ')' && --depth === 0) return at;
  }
  return text.length;
}
