/** The JSON objects of one line: one as a rule, two when writers raced, the second half of one when a writer died. */

import type { JsonObject } from '../types.ts';

export interface LineRecord {
  record: JsonObject;
  /** Byte offset within the line. */
  offset: number;
}

export interface LineRecords {
  records: LineRecord[];
  /** Whether something on the line could not be read. */
  damaged: boolean;
}

/** Longer damaged lines are given up: mending costs several passes. */
const MENDED_LENGTH = 1 << 20;
/** Beginnings tried when looking for a record behind the torn end of another. */
const MAX_TRIES = 64;

/** Reads a line. A blank one has no records and no damage. */
export function recordsOfLine(line: string): LineRecords {
  if (line.trim() === '') return { records: [], damaged: false };
  const whole = parseRecord(line);
  if (whole !== null) return { records: [{ record: whole, offset: 0 }], damaged: false };
  return line.length > MENDED_LENGTH ? { records: [], damaged: true } : mend(line);
}

/** The text as a JSON object, or null when it is anything else. */
export function parseRecord(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as JsonObject)
      : null;
  } catch {
    return null;
  }
}

function mend(line: string): LineRecords {
  const records: LineRecord[] = [];
  let from = 0;
  for (let end = endOfObject(line, from); end > from; end = endOfObject(line, from)) {
    const record = parseRecord(line.slice(from, end));
    if (record === null) break;
    records.push({ record, offset: Buffer.byteLength(line.slice(0, from)) });
    from = end;
  }
  const rest = line.slice(from);
  if (rest.trim() === '') return { records, damaged: false };
  const start = startOfLastObject(rest);
  const last = start < 0 ? null : parseRecord(rest.slice(start));
  if (last !== null) records.push({ record: last, offset: Buffer.byteLength(line.slice(0, from + start)) });
  return { records, damaged: true };
}

/** The index behind the object that starts at `from`; -1 when none starts there or it does not end. */
function endOfObject(text: string, from: number): number {
  if (text[from] !== '{') return -1;
  let depth = 0;
  for (let index = from; index < text.length; index++) {
    const character = text[index];
    if (character === '"') index = endOfString(text, index);
    else if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return index + 1;
  }
  return -1;
}

/** The index of the quote that closes the string opened at `from`; the text's length when none does. */
function endOfString(text: string, from: number): number {
  let index = from + 1;
  while (index < text.length && text[index] !== '"') index += text[index] === '\\' ? 2 : 1;
  return index;
}

/**
 * Where the object starts that reaches to the end of the text. One that stands where a value can stand is a part of the
 * torn record, and no record.
 */
function startOfLastObject(text: string): number {
  let start = text.lastIndexOf('{"');
  for (let tries = 0; start > 0 && tries < MAX_TRIES; tries++) {
    if (!/[:,[]/.test(text.charAt(start - 1)) && parseRecord(text.slice(start)) !== null) return start;
    start = text.lastIndexOf('{"', start - 1);
  }
  return -1;
}
