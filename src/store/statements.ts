/** Prepares each SQL text once per open store. */

import type { Statement } from 'better-sqlite3';
import type { Store } from './open.ts';

const prepared = new WeakMap<Store, Map<string, Statement>>();

/** The store's prepared statement for `sql`. Always a literal: values are bound, never spliced in. */
export function sql(store: Store, text: string): Statement {
  let statements = prepared.get(store);
  if (statements === undefined) {
    statements = new Map();
    prepared.set(store, statements);
  }
  let statement = statements.get(text);
  if (statement === undefined) {
    statement = store.prepare(text);
    statements.set(text, statement);
  }
  return statement;
}
