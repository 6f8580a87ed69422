/** Reads fields of foreign JSON without trusting its shape. */

import { createHash } from 'node:crypto';
import type { JsonObject, JsonValue } from '../src/types.ts';

/** The value as an object; an empty one when it is anything else. */
export function asRecord(value: JsonValue | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

/** The value as a text, or null when it is anything else. */
export function textOf(value: JsonValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

/** The objects of a list; empty when it is no list. */
export function listOf(value: JsonValue | undefined): JsonObject[] {
  return Array.isArray(value) ? value.map(asRecord) : [];
}

/** A short one-way digest: names a text that has no id, or remembers one that may hold a secret. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** A table's own entry: names from outside may be those of what every object inherits. */
export function lookUp<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** The value as a finite number, or null when it is anything else. */
export function numberOf(value: JsonValue | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
