/** Reads TOML. The only importer of smol-toml. */

import { parse, TomlError } from 'smol-toml';
import { HivemindError } from '../errors.ts';

/** A TOML table. Values are texts, numbers, booleans, dates, lists and tables. */
export type TomlTable = { [key: string]: unknown };

/**
 * Parses a file's text.
 * @param path for the error's sentence
 * @throws HivemindError SETTINGS_UNREADABLE naming the file, line and column
 */
export function parseToml(path: string, text: string): TomlTable {
  try {
    return parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [reason = ''] = error.message.replace(/^Invalid TOML document: /, '').split('\n');
    throw new HivemindError(
      'SETTINGS_UNREADABLE',
      `${path}:${error.line}:${error.column} is not valid TOML (${reason}).`,
      { hint: `Fix ${path} first; nothing was changed`, cause: error },
    );
  }
}

/** A text as a TOML basic string, which JSON's escapes are all valid in. */
export function tomlString(text: string): string {
  return JSON.stringify(text).replaceAll('\u007f', '\\u007F');
}
