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

test('many calls that may wait end one sleep, and a call that may not wait ends it before', async () => {
  const wake = createWake();
  for (let call = 0; call < 10; call++) wake.within(1);
  await wake.sleep(LONG_MS);
  let isAwake = false;
  const second = wake.sleep(LONG_MS).then(() => {
    isAwake = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(isAwake).toBe(false);
  wake.within(LONG_MS);
  wake.now();
  await second;
});

test('a call that may wait is forgotten once something else has ended the sleep', async () => {
  const wake = createWake();
  wake.within(5);
  wake.now();
  await wake.sleep(LONG_MS);
  let isAwake = false;
  void wake.sleep(LONG_MS).then(() => {
    isAwake = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 40));
  expect(isAwake).toBe(false);
  wake.now();
});
