/**
 * Loaded before the program (`node --import`) by every process of a home under test: counts what the process does to the
 * store and to files, and kills it, without warning, at the step that its order names.
 *
 * Orders are files `<number>.<role>` in the folder `$KILL_ORDERS/waiting`; each process takes the first of its role. One
 * carried out moves to `done`, and one that a process did not come to goes back. An order holds `<point> <n>`: die at the
 * n-th passing of the point.
 */

import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import Database from 'better-sqlite3';

const original = {
  renameSync: fs.renameSync,
  rmSync: fs.rmSync,
  unlinkSync: fs.unlinkSync,
  writeSync: fs.writeSync,
  fsyncSync: fs.fsyncSync,
};
const folder = process.env.KILL_ORDERS ?? '';
// What this process starts, and leaves for the hooks to start, is to be under orders, too.
process.execPath = process.env.KILL_NODE ?? process.execPath;

interface Order {
  /** Its name, with the process that took it. */
  file: string;
  point: string;
  left: number;
}

function takeOrder(role: string): Order | null {
  const waiting = fs.readdirSync(join(folder, 'waiting')).filter((name) => name.endsWith(`.${role}`));
  for (const file of waiting.sort()) {
    const taken = `${file}.${process.pid}`;
    try {
      original.renameSync(join(folder, 'waiting', file), join(folder, 'taken', taken));
    } catch {
      continue; // Another process was faster.
    }
    const [point = '', n = ''] = fs.readFileSync(join(folder, 'taken', taken), 'utf8').split(' ');
    return { file: taken, point, left: Number(n) };
  }
  return null;
}

function pass(order: Order, point: string): void {
  if (point !== order.point) return;
  order.left -= 1;
  if (order.left > 0) return;
  original.renameSync(join(folder, 'taken', order.file), join(folder, 'done', order.file));
  process.kill(process.pid, 'SIGKILL');
}

/** What a statement is for, by the table it writes to. */
const TABLES: readonly [RegExp, string][] = [
  [/^BEGIN/, 'begin'],
  [/^COMMIT/, 'commit'],
  [/^VACUUM INTO/, 'backup'],
  [/INTO sessions\b/, 'event'],
  [/INTO transcripts\b/, 'cursor'],
  [/INTO session_heads\b/, 'head'],
  [/\bskillify_runs\b/, 'run'],
  [/\bepisodes\b/, 'episodes'],
  [/\bcandidates\b/, 'ledger'],
  [/\b(?:skills|skill_versions|receipts)\b/, 'skill'],
];

function watchStore(order: Order): void {
  const probe = new Database(':memory:');
  const statements = Object.getPrototypeOf(probe.prepare('SELECT 1')) as Database.Statement;
  const databases = Object.getPrototypeOf(probe) as Database.Database;
  probe.close();
  const { run } = statements;
  statements.run = function (this: Database.Statement, ...values: unknown[]) {
    const name = TABLES.find(([pattern]) => pattern.test(this.source))?.[1];
    if (name === undefined) return run.apply(this, values);
    pass(order, `${name}:before`);
    const result = run.apply(this, values);
    pass(order, `${name}:after`);
    return result;
  };
  const { exec } = databases;
  databases.exec = function (this: Database.Database, source: string) {
    const name = /^BEGIN EXCLUSIVE/.test(source) ? 'lock' : 'migration';
    pass(order, `${name}:before`);
    const result = exec.call(this, source);
    pass(order, `${name}:after`);
    return result;
  };
}

const FILE_CALLS = {
  renameSync: 'rename',
  rmSync: 'remove',
  unlinkSync: 'remove',
  writeSync: 'write',
  fsyncSync: 'sync',
} as const;

function watchFiles(order: Order): void {
  for (const [call, name] of Object.entries(FILE_CALLS) as [keyof typeof FILE_CALLS, string][]) {
    const done = original[call] as (...args: unknown[]) => unknown;
    const watched = (...args: unknown[]) => {
      pass(order, `${name}:before`);
      const result = done(...args);
      pass(order, `${name}:after`);
      return result;
    };
    (fs as unknown as Record<string, unknown>)[call] = watched;
  }
  syncBuiltinESMExports();
}

/** `daemon run` and `daemon mine` die by order; nothing else does. */
const ROLES: Readonly<Record<string, string>> = { run: 'daemon', mine: 'miner' };
const role = process.argv[2] === 'daemon' ? ROLES[process.argv[3] ?? ''] : undefined;
const order = role === undefined ? null : takeOrder(role);
if (order !== null) {
  watchStore(order);
  watchFiles(order);
  const unmet = order.file;
  process.on('exit', () =>
    original.renameSync(join(folder, 'taken', unmet), join(folder, 'waiting', unmet.replace(/\.\d+$/, ''))),
  );
}
