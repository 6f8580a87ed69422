/** What a hook could be: ours, and what the user would have instead. */

import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hookCommand } from '../../installers/hook-command.ts';
import { packageRoot } from '../../src/lib/package.ts';
import { homePaths } from '../../src/paths.ts';

export interface Contender {
  name: string;
  /** Run by `/bin/sh -c`, as the agents do. */
  command: string;
  env: Record<string, string>;
}

/** Inserts its stdin as one row: what a hook that writes to the store itself would do at least. */
const INSERT = `
const Database = require(process.argv[1]);
const database = new Database(process.argv[2]);
database.pragma('journal_mode = WAL');
database.exec('CREATE TABLE IF NOT EXISTS events (body TEXT)');
database.prepare('INSERT INTO events VALUES (?)').run(require('node:fs').readFileSync(0, 'utf8'));
`;

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** The contenders, each with files of its own below `scratch`. */
export function contenders(scratch: string): Contender[] {
  const node = quoted(process.execPath);
  const sqlite = quoted(join(packageRoot(), 'node_modules', 'better-sqlite3'));
  return [
    { name: 'cat > file', command: `cat > ${quoted(scratch)}/cat.$$`, env: {} },
    ours(join(scratch, 'up'), 'hivemind, daemon up', String(process.pid)),
    ours(join(scratch, 'down'), 'hivemind, daemon down', null),
    { name: 'node -e 0', command: `${node} -e 0`, env: {} },
    {
      name: 'node + SQLite insert',
      command: `${node} -e ${quoted(INSERT)} ${sqlite} ${quoted(join(scratch, 'insert.db'))}`,
      env: {},
    },
  ];
}

/**
 * A home as the installer leaves it. "Up": the pid file names a live process. "Down": every hook finds none and starts
 * one; the entry it starts ends at once and leaves the start ticket's removal to the bench, so that each hook pays for
 * the start in full.
 */
function ours(home: string, name: string, daemonPid: string | null): Contender {
  const paths = homePaths(home);
  mkdirSync(paths.spool, { recursive: true });
  mkdirSync(paths.hooks, { recursive: true });
  copyFileSync(join(packageRoot(), 'hooks', 'capture'), join(paths.hooks, 'capture'));
  writeFileSync(join(paths.hooks, 'runtime'), `/bin/true\n${join(paths.hooks, 'capture')}\n`);
  if (daemonPid !== null) writeFileSync(paths.daemonPid, `${daemonPid}\n`);
  return { name, command: hookCommand(home, 'claude-code'), env: { HOME: home } };
}
