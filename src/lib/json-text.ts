/** Edits JSON as text: only the bytes of the change move; spelling, order and spacing of the rest stay as they are. */

import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import { HivemindError } from '../errors.ts';
import type { JsonValue } from '../types.ts';

/** Keys from the root down; our paths never lead through arrays, except to remove one item. */
export type JsonPath = readonly (string | number)[];

/** A text put in at an offset (UTF-16 code units). Taking it out again gives the text as it was. */
export interface Insertion {
  offset: number;
  text: string;
}

/** A JSON text that parsed, with the tree that knows where each value stands. */
export interface JsonText {
  /** For messages. */
  path: string;
  text: string;
  root: Node;
}

const WELL_FORMED = { disallowComments: true, allowTrailingComma: false } as const;

/**
 * Parses strict JSON: no comments, no trailing commas.
 * @param path named in the message, with line and column
 * @throws HivemindError SETTINGS_UNREADABLE
 */
export function parseJson(path: string, text: string): JsonText {
  const errors: ParseError[] = [];
  let root: Node | undefined;
  try {
    root = parseTree(text, errors, WELL_FORMED);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new HivemindError('SETTINGS_UNREADABLE', `${path} is nested too deeply to be edited.`);
  }
  const [first] = errors;
  if (first !== undefined || root === undefined) {
    const why = first === undefined ? 'it is empty' : spell(printParseErrorCode(first.error));
    throw unreadable({ path, text }, first?.offset ?? 0, `is not valid JSON: ${why}`);
  }
  return { path, text, root };
}

