/** Makes characters visible that could drive a terminal, turn its writing round, or hide: as `\x1b`, `\u202e`, `\u{e0041}`. */

/**
 * Control characters, all that only formats (what turns the direction of writing stands among them), breaks lines or has
 * no form of its own: Unicode's categories Cc, Cf, Cs, Zl, Zp and its property Default_Ignorable_Code_Point (UAX #44).
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
/** Of these, tabs and what emoji and words of several scripts are made with stay: joiners and variation selectors. */
const NEEDED = /^(?:\t|\u200c|\u200d|\p{Variation_Selector})$/u;
/** Most of what is printed; it needs no tables of Unicode's. */
const PLAIN = /^[\t\x20-\x7e]*$/;
/** Colours and the like: tools' outputs are full of them, and without them nothing is lost. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: such a sequence begins with one
const COLOURS = /\u001b\[[\d;:]*m/g;

/** One line of text with every such character written out; line breaks are written out, too. */
export function visible(line: string): string {
  return PLAIN.test(line) ? line : line.replace(UNSEEN, escaped);
}

function escaped(character: string): string {
  if (NEEDED.test(character)) return character;
  if (character === '\n') return '\\n';
  if (character === '\r') return '\\r';
  const code = character.codePointAt(0) ?? 0;
  const digits = code.toString(16);
  if (code < 0x100) return `\\x${digits.padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${digits.padStart(4, '0')}` : `\\u{${digits}}`;
}

/**
 * A JSON document with every such character as JSON's own escape. In a document that `JSON.stringify` made, they stand
 * in strings only; its line breaks stay.
 */
export function visibleJson(json: string): string {
  return json.replace(UNSEEN, (character) =>
    character === '\n' || NEEDED.test(character) ? character : character.replace(/[\s\S]/g, jsonEscape),
  );
}

const jsonEscape = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Text of a session made safe to show, its line breaks and tabs kept, colours left out. */
export function printable(text: string): string {
  return text.replace(COLOURS, '').replace(/\r\n?/g, '\n').split('\n').map(visible).join('\n');
}

/** Text of one's own for one line, its spaces kept: line breaks and tabs become spaces, too. */
export function unbroken(text: string): string {
  return printable(text).replace(/[\n\t]+/g, ' ');
}

/** Text of a session made safe to show on one line: as {@link printable}, with one space for every run of white space. */
export function oneLine(text: string): string {
  return printable(text).replace(/\s+/g, ' ').trim();
}
