import { expect, test } from 'vitest';
import { createWake } from '../../src/daemon/wake.ts';

const LONG_MS = 3_600_000;

test('a sleeper is woken', async () => {
  const wake = createWake();
  const sleep = wake.sleep(LONG_MS);
  wake.now();
  await expect(sleep).resolves.toBeUndefined();
});

test('a call that comes while nobody sleeps ends the next sleep', async () => {
  const wake = createWake();
  wake.now();
  wake.now();
  await expect(wake.sleep(LONG_MS)).resolves.toBeUndefined();
});

test('each call ends one sleep', async () => {
  const wake = createWake();
  wake.now();
  await wake.sleep(LONG_MS);
  let isAwake = false;
  const second = wake.sleep(LONG_MS).then(() => {
    isAwake = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(isAwake).toBe(false);
  wake.now();
  await second;
});

test('a sleep longer than timers can hold does not end at once', async () => {
  const wake = createWake();
  let isAwake = false;
  const sleep = wake.sleep(Number.POSITIVE_INFINITY).then(() => {
    isAwake = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(isAwake).toBe(false);
  wake.now();
  await sleep;
});
