/** `npm run bench <name> -- [--json] …`: measurements beside what the user would have instead. Never a verdict. */

type Bench = (args: readonly string[]) => Promise<void>;

/** Each bench, loaded only when asked for. */
const BENCHES: Record<string, () => Promise<{ bench: Bench }>> = {
  agents: () => import('./agents/bench.ts'),
  all: () => import('./all.ts'),
  hook: () => import('./hook/bench.ts'),
  import: () => import('./import/bench.ts'),
  ingest: () => import('./ingest/bench.ts'),
  mining: () => import('./mining/bench.ts'),
  'mining-beside': () => import('./mining/beside.ts'),
  'mining-generated': () => import('./mining/generated.ts'),
  'mining-scale': () => import('./mining/scale.ts'),
  mutation: () => import('./mutation/bench.ts'),
  redact: () => import('./redact/bench.ts'),
  scale: () => import('./scale/bench.ts'),
  skills: () => import('./skills/bench.ts'),
};

const [name = '', ...args] = process.argv.slice(2);
const load = BENCHES[name];
if (load === undefined) {
  process.stderr.write(`Usage: npm run bench <${Object.keys(BENCHES).join('|')}> -- [--json]\n`);
  process.exitCode = 2;
} else {
  const { bench } = await load();
  await bench(args);
}
