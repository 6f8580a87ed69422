/** Reads the values of JavaScript literals: texts, numbers, lists and objects of them. Evaluates nothing. */

import type { AnyNode, ArrayExpression, ObjectExpression } from 'acorn';
import type { JsonValue } from '../../src/types.ts';

/** Deeper values are not a tool's arguments. */
const MAX_DEPTH = 40;

/** The value that an expression spells out; undefined when anything in it is not a literal. */
export function literalValue(node: AnyNode, depth = 0): JsonValue | undefined {
  if (depth > MAX_DEPTH) return undefined;
  switch (node.type) {
    case 'Literal':
      return plainValue(node.value);
    case 'TemplateLiteral':
      return node.expressions.length === 0 ? (node.quasis[0]?.value.cooked ?? undefined) : undefined;
    case 'UnaryExpression': {
      const value = node.operator === '-' ? literalValue(node.argument, depth + 1) : undefined;
      return typeof value === 'number' ? -value : undefined;
    }
    case 'ArrayExpression':
      return listValue(node, depth);
    case 'ObjectExpression':
      return objectValue(node, depth);
    default:
      return undefined;
  }
}

/** Regular expressions and big integers are no JSON. */
function plainValue(value: unknown): JsonValue | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function listValue({ elements }: ArrayExpression, depth: number): JsonValue | undefined {
  const values = elements.map((item) => (item === null ? undefined : literalValue(item, depth + 1)));
  return values.every((value) => value !== undefined) ? values : undefined;
}

function objectValue({ properties }: ObjectExpression, depth: number): JsonValue | undefined {
  const entries: [string, JsonValue][] = [];
  for (const property of properties) {
    if (property.type !== 'Property' || property.kind !== 'init' || property.computed) return undefined;
    const name = property.key.type === 'Identifier' ? property.key.name : literalValue(property.key);
    const value = literalValue(property.value, depth + 1);
    if (typeof name !== 'string' || value === undefined) return undefined;
    entries.push([name, value]);
  }
  return Object.fromEntries(entries);
}
