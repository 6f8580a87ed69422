/** Upgrades of an existing store. */

import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, expect, test, vi } from 'vitest';
import { listBackups } from '../../src/store/guard/backup.ts';
import { MIGRATIONS, type Migration } from '../../src/store/migrations.ts';
import { bringUpToDate, openStore, openStoreToRead } from '../../src/store/open.ts';

const steps = vi.hoisted(() => ({ next: '' }));
vi.mock('../../src/store/migrations.ts', async (original) => {
  const released = (await original<{ MIGRATIONS: readonly Migration[] }>()).MIGRATIONS;
  return {
    get MIGRATIONS() {
      return [...released, steps.next];
    },
  };
});

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(process.env.HOME ?? '', 'migrate-'));
  path = join(folder, 'hivemind.db');
  const old = new Database(path);
  for (const step of MIGRATIONS.slice(0, -1)) typeof step === 'string' ? old.exec(step) : step(old);
  old.pragma(`user_version = ${MIGRATIONS.length - 1}`);
  old.exec("INSERT INTO workspaces (id, first_seen_at) VALUES ('before', 1)");
  old.close();
});

const backups = () => listBackups(join(folder, 'backups'));

test('an older store is backed up, then brought up to date', () => {
  steps.next = "INSERT INTO workspaces (id, first_seen_at) VALUES ('after', 2)";
  const store = openStore(path);
  expect(store.prepare('SELECT id FROM workspaces').pluck().all()).toEqual(['after', 'before']);
  store.close();
  expect(backups()).toHaveLength(1);
  const backup = new Database(backups()[0]);
  expect(backup.prepare('SELECT id FROM workspaces').pluck().all()).toEqual(['before']);
  backup.close();
});

test('a step that fails leaves the store as it was, and says so', () => {
  steps.next = "INSERT INTO workspaces (id, first_seen_at) VALUES ('half', 2); CREATE TABLE broken (";
  expect(() => openStore(path)).toThrow(/cannot be used/);
  const store = new Database(path);
  expect(store.prepare('SELECT id FROM workspaces').pluck().all()).toEqual(['before']);
  expect(store.pragma('user_version', { simple: true })).toBe(MIGRATIONS.length - 1);
  store.close();
});

test('a new store has nothing to back up, and one that is up to date is left alone', () => {
  steps.next = 'SELECT 1';
  const fresh = join(folder, 'fresh', 'hivemind.db');
  openStore(fresh).close();
  openStoreToRead(fresh)?.close();
  expect(listBackups(join(folder, 'fresh', 'backups'))).toEqual([]);
});

const schemaOf = (database: string): unknown => {
  const store = new Database(database);
  const version = store.pragma('user_version', { simple: true });
  store.close();
  return version;
};

test('reading never migrates: an older store is refused with what to do, and stays as it was', () => {
  const before = readFileSync(path);
  expect(() => openStoreToRead(path)).toThrow(
    expect.objectContaining({ code: 'STORE_OLDER', hint: 'hivemind status brings it up to date' }),
  );
  expect(readFileSync(path)).toEqual(before);
  expect(backups()).toEqual([]);
});

test('an older store that was brought up to date is read', () => {
  steps.next = "INSERT INTO workspaces (id, first_seen_at) VALUES ('after', 2)";
  bringUpToDate(path);
  const store = openStoreToRead(path);
  expect(store?.prepare('SELECT id FROM workspaces').pluck().all()).toEqual(['after', 'before']);
  store?.close();
  expect(backups()).toHaveLength(1);
});

test('a newer store is refused by readers too, and left alone', () => {
  const newer = new Database(path);
  newer.pragma(`user_version = ${MIGRATIONS.length + 1}`);
  newer.close();
  for (const open of [openStoreToRead, bringUpToDate])
    expect(() => open(path)).toThrow(expect.objectContaining({ code: 'STORE_NEWER' }));
  expect(schemaOf(path)).toBe(MIGRATIONS.length + 1);
});

test('a store that is only being made is none to a reader yet', () => {
  const made = join(folder, 'made.db');
  writeFileSync(made, '');
  expect(openStoreToRead(made)).toBeNull();
  bringUpToDate(made);
  expect(schemaOf(made)).toBe(0);
});
