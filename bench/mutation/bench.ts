/**
 * `npm run bench mutation [-- --most N] [--only path]`: breaks one rule at a time in the places that decide what becomes a
 * skill, and counts how often the tests of their rooms notice. Survivors are listed: each is a rule that no test states,
 * or a change that changes nothing.
 */

import { spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/lib/package.ts';
import { printJson, printMachine, printRows, thisMachine } from '../report/print.ts';
import { javaScriptOf, type Mutant, mutantsOf } from './mutants.ts';

/** Where rules lie, and the tests of their rooms. */
const TARGETS: Readonly<Record<string, readonly string[]>> = {
  'src/codify/checks': ['test/codify', 'bench/skills'],
  'src/mine/episodes': ['test/mine'],
  'src/mine/rank': ['test/mine'],
};
/** Mutants tried when nobody asks for another number: about ten minutes on two cores. */
const MOST = 200;
const WORKERS = 2;

interface Trial {
  file: string;
  number: number;
  mutant: Mutant;
  tests: readonly string[];
}

export async function bench(args: readonly string[]): Promise<void> {
  const after = (flag: string) => (args.includes(flag) ? args[args.indexOf(flag) + 1] : undefined);
  const trials = evenly(await allTrials(after('--only') ?? ''), Number(after('--most') ?? MOST));
  const survivors: Trial[] = [];
  const counts = new Map<string, { killed: number; tried: number }>();
  const queue = [...trials];
  const work = async () => {
    for (let trial = queue.shift(); trial !== undefined; trial = queue.shift()) {
      const killed = await isKilled(trial);
      const count = counts.get(trial.file) ?? { killed: 0, tried: 0 };
      counts.set(trial.file, { killed: count.killed + Number(killed), tried: count.tried + 1 });
      if (!killed) survivors.push(trial);
    }
  };
  await Promise.all(Array.from({ length: WORKERS }, work));
  const rows = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  const killed = trials.length - survivors.length;
  const listed = survivors.map(({ file, number, mutant }) => `${file}#${number}  ${mutant.shown}`).sort();
  if (args.includes('--json')) {
    printJson({
      bench: 'mutation',
      tried: trials.length,
      killed,
      files: Object.fromEntries(rows),
      survivors: listed,
    });
    return;
  }
  printMachine(thisMachine());
  printRows([
    ['file', 'tried', 'killed', '%'],
    ...rows.map(([file, { tried, killed: found }]) => [
      file,
      String(tried),
      String(found),
      percent(found, tried),
    ]),
    ['all', String(trials.length), String(killed), percent(killed, trials.length)],
  ]);
  process.stdout.write(
    `\nSurvivors; MUTANT=<name> npx vitest run --config vitest.mutation.config.ts shows one:\n${listed.join('\n')}\n`,
  );
}

const percent = (part: number, whole: number) => ((100 * part) / Math.max(1, whole)).toFixed(1);

async function allTrials(only: string): Promise<Trial[]> {
  const root = packageRoot();
  const trials: Trial[] = [];
  for (const [place, tests] of Object.entries(TARGETS)) {
    for (const file of filesOf(root, place).filter((name) => name.includes(only))) {
      const mutants = mutantsOf(await javaScriptOf(join(root, file)));
      trials.push(...mutants.map((mutant, number) => ({ file, number, mutant, tests })));
    }
  }
  return trials;
}

function filesOf(root: string, place: string): string[] {
  if (statSync(join(root, place)).isFile()) return [place];
  const names = readdirSync(join(root, place)).filter((name) => name.endsWith('.ts'));
  return names.sort().map((name) => `${place}/${name}`);
}

/** At most `most` of them, evenly drawn, so that the same sources give the same trials. */
function evenly(trials: readonly Trial[], most: number): Trial[] {
  const step = Math.max(1, trials.length / most);
  return Array.from(
    { length: Math.min(most, trials.length) },
    (_, at) => trials[Math.floor(at * step)] as Trial,
  );
}

function isKilled({ file, number, tests }: Trial): Promise<boolean> {
  return new Promise((done) => {
    const child = spawn('npx', ['vitest', 'run', '--config', 'vitest.mutation.config.ts', ...tests], {
      cwd: packageRoot(),
      env: { ...process.env, MUTANT: `${file}#${number}` },
      stdio: 'ignore',
    });
    child.once('exit', (code) => done(code !== 0));
  });
}
