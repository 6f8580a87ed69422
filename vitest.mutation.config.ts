import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { javaScriptOf, mutantsOf, mutated } from './bench/mutation/mutants.ts';

/** A file and the number of its mutant that this run is given instead of the file: `src/x.ts#12`. */
const [file = '', number = ''] = (process.env.MUTANT ?? '').split('#');

/** The tests with one rule of the sources broken; what `npm run bench mutation` runs again and again. */
export default defineConfig({
  plugins: [
    {
      name: 'mutant',
      enforce: 'pre',
      async load(id) {
        if (file === '' || id !== resolve(file)) return null;
        const code = await javaScriptOf(id);
        const mutant = mutantsOf(code)[Number(number)];
        if (mutant === undefined) throw new Error(`${file} has no mutant ${number}`);
        return { code: mutated(code, mutant), map: null };
      },
    },
  ],
  test: {
    include: ['test/**/*.test.ts', 'bench/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    reporters: ['dot'],
    bail: 1,
    maxWorkers: 1,
    // A mutant that never ends is one that shows.
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
});
