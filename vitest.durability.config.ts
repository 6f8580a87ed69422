import { defineConfig } from 'vitest/config';

/** The whole of the durability tests, of which `npm test` runs a short form. */
export default defineConfig({
  test: {
    include: ['test/durability/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    env: { DURABILITY: 'full' },
    // Hundreds of processes are started and killed: only what never ends fails.
    testTimeout: 1_800_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
  },
});
