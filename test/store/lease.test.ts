/** Whose a store is, by what stands beside it. */

import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { type Machine, thisMachine } from '../../src/lib/machine.ts';
import { run } from '../../src/lib/run.ts';
import { type HomePaths, homePaths } from '../../src/paths.ts';
import { dropLease, elsewhere, takeLease, whileKept } from '../../src/store/guard/lease.ts';
import { removeVoid, stamped } from '../../src/store/guard/lease-file.ts';
import { bundle } from '../bundle.ts';

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

test('of hosts that find a lease void at the same moment, one takes it and the others are refused', async () => {
  const { program, folder } = await bundle('test/store/lease-taker.ts');
  for (let round = 0; round < ROUNDS; round++) {
    takeLease(paths, ANOTHER).release();
    takeLease(paths, ANOTHER);
    age(301);
    const at = Date.now() + 400;
    const takers = Array.from({ length: TAKERS }, (_, index) =>
      run(process.execPath, [program, paths.home, `host-${index}`, String(at)]),
    );
    const took = (await Promise.all(takers)).map(({ stdout }) => stdout);
    const owner = (JSON.parse(readFileSync(paths.storeLease, 'utf8')) as Machine).host;
    expect(took.filter((host) => host !== '')).toEqual([owner]);
    expect(readdirSync(paths.home)).toEqual(['store.lease']);
    dropLease(paths);
  }
  rmSync(folder, { recursive: true });
});

test('a lease that was renewed or replaced since it was found void stays', () => {
  takeLease(paths, ANOTHER);
  age(301);
  const seen = stamped(paths.storeLease);
  if (seen === null) throw new Error('there is no lease');
  age(0);
  removeVoid(paths.storeLease, seen);
  expect(refusal()).not.toBeNull();
  age(301);
  removeVoid(paths.storeLease, { ...seen, text: 'of a third' });
  expect(stamped(paths.storeLease)?.text).toBe(seen.text);
  expect(readdirSync(paths.home)).toEqual(['store.lease']);
});

const ROUNDS = 4;
const TAKERS = 4;

test('while a long piece of work goes on without a daemon, other machines are refused', async () => {
  await whileKept(paths, async () => {
    expect(refusal(ANOTHER)).toContain(thisMachine().host);
    await expect(whileKept(paths, async () => 'done', ANOTHER)).rejects.toThrow(/in use by hivemind/);
  });
  expect(refusal(ANOTHER)).toBeNull();
  await expect(whileKept(paths, () => Promise.reject(new Error('torn')))).rejects.toThrow('torn');
  expect(readdirSync(paths.home)).toEqual([]);
});

test('a daemon that begins beside such work has the lease, and keeps it', async () => {
  // Of another name: both are this one process.
  const daemon = await whileKept(paths, async () =>
    takeLease(paths, { ...thisMachine(), host: ANOTHER.host }),
  );
  expect(daemon.isHeld()).toBe(true);
});
