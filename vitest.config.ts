import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'bench/**/*.test.ts'],
    exclude: ['test/agents/**', 'test/install/**'],
    setupFiles: ['test/setup.ts'],
    // Much of the time goes to waiting for processes, so no core is kept back.
    maxWorkers: '100%',
    // Only what never ends fails: a busy machine is no reason to.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
