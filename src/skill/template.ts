/**
 * Templates that say a record as one line and read the line back: `- {failed:failure} failed[ with {error:error}].`
 * - `{field:role}` one text, `{field:role,}` a list of them, `{field:role&}` a list as a sentence has it: `Reads a, writes b and
 *   stops`; the role decides how a text is marked and what it may look like
 * - `[…]` is left out where a field inside is null or an empty list
 * - `[flag=value?…]` is there exactly where the field `flag` has that value; it holds no slots
 */

/** How texts of a role stand in a line. `pattern` matches what stands between `open` and `close`. */
export interface RoleStyle {
  open: string;
  close: string;
  pattern: string;
  /** How the text is put, where it is not put as it is; and back. */
  write?(text: string): string;
  read?(text: string): string;
}

type Value = string | null | readonly string[];
export type Fields = Readonly<Record<string, Value | undefined>>;

/** A text of a record, with the part it plays in the line. */
export interface Field {
  field: string;
  role: string;
  text: string;
}

export interface Template {
  /** Null where the template has no place for what the record says. */
  say(record: Fields): string | null;
  /** Null where the text is no such line. */
  read(text: string): Fields | null;
  fieldsOf(record: Fields): Field[];
}

type Part =
  | { is: 'literal'; text: string }
  | { is: 'slot'; field: string; role: string; list: '' | ',' | '&' }
  | { is: 'optional'; parts: Part[] }
  | { is: 'flag'; field: string; value: string; text: string };
type Slot = Extract<Part, { is: 'slot' }>;

const PIECE = /\{(\w+):(\w+)([,&]?)\}|\[(\w+)=(\w+)\?([^\]]*)\]|\[([^\]]*)\]/g;

/** @param styles how each role that the pattern names is marked */
export function template(pattern: string, styles: Readonly<Record<string, RoleStyle>>): Template {
  const parts = partsOf(pattern);
  const slots = slotsOf(parts);
  const regex = new RegExp(`^${regexOf(parts, styles, new Set())}$`, 'su');
  return {
    say: (record) => sayParts(parts, record, styles),
    read: (text) => {
      const match = regex.exec(text);
      return match === null ? null : fieldsRead(parts, match.groups ?? {}, styles);
    },
    fieldsOf: (record) =>
      unique(slots).flatMap(({ field, role }) =>
        textsOf(record[field]).map((text) => ({ field, role, text })),
      ),
  };
}

/** A field that stands twice in a pattern is one field. */
const unique = (slots: readonly Slot[]): Slot[] => [
  ...new Map(slots.map((slot) => [`${slot.field} ${slot.role}`, slot])).values(),
];

function partsOf(pattern: string): Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const match of pattern.matchAll(PIECE)) {
    const [whole, field, role, list, flag, value, flagged, optional] = match;
    if (match.index > at) parts.push({ is: 'literal', text: pattern.slice(at, match.index) });
    at = match.index + whole.length;
    if (field !== undefined)
      parts.push({ is: 'slot', field, role: role ?? '', list: (list ?? '') as Slot['list'] });
    else if (flag !== undefined)
      parts.push({ is: 'flag', field: flag, value: value ?? '', text: flagged ?? '' });
    else parts.push({ is: 'optional', parts: partsOf(optional ?? '') });
  }
  if (at < pattern.length) parts.push({ is: 'literal', text: pattern.slice(at) });
  return parts;
}

const slotsOf = (parts: readonly Part[]): Slot[] =>
  parts.flatMap((part) => (part.is === 'slot' ? [part] : part.is === 'optional' ? slotsOf(part.parts) : []));

const textsOf = (value: Value | undefined): readonly string[] =>
  typeof value === 'string' ? [value] : Array.isArray(value) ? value : [];

function sayParts(
  parts: readonly Part[],
  record: Fields,
  styles: Readonly<Record<string, RoleStyle>>,
): string | null {
  let said = '';
  for (const part of parts) {
    const text = sayPart(part, record, styles);
    if (text === null) return null;
    said += text;
  }
  return said;
}

function sayPart(part: Part, record: Fields, styles: Readonly<Record<string, RoleStyle>>): string | null {
  switch (part.is) {
    case 'literal':
      return part.text;
    case 'flag':
      return record[part.field] === part.value ? part.text : '';
    case 'optional':
      return sayParts(part.parts, record, styles) ?? '';
    case 'slot': {
      const { open = '', close = '', write } = styles[part.role] ?? {};
      const texts = textsOf(record[part.field]);
      if (texts.length === 0) return null;
      const said = texts.map((text) => open + (write?.(text) ?? text) + close);
      return part.list === '&' ? sentenceOf(said) : said.join(', ');
    }
  }
}

/** What stands between the texts of a list. */
const BETWEEN = { ',': '(?:, )', '&': '(?:, | and )' } as const;

const sentenceOf = (texts: readonly string[]): string => {
  const listed = [texts.slice(0, -1).join(', '), ...texts.slice(-1)]
    .filter((text) => text !== '')
    .join(' and ');
  return listed.charAt(0).toUpperCase() + listed.slice(1);
};

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

function regexOf(
  parts: readonly Part[],
  styles: Readonly<Record<string, RoleStyle>>,
  named: Set<string>,
): string {
  return parts.map((part) => partRegex(part, styles, named)).join('');
}

function partRegex(part: Part, styles: Readonly<Record<string, RoleStyle>>, named: Set<string>): string {
  switch (part.is) {
    case 'literal':
      return escaped(part.text);
    case 'flag':
      return `(?<${part.field}_${part.value}>${escaped(part.text)})?`;
    case 'optional':
      return `(?:${regexOf(part.parts, styles, named)})?`;
    case 'slot':
      return slotRegex(part, styles, named);
  }
}

function slotRegex(slot: Slot, styles: Readonly<Record<string, RoleStyle>>, named: Set<string>): string {
  const { open = '', close = '', pattern = '.*' } = styles[slot.role] ?? {};
  const one = `${escaped(open)}${pattern}${escaped(close)}`;
  const body = slot.list === '' ? one : `${one}(?:${BETWEEN[slot.list]}${one})*?`;
  // Where a field stands again, saying what was read tells whether both say the same.
  if (named.has(slot.field)) return `(?:${body})`;
  named.add(slot.field);
  return `(?<${slot.field}>${body})`;
}

function fieldsRead(
  parts: readonly Part[],
  groups: Readonly<Record<string, string | undefined>>,
  styles: Readonly<Record<string, RoleStyle>>,
): Fields {
  const read: Record<string, Value> = {};
  for (const { field, role, list } of slotsOf(parts)) {
    const text = groups[field] ?? '';
    const texts = listed(
      list === '&' ? text.charAt(0).toLowerCase() + text.slice(1) : text,
      styles[role],
      list,
    );
    if (list !== '') read[field] = texts;
    else read[field] ??= texts[0] ?? null;
  }
  for (const part of parts.filter((one) => one.is === 'flag')) {
    read[part.field] ??= null;
    if (groups[`${part.field}_${part.value}`] !== undefined) read[part.field] = part.value;
  }
  return read;
}

/** The texts of a list as it was said; one of them may hold what stands between them. */
function listed(text: string, style: RoleStyle | undefined, list: Slot['list']): string[] {
  const { open = '', close = '', pattern = '.*', read = (one: string) => one } = style ?? {};
  const between = list === '' ? '$' : `${BETWEEN[list]}|$`;
  const one = new RegExp(`${escaped(open)}(${pattern})${escaped(close)}(?:${between})`, 'gsuy');
  return [...text.matchAll(one)].map((match) => read(match[1] ?? ''));
}
