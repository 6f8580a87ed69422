/** Makes the error line of a failed step comparable between sessions. */

import { stripVTControlCharacters } from 'node:util';
import type { StoredEvent } from '../../store/events.ts';

const TELLING =
  /\b(?:error|exception|failed|failure|fatal|panic|cannot|not found|denied|undefined|unresolved|refused)\b/i;
const MAX_LENGTH = 160;
/** What is read of a line, characters: placeholders only make it shorter, and capture keeps as much of an error line. */
const MAX_READ = 2_000;

/**
 * The most telling line of a failed result with paths, numbers, hashes and quoted names replaced.
 * @returns null when the result holds no text
 */
export function errorSignature(result: StoredEvent): string | null {
  const line = result.meta?.errorLine ?? tellingLine(result.output ?? '');
  if (line === null || line.trim() === '') return null;
  return normaliseError(line);
}

/** An error line without what varies from one occurrence to the next. */
export function normaliseError(line: string): string {
  return stripVTControlCharacters(line.slice(0, MAX_READ))
    .trim()
    .replace(/\b[0-9a-f]{8}-[0-9a-f-]{27}\b/gi, '<id>')
    .replace(/(?:[A-Za-z]:)?(?:[\w.@~-]*\/)+[\w.@-]+/g, '<path>')
    .replace(/\b(?=[0-9a-f]*\d)[0-9a-f]{7,64}\b/gi, '<hash>')
    .replace(/\d+(?:[.:,]\d+)*/g, '<number>')
    .replace(/\s+/g, ' ')
    .slice(0, MAX_LENGTH);
}

function tellingLine(output: string): string | null {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  return lines.find((line) => TELLING.test(line)) ?? lines.at(-1) ?? null;
}
