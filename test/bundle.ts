/** Makes a program of our own that plain Node can run, for tests that need a real process to kill. */

import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const CACHE = join(import.meta.dirname, '..', '.cache', 'test');

/**
 * Compiles a TypeScript file and what it imports into one module; packages stay imports.
 * @returns the folder, for the caller to remove, and the module in it
 */
export async function bundle(entry: string): Promise<{ folder: string; program: string }> {
  mkdirSync(CACHE, { recursive: true });
  // Inside the project, so that Node finds the packages.
  const folder = mkdtempSync(join(CACHE, 'bundle-'));
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: entry,
      outDir: folder,
      target: 'node20',
      rollupOptions: { output: { entryFileNames: 'program.mjs' } },
    },
  });
  return { folder, program: join(folder, 'program.mjs') };
}
