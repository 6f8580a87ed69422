/** Small changes to a source file, each of which breaks a rule that it states. */

import { readFileSync } from 'node:fs';
import { parseAst, transformWithEsbuild } from 'vite';

/** One change: the text between two offsets of the file's JavaScript replaced by another. */
export interface Mutant {
  start: number;
  end: number;
  text: string;
  /** The line that it stands in, and what becomes of it. */
  shown: string;
}

interface Node {
  type: string;
  start: number;
  end: number;
  [field: string]: unknown;
}

/** What each operator becomes. After the operators of Offutt et al. 1996 (relational, logical) and of the Stryker handbook. */
const OPERATORS: Readonly<Record<string, string>> = {
  '&&': '||',
  '||': '&&',
  '===': '!==',
  '!==': '===',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '-': '+',
  '*': '/',
  '/': '*',
};
const METHODS: Readonly<Record<string, string>> = { some: 'every', every: 'some', min: 'max', max: 'min' };

/** The file as JavaScript, its types taken off: what mutants are offsets into. */
export async function javaScriptOf(file: string): Promise<string> {
  const { code } = await transformWithEsbuild(readFileSync(file, 'utf8'), file, {
    loader: 'ts',
    target: 'es2023',
    sourcemap: false,
  });
  return code;
}

/** Every mutant of a file, in the order of their places. */
export function mutantsOf(code: string): Mutant[] {
  const mutants: Mutant[] = [];
  const add = (start: number, end: number, text: string) => {
    const lineStart = code.lastIndexOf('\n', start - 1) + 1;
    const lineEnd = code.indexOf('\n', end);
    const before = code.slice(start, end).replace(/\s+/g, ' ');
    const line = code.slice(lineStart, lineEnd < 0 ? undefined : lineEnd).trim();
    const shown = `${before.slice(0, 60)} → ${text.replace(/\s+/g, ' ').slice(0, 60) || 'nothing'}   in: ${line.split('\n')[0]?.slice(0, 100)}`;
    mutants.push({ start, end, text, shown });
  };
  const program = parseAst(code) as unknown as Node;
  visit(program, 0, (node, depth) => {
    MUTATORS[node.type]?.(node, add, code, depth);
    // `void 0` is `undefined`, whatever the number.
    return !(node.type === 'UnaryExpression' && node.operator === 'void');
  });
  return mutants.sort((a, b) => a.start - b.start || a.end - b.end || (a.text < b.text ? -1 : 1));
}

type Add = (start: number, end: number, text: string) => void;

const MUTATORS: Readonly<Record<string, (node: Node, add: Add, code: string, depth: number) => void>> = {
  LogicalExpression: swapOperator,
  BinaryExpression: swapOperator,
  UnaryExpression: (node, add, code) => {
    const { start, end } = node.argument as Node;
    if (node.operator === '!') add(node.start, node.end, code.slice(start, end));
  },
  IfStatement: ({ test }, add) => decide(test as Node, add),
  ConditionalExpression: ({ test }, add) => decide(test as Node, add),
  Literal: ({ value, start, end }, add) => {
    if (typeof value === 'boolean') add(start, end, String(!value));
    if (typeof value === 'number') add(start, end, `(${value * 2 + 1})`);
  },
  CallExpression: ({ callee, end }, add, code) => {
    const { type, object, property } = callee as Node & { object: Node; property: Node };
    if (type !== 'MemberExpression') return;
    const name = code.slice(property.start, property.end);
    if (name === 'filter') add(object.end, end, '');
    const other = METHODS[name];
    if (other !== undefined) add(property.start, property.end, other);
  },
  VariableDeclarator: ({ init }, add, code, depth) => {
    const table = init as Node | null;
    if (table === null || depth > OUTERMOST) return;
    // The entries of a table at the top of a file are rules of their own.
    if (table.type === 'ArrayExpression') removeEach(table.elements as Node[], add, code);
    if (table.type === 'ObjectExpression') removeEach(table.properties as Node[], add, code);
  },
};

/** How far below the file one of its own constants is declared: by `const`, or by `export const`. */
const OUTERMOST = 3;

function swapOperator(node: Node, add: Add, code: string): void {
  const { end } = node.left as Node;
  const { start } = node.right as Node;
  const other = OPERATORS[String(node.operator)];
  if (other === undefined) return;
  const between = code.slice(end, start);
  add(end, start, between.replace(String(node.operator), other));
}

function decide(test: Node, add: Add): void {
  add(test.start, test.end, 'true');
  add(test.start, test.end, 'false');
}

function removeEach(entries: readonly (Node | null)[], add: Add, code: string): void {
  for (const entry of entries) {
    if (entry === null || entry.type === 'SpreadElement') continue;
    const comma = /^\s*,/.exec(code.slice(entry.end))?.[0].length ?? 0;
    add(entry.start, entry.end + comma, '');
  }
}

/** Shows each node to `see`, and what lies in it where that says so. */
function visit(node: Node, depth: number, see: (node: Node, depth: number) => boolean): void {
  if (!see(node, depth)) return;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) visit(child, depth + 1, see);
    }
  }
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

/** The file's JavaScript with one mutant in it. */
export const mutated = (code: string, { start, end, text }: Pick<Mutant, 'start' | 'end' | 'text'>): string =>
  code.slice(0, start) + text + code.slice(end);
