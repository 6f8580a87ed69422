/** A message as clauses in its writer's own words: what was pasted is left out, and what leads up to the point is cut off. */

/** A paragraph so long is a page's, unless it points to a file as people do. In characters. */
const MAX_PARAGRAPH = 420;
const MAX_CLAUSE = 220;
const MIN_WORDS = 3;
/** Scripts without blanks between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const MIN_UNSPACED = 4;

/** Words by which a speaker gets to the point. */
const LEAD_IN =
  /^(?:[-*•·\d.)\s]*)(?:(?:ok(?:ay)?|yes|yeah|yep|no|nope|also|and|but|so|then|now|please|pls|just|well|hey|hi|great|good|thanks|cool|hm+|sorry|remember|again|alright|actually|perfect)\b[,:.!\s]*)+/i;
/** Lines of logs, code, quotations, tables and reviews. */
const MACHINE =
  /^\s*(?:[>#|$❯➜│]|\/\/|at |\+|\w*(?:Warning|Error|Exception)\b)|:\d+:\d*|^\s*[\w./-]+:\d+|[{};]\s*$|\w\(\w*\)\s*$|^\s*at \w|=>|<\/?\w+>/;

/** The clauses of a text that may be quoted as its writer's; each is a literal part of it but for line breaks, on one line. */
export function clausesIn(text: string): string[] {
  return text
    .replace(/```[\s\S]*?(?:```|$)/g, '\n\n')
    .replace(/^\s*[>|].*$/gm, '')
    .split(/\n\s*\n/)
    .filter((paragraph) => paragraph.length <= MAX_PARAGRAPH || /(?:^|\s)@[\w./-]+/.test(paragraph))
    .flatMap((paragraph) => paragraph.split(/(?<=[.!?])\s+(?=\S)|(?<=[。！？])|\n+|;\s+/u))
    .map(tidy)
    .filter(isSaying);
}

/** Without its lead-in, list mark and shouted end, and without marks that open or close what stands in another clause. */
function tidy(clause: string): string {
  const point = clause
    .replace(/\s+/g, ' ')
    .trim()
    .replace(LEAD_IN, '')
    .replace(/[\s.,:;!]+$/, '');
  return PAIRS.reduce(withoutHalves, point).trim();
}

const PAIRS = ['""', "''", '()'] as const;

function withoutHalves(text: string, [open = '', close = '']: string): string {
  const inner = text.slice(1, -1);
  if (text.startsWith(open) && text.endsWith(close) && !inner.includes(open)) return inner;
  const opened = text.split(open).length;
  const isPaired = open === close ? opened % 2 === 1 : opened === text.split(close).length;
  if (isPaired) return text;
  const rest = text.endsWith(close) ? text.slice(0, -1) : text;
  return rest === text && text.startsWith(open) ? text.slice(1) : rest;
}

function isSaying(text: string): boolean {
  if (text.length > MAX_CLAUSE || MACHINE.test(text) || /[`“”|«»<>]|:\/\/|^\W*#/.test(text)) return false;
  return UNSPACED.test(text)
    ? text.length >= MIN_UNSPACED
    : (text.match(/[\p{L}\p{N}]+/gu) ?? []).length >= MIN_WORDS;
}

/** How loud a wording is: capitals and exclamation marks. Of two wordings of a rule the calmer one is the clearer. */
export const loudness = (text: string): number =>
  (text.match(/\b\p{Lu}{2,}\b/gu) ?? []).length + (text.match(/!/g) ?? []).length;
