/** Texts as a reader sees them, so that two spellings of the same words compare alike. */

/** Letters of other scripts that look like Latin ones, each above the one it looks like (Unicode TS 39, confusables). */
const LOOKALIKES = 'аеорсухіјѕһԁԛѡգոսνοαικρτυ';
const LATIN = 'aeopcyxijshdqwgnuvoaikptu';
const LOOKALIKE = new RegExp(`[${LOOKALIKES}]`, 'gu');
const LATIN_OF = new Map([...LOOKALIKES].map((letter, at) => [letter, LATIN[at] ?? letter]));

/** Named references of HTML that stand for marks and spaces. */
const ENTITIES: Readonly<Record<string, string>> = {
  quot: '"',
  apos: "'",
  lt: '<',
  gt: '>',
  amp: '&',
  nbsp: ' ',
  lsquo: "'",
  rsquo: "'",
  ldquo: '"',
  rdquo: '"',
  ndash: '-',
  mdash: '-',
  shy: '',
};

/**
 * The text in lower case, without what shows nothing, with plain quotes, dashes and spaces, with escapes of JSON and HTML
 * undone, and with Latin letters for those that look like them. For comparing only. Takes time linear in its length.
 */
export function plainSpelling(text: string): string {
  const read = withoutEscapes(text)
    .normalize('NFKC')
    .replace(/[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu, '')
    .replace(/[\p{Zs}\t]/gu, ' ')
    .replace(/[‘’‚‛′´]/g, "'")
    .replace(/[“”„‟″«»]/g, '"')
    .replace(/[\u2010-\u2015\u2212\u00ad]/g, '-')
    .toLowerCase();
  return read.replace(LOOKALIKE, (letter) => LATIN_OF.get(letter) ?? letter);
}

function withoutEscapes(text: string): string {
  const json = text.includes('\\')
    ? text
        .replace(/\\u([0-9a-f]{4})/gi, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
        .replace(/\\{1,4}n/g, '\n')
        .replace(/\\{1,4}t/g, ' ')
        .replace(/\\{1,4}(["'/`])/g, '$1')
    : text;
  return withoutPercent(json);
}

/** `%20` of addresses; marks and spaces alone, for letters need none. */
function withoutPercent(text: string): string {
  const plain = text.includes('%')
    ? text.replace(/%(2[0-9a-f]|3[a-f]|40|5[bd])/gi, (_whole, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      )
    : text;
  return plain.includes('&') ? undoneTwice(plain) : plain;
}

/** `&amp;quot;` was escaped twice. */
const undoneTwice = (text: string): string => entitiesUndone(entitiesUndone(text));

const entitiesUndone = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[String(name).toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });

/** The words of a text in plain spelling and order, marks apart. */
export const plainWords = (text: string): string[] => plainSpelling(text).match(/[\p{L}\p{N}]+/gu) ?? [];