const spell = (code: string) => code.replace(/(?!^)[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();

/** An error that names file, line and column. */
function unreadable(json: { path: string; text: string }, offset: number, why: string): HivemindError {
  const before = json.text.slice(0, offset).split('\n');
  const column = (before.at(-1)?.length ?? 0) + 1;
  return new HivemindError('SETTINGS_UNREADABLE', `${json.path}:${before.length}:${column} ${why}.`);
}

/**
 * The value at `path`, undefined where there is none.
 * @throws HivemindError SETTINGS_UNREADABLE when a key on the way is there twice, or what holds it is no object
 */
export function valueAt(json: JsonText, path: JsonPath): JsonValue | undefined {
  const node = nodeAt(json, path);
  return node === undefined ? undefined : (getNodeValue(node) as JsonValue);
}

function nodeAt(json: JsonText, path: JsonPath): Node | undefined {
  let node: Node | undefined = json.root;
  for (const key of path) {
    if (node === undefined) return undefined;
    node = typeof key === 'number' ? node.children?.[key] : propertyOf(json, node, key);
  }
  return node;
}

function propertyOf(json: JsonText, parent: Node, key: string): Node | undefined {
  expectType(json, parent, 'object');
  const [first, second] = (parent.children ?? []).filter(({ children }) => children?.[0]?.value === key);
  if (second !== undefined) {
    throw unreadable(json, second.offset, `has the key ${JSON.stringify(key)} twice in one object`);
  }
  return first?.children?.[1];
}

function expectType(json: JsonText, node: Node, type: 'object' | 'array'): void {
  if (node.type === type) return;
  const place = node.parent?.children?.[0]?.value;
  const name = typeof place === 'string' ? JSON.stringify(place) : 'the file';
  throw unreadable(json, node.offset, `has ${node.type} where ${name} should be ${type}`);
}

/**
 * Where and with which text `item` becomes the last item of the array at `path`. What is missing on the way is made.
 * @returns the insertion, and the containers it makes, outermost first
 * @throws HivemindError SETTINGS_UNREADABLE when something else stands at `path` or on the way
 */
export function appendItem(
  json: JsonText,
  path: readonly string[],
  item: JsonValue,
): { insertion: Insertion; made: string[][] } {
  const depth = path.findIndex((_, index) => nodeAt(json, path.slice(0, index + 1)) === undefined);
  if (depth === -1) {
    const array = nodeAt(json, path) as Node;
    expectType(json, array, 'array');
    return { insertion: insertInto(json, array, null, item), made: [] };
  }
  const parent = nodeAt(json, path.slice(0, depth)) as Node;
  expectType(json, parent, 'object');
  const value = path.slice(depth + 1).reduceRight<JsonValue>((inner, key) => ({ [key]: inner }), [item]);
  return {
    insertion: insertInto(json, parent, path[depth] ?? '', value),
    made: path.slice(depth).map((_, index) => path.slice(0, depth + index + 1)),
  };
}

/** Puts a value behind the last child of a container, laid out as its neighbours are. */
function insertInto(json: JsonText, container: Node, key: string | null, value: JsonValue): Insertion {
  const { text } = json;
  const layout = layoutOf(text);
  const render = (indent: string | null) => {
    const name = key === null ? '' : `${JSON.stringify(key)}:${indent === null ? '' : ' '}`;
    if (indent === null) return name + JSON.stringify(value);
    const lines = JSON.stringify(value, null, layout.unit).split('\n');
    return name + lines.join(layout.eol + indent);
  };
  const last = container.children?.at(-1);
  if (last !== undefined) {
    const indent = ownIndent(text, last.offset);
    const offset = last.offset + last.length;
    return indent === null
      ? { offset, text: `,${render(null)}` }
      : { offset, text: `,${layout.eol}${indent}${render(indent)}` };
  }
  const offset = container.offset + 1;
  const inside = text.slice(offset, container.offset + container.length - 1);
  const isWholeText = container.parent === undefined;
  if (!isWholeText && layout.minified) return { offset, text: render(null) };
  const outer = lineIndent(text, container.offset);
  const inner = outer + layout.unit;
  const closing = inside.includes('\n') ? '' : layout.eol + outer;
  return { offset, text: `${layout.eol}${inner}${render(inner)}${closing}` };
}

/** How a text is laid out: one level of indentation, line ends, and whether it is all on one line. */
function layoutOf(text: string): { unit: string; eol: string; minified: boolean } {
  return {
    unit: /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ',
    eol: text.includes('\r\n') ? '\r\n' : '\n',
    minified: !text.trim().includes('\n'),
  };
}

/** The white space before a value that starts its line; null when something else stands before it. */
function ownIndent(text: string, offset: number): string | null {
  const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return text.lastIndexOf('\n', offset - 1) >= 0 && before.trim() === '' ? before : null;
}

const lineIndent = (text: string, offset: number): string =>
  /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset))?.[0] ?? '';

/**
 * The text without the value at `path`, and without the comma and white space that set it off: what appending it put
 * in. A container that becomes empty is left as `{}` or `[]`.
 */
export function removeAt(json: JsonText, path: JsonPath): string {
  const node = findNodeAtLocation(json.root, [...path]);
  if (node === undefined) return json.text;
  const container = findNodeAtLocation(json.root, path.slice(0, -1)) as Node;
  const children = container.children ?? [];
  const at = children.findIndex((child) => child === node || child === node.parent);
  const [before, item, after] = [children[at - 1], children[at], children[at + 1]];
  const cut = (start: number, end: number) => json.text.slice(0, start) + json.text.slice(end);
  if (item === undefined) return json.text;
  if (before !== undefined) return cut(before.offset + before.length, item.offset + item.length);
  if (after !== undefined) return cut(item.offset, after.offset);
  return cut(container.offset + 1, container.offset + container.length - 1);
}

/** The text with the insertion. */
export function insert(text: string, { offset, text: added }: Insertion): string {
  return text.slice(0, offset) + added + text.slice(offset);
}

/** The text without the insertion; null when it does not stand there. */
export function undoInsertion(text: string, { offset, text: added }: Insertion): string | null {
  if (!text.startsWith(added, offset)) return null;
  return text.slice(0, offset) + text.slice(offset + added.length);
}
