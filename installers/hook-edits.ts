/** Puts our hooks into the text of a settings file, finds them, and takes them out. Pure. */

import {
  appendItem,
  type Insertion,
  insert,
  type JsonText,
  parseJson,
  removeAt,
  valueAt,
} from '../src/lib/json-text.ts';
import type { JsonObject, JsonValue } from '../src/types.ts';
import type { Installer } from './installer.ts';

/** A settings file with our hooks in it. */
export interface HookedText {
  text: string;
  /** What was put in, in order, each counted in the text that the one before it gave. Empty when all was there. */
  insertions: Insertion[];
  /** Paths of the containers that were made for it, outermost first. */
  made: string[][];
}

/** Where one handler of ours stands: `['hooks', event, index]`, and its index among the entry's handlers, if it has them. */
interface Found {
  event: string;
  index: number;
  /** Null when the entry itself is the handler, or holds no other. */
  handler: number | null;
}

/**
 * Adds the hooks that are missing, each behind the other entries of its event.
 * @param text null for a file to be made
 * @throws HivemindError SETTINGS_UNREADABLE
 */
export function addHooks(
  path: string,
  text: string | null,
  installer: Installer,
  command: string,
): HookedText {
  const blank = text === null || text.trim() === '';
  const start = blank ? `${JSON.stringify(installer.seed, null, 2)}\n` : text;
  const hooked = addToText(path, start, installer, command);
  if (!blank) return hooked;
  return {
    text: hooked.text + (text ?? ''),
    insertions: [{ offset: 0, text: hooked.text }],
    made: hooked.made,
  };
}

function addToText(path: string, start: string, installer: Installer, command: string): HookedText {
  const present = new Set(findHooks(parseJson(path, start), command).map(({ event }) => event));
  const insertions: Insertion[] = [];
  const made: string[][] = [];
  let text = start;
  for (const event of installer.events.filter((name) => !present.has(name))) {
    const added = appendItem(parseJson(path, text), ['hooks', event], installer.entry(command));
    text = insert(text, added.insertion);
    insertions.push(added.insertion);
    made.push(...added.made);
  }
  return { text, insertions, made };
}

/**
 * Which of the installer's events run our command.
 * @throws HivemindError SETTINGS_UNREADABLE
 */
export function hookedEvents(path: string, text: string, installer: Installer, command: string): string[] {
  const events = new Set(findHooks(parseJson(path, text), command).map(({ event }) => event));
  return installer.events.filter((event) => events.has(event));
}

/**
 * Takes out every entry that runs our command, wherever it stands by now, and the containers of ours that this leaves
 * empty.
 * @param made the containers that are ours; null when there is no record of it: those that only held our entries
 * @throws HivemindError SETTINGS_UNREADABLE
 */
export function removeHooks(
  path: string,
  text: string,
  command: string,
  made: readonly string[][] | null,
): string {
  let rest = text;
  const touched: string[][] = [];
  for (;;) {
    const json = parseJson(path, rest);
    // From the end, so that the others keep their places.
    const last = findHooks(json, command).at(-1);
    if (last === undefined) break;
    const entry = ['hooks', last.event, last.index];
    rest = removeAt(json, last.handler === null ? entry : [...entry, 'hooks', last.handler]);
    touched.push(['hooks', last.event]);
  }
  const containers = made ?? (touched.length === 0 ? [] : [['hooks'], ...touched]);
  // Innermost first: an event's list before the object that holds the lists.
  for (const container of [...containers].sort((a, b) => b.length - a.length)) {
    const json = parseJson(path, rest);
    if (isEmpty(valueAt(json, container))) rest = removeAt(json, container);
  }
  return rest;
}

function findHooks(json: JsonText, command: string): Found[] {
  const byEvent = valueAt(json, ['hooks']);
  if (!isObject(byEvent)) return [];
  return Object.entries(byEvent).flatMap(([event, entries]) =>
    Array.isArray(entries)
      ? entries.flatMap((entry, index) =>
          findInEntry(entry, command).map((at) => ({ event, index, handler: at })),
        )
      : [],
  );
}

/** An entry is a handler itself, or a group of handlers. */
function findInEntry(entry: JsonValue, command: string): (number | null)[] {
  if (!isObject(entry)) return [];
  if (entry.command === command) return [null];
  if (!Array.isArray(entry.hooks)) return [];
  const ours = entry.hooks.flatMap((handler, index) =>
    isObject(handler) && handler.command === command ? [index] : [],
  );
  return ours.length === entry.hooks.length ? ours.slice(0, 1).map(() => null) : ours;
}

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isEmpty = (value: JsonValue | undefined): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;
