import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/install/**/*.test.ts'],
    globalSetup: ['test/install/global-setup.ts'],
    setupFiles: ['test/setup.ts'],
    // better-sqlite3 is compiled where no prebuilt binary can be downloaded: minutes on a small machine.
    testTimeout: 1_800_000,
    hookTimeout: 1_800_000,
    maxWorkers: 1,
  },
});
