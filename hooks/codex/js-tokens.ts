/** Takes JavaScript apart into words, texts and marks, just well enough to find literal values in it. */

/** `text` is a string or template without substitutions, as spelled with its quotes. */
export interface JsToken {
  kind: 'word' | 'number' | 'text' | 'mark' | 'other';
  text: string;
}

/** A longer script is a program. In characters. */
const MAX_LENGTH = 200_000;

const SPACE = /(?:\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/y;
const STRING = /"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'/y;
/** A template up to its end or its next substitution. */
const TEMPLATE = /(?:[^`\\$]|\\[\s\S]|\$(?!\{))*(?:`|\$\{)/y;
const WORD = /[A-Za-z_$][\w$]*/y;
const NUMBER = /(?:0[xX][\da-fA-F]+|\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?)/y;
const PATTERN = /\/(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;
const MARK = /=>|[\s\S]/y;

/** The tokens of a script; null when a quote, a template or a bracket in it never closes. */
export function readJsTokens(script: string): JsToken[] | null {
  if (script.length > MAX_LENGTH) return null;
  const tokens: JsToken[] = [];
  const open: string[] = [];
  for (let at = skipSpace(script, 0); at < script.length; at = skipSpace(script, at)) {
    const token = tokenAt(script, at, tokens.at(-1), open.at(-1));
    if (token === null || !follow(open, token)) return null;
    tokens.push(token);
    at += token.text.length;
  }
  return open.length === 0 ? tokens : null;
}

function skipSpace(script: string, at: number): number {
  return at + (match(SPACE, script, at)?.length ?? 0);
}

function tokenAt(
  script: string,
  at: number,
  before: JsToken | undefined,
  innermost: string | undefined,
): JsToken | null {
  const char = script.charAt(at);
  if (char === '"' || char === "'") return token('text', match(STRING, script, at));
  if (char === '`') return templatePart(char, match(TEMPLATE, script, at + 1));
  if (char === '}' && innermost === '${') return templatePart(char, match(TEMPLATE, script, at + 1));
  const pattern = char === '/' && startsValue(before) ? match(PATTERN, script, at) : null;
  if (pattern !== null) return token('other', pattern);
  return (
    token('word', match(WORD, script, at)) ??
    token('number', match(NUMBER, script, at)) ??
    token('mark', match(MARK, script, at))
  );
}

/** `` `…` `` is a text; what opens, joins or closes a substitution is a mark. */
function templatePart(first: string, rest: string | null): JsToken | null {
  if (rest === null) return null;
  return { kind: first === '`' && rest.endsWith('`') ? 'text' : 'mark', text: first + rest };
}

/** Moves over a token's brackets; false when it closes what is not open. */
function follow(open: string[], { kind, text }: JsToken): boolean {
  if (kind !== 'mark') return true;
  const closes = /^[)\]}]/.exec(text)?.[0];
  if (closes !== undefined && CLOSES[open.pop() ?? ''] !== closes) return false;
  if (text.endsWith('${')) open.push('${');
  else if (/^[([{]$/.test(text)) open.push(text);
  return true;
}

const CLOSES: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '${': '}' };

/** Whether a slash behind this token begins a regular expression, not a division. */
function startsValue(before: JsToken | undefined): boolean {
  if (before === undefined || before.kind === 'mark') return !/^[)\]}]$/.test(before?.text ?? '');
  return before.kind === 'word' && /^(?:return|typeof|case|in|of|await)$/.test(before.text);
}

function match(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

function token(kind: JsToken['kind'], text: string | null): JsToken | null {
  return text === null ? null : { kind, text };
}
