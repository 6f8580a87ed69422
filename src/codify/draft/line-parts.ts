/** The parts of a skill's line that are not its own prose: code spans, and what the user is quoted with. */

export interface Span {
  /** What stands between the backquotes. */
  code: string;
  /** The text before and after it on its line. */
  before: string;
  after: string;
}

/** The code spans of a line: commands, paths, values, quoted errors. */
export function spansOf(text: string): Span[] {
  return [...text.matchAll(/`([^`]*)`/g)].map((match) => ({
    code: match[1] ?? '',
    before: text.slice(0, match.index),
    after: text.slice(match.index + match[0].length),
  }));
}

/** What the user is quoted with on a line: between typographic quotation marks, which nothing else uses. */
export function userQuotesOf(text: string): string[] {
  return [...text.matchAll(/“([^”]*)”/g)].map((match) => match[1] ?? '');
}
