/** `hivemind skillify run`: one mining run now. */

import { relative } from 'node:path';
import { Command, Option } from 'commander';
import { count } from '../../lib/in-words.ts';
import { unifiedDiff } from '../../lib/line-diff.ts';
import type { PlaceBlock } from '../../store/derived/blocks.ts';
import { whileKept } from '../../store/guard/lease.ts';
import { allProjects } from '../../store/heads.ts';
import { openStore } from '../../store/open.ts';
import type { Project } from '../../types.ts';
import { findProjectNamed, projectName } from '../../views/find-project.ts';
import { listedRefusal, listedRefusals } from '../../views/refusals.ts';
import type { WorkerContext } from '../../worker/context.ts';
import type { RefusedWork, SkillifyReport } from '../../worker/skillify.ts';
import type { CliContext } from '../context.ts';
import { type Cell, printTable, recurring } from '../terminal/output.ts';
import { oneLine } from '../terminal/visible.ts';
import { viewerWith } from '../viewer.ts';
import { printRefusals, printTakenOut } from './print-refusals.ts';

/** Characters of a candidate's id that a person sees; `why` takes the beginning of an id. */
const SHORT_ID = 8;

interface RunOptions {
  project?: string;
  all?: boolean;
  dryRun?: boolean;
  json?: boolean;
}

export function skillifyRunCommand(context: CliContext): Command {
  return new Command('run')
    .description('mine a project now and write the skills that are due')
    .option('--project <project>', 'its path, remote or id (default: where you stand)')
    .addOption(new Option('--all', 'every project').conflicts('project'))
    .addOption(new Option('--model <model>', 'what words the skills').choices(['none']).default('none'))
    .option('--dry-run', 'write no skill; print the exact change')
    .option('--json', 'print one JSON document')
    .action((options: RunOptions) => runNow(context, options));
}

async function runNow(context: CliContext, options: RunOptions): Promise<void> {
  // Mining is much code, which `hivemind skillify` alone has no use for.
  const { catchUp } = await import('../../worker/catch-up.ts');
  const { skillifyProject } = await import('../../worker/skillify.ts');
  const { paths, env, now } = context;
  const worker: WorkerContext = {
    paths,
    env,
    now,
    config: context.config(),
    store: openStore(paths.database),
  };
  await whileKept(paths, async () => {
    await catchUp(worker);
    const projects = options.all
      ? allProjects(worker.store)
      : [await findProjectNamed(viewerWith(context, worker.store), options.project)];
    const dryRun = options.dryRun === true;
    const reports: SkillifyReport[] = [];
    for (const project of projects) {
      const report = await skillifyProject(worker, project, { reason: 'manual', dryRun });
      reports.push(report);
      if (!options.json) printReport(context, project, report);
    }
    const documents = reports.map((report) => ({
      ...report,
      refused: report.refused.map(listed),
      takenOut: report.takenOut.map(({ refusals, ...work }) => ({
        ...work,
        lines: refusals.map(listedRefusal),
      })),
    }));
    if (options.json) context.json(options.all ? documents : documents[0]);
  });
}

const listed = ({ refusals, ...work }: RefusedWork) => ({ ...work, ...listedRefusals(refusals) });

/** Why a skill that passed was not written. */
const HELD_BACK: Readonly<Record<PlaceBlock, string>> = {
  edited: 'held back: you edited it',
  removed: 'held back: you deleted it',
  'not-ours': 'held back: something else is there',
  link: 'held back: a symbolic link is on the way',
  root: 'held back: no place for skills',
  format: 'held back: not a valid skill file',
  busy: 'held back: another process writes it',
};

function printReport(context: CliContext, project: Project, report: SkillifyReport): void {
  const seconds = (report.durationMs / 1000).toFixed(1);
  context.out(
    `${projectName(project, context.env)}: ${count(report.episodes, 'episode')}, ` +
      `${recurring(report.clusters)}, ${count(report.candidates, 'candidate')} (${seconds} s)`,
  );
  const published = report.published.map(({ name, path, version, outcome }): Cell[] => [
    outcome === 'written' ? { text: '✓', style: 'green' } : '-',
    name,
    outcome === 'written' ? `version ${version}` : 'unchanged',
    relative(project.root, path),
  ]);
  const changes = report.changes ?? [];
  const pending = report.pending.map((name): Cell[] => [
    '-',
    name,
    changes.some((change) => change.name === name)
      ? 'would be written'
      : 'waits for you: hivemind skillify review',
    '',
  ]);
  const heldBack = report.heldBack.map(({ name, path, code }): Cell[] => [
    { text: '!', style: 'yellow' },
    name,
    HELD_BACK[code],
    relative(project.root, path),
  ]);
  printTable(context, [{}, { whole: true }, {}, {}], [...published, ...pending, ...heldBack]);
  for (const work of report.refused) {
    context.out(`${work.candidate.slice(0, SHORT_ID)}  ${oneLine(work.label)}: not written, or not yet`);
    printRefusals(context, listedRefusals(work.refusals));
  }
  for (const work of report.takenOut) {
    context.out(`${work.candidate.slice(0, SHORT_ID)}  ${oneLine(work.label)}`);
    printTakenOut(context, work.refusals.map(listedRefusal));
  }
  for (const { path, before, after } of changes) {
    for (const line of unifiedDiff(path, before, after)) context.out(line);
  }
}
