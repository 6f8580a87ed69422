/** Whose a store is, by what stands beside it. */

import { existsSync, mkdtempSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { type Machine, thisMachine } from '../../src/lib/machine.ts';
import { type HomePaths, homePaths } from '../../src/paths.ts';
import { dropLease, elsewhere, takeLease } from '../../src/store/lease.ts';

const ANOTHER: Machine = {
  host: 'build-box',
  boot: '0f0f0f0f-0000-4000-8000-000000000000',
  pidNamespace: 'pid:[1]',
};

let paths: HomePaths;
beforeEach(() => {
  paths = homePaths(mkdtempSync(join(process.env.HOME ?? '', 'lease-')));
});

function age(seconds: number): void {
  const at = Date.now() / 1_000 - seconds;
  utimesSync(paths.storeLease, at, at);
}

const refusal = (machine?: Machine) => elsewhere(paths.database, machine)?.message ?? null;

test('without a lease, and with its own, a machine may open the store', () => {
  expect(refusal()).toBeNull();
  const lease = takeLease(paths);
  expect(refusal()).toBeNull();
  expect(lease.isHeld()).toBe(true);
  lease.release();
  expect(readdirSync(paths.home)).toEqual([]);
});

test('another machine may not, until the lease is released or has expired', () => {
  const lease = takeLease(paths);
  expect(refusal(ANOTHER)).toContain(thisMachine().host);
  age(299);
  expect(refusal(ANOTHER)).not.toBeNull();
  age(301);
  expect(refusal(ANOTHER)).toBeNull();
  age(0);
  lease.release();
  expect(refusal(ANOTHER)).toBeNull();
});

test('a machine of the same name counts as this one before its last start, unless it renewed since', () => {
  takeLease(paths, { ...ANOTHER, host: thisMachine().host });
  expect(refusal()).not.toBeNull();
  age(40 * 365 * 86_400);
  expect(refusal()).toBeNull();
});

test('a container under the same kernel counts while a daemon holds the lock', () => {
  const container = { ...thisMachine(), host: 'in-container', pidNamespace: 'pid:[1]' };
  takeLease(paths, container);
  age(0);
  expect(refusal()).toBeNull();
});

test('a lease of the future does not expire: a clock went back, and its owner may live', () => {
  takeLease(paths, ANOTHER);
  age(-86_400);
  expect(refusal()).not.toBeNull();
});

test.each(['', '{"host":', 'null', '[]'])(
  "a lease that says %j is somebody unknown's until it expires",
  (text) => {
    writeFileSync(paths.storeLease, text);
    expect(refusal()).toContain('unknown');
    age(301);
    expect(refusal()).toBeNull();
  },
);

test('taking a foreign lease is refused, and leaves it as it was', () => {
  takeLease(paths, ANOTHER);
  const before = readFileSync(paths.storeLease, 'utf8');
  expect(() => takeLease(paths)).toThrow(/in use by hivemind on another host \(build-box/);
  expect(readFileSync(paths.storeLease, 'utf8')).toBe(before);
  expect(readdirSync(paths.home)).toEqual(['store.lease']);
});

test('who lost the lease notices, and does not remove the one of who has it now', () => {
  const first = takeLease(paths);
  dropLease(paths);
  expect(first.isHeld()).toBe(false);
  takeLease(paths, ANOTHER);
  expect(first.isHeld()).toBe(false);
  first.release();
  expect(existsSync(paths.storeLease)).toBe(true);
});
