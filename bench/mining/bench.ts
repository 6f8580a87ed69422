/**
 * `npm run bench mining -- --data <folder> [--normalised] [--clusters] [--json]`: how well episodes, outcomes and kinds of
 * work agree with hand labels, beside what a user would have instead, on the same episodes.
 */

import { withoutCopies } from '../../src/mine/episodes/copies.ts';
import { episodesOf } from '../../src/mine/episodes/episodes.ts';
import { promptText, turnsOf } from '../../src/mine/read/turns.ts';
import type { Episode } from '../../src/types.ts';
import { printJson, printMachine, printRows, thisMachine } from '../report/print.ts';
import { interval } from './bootstrap.ts';
import { FORETELLERS, hitRate, measureForesight, precision } from './foresight.ts';
import { groupBy } from './grouping.ts';
import {
  aheadRows,
  groupingRows,
  leftOutRows,
  type Match,
  matchLabels,
  printClusters,
  range,
  two,
} from './grouping-tables.ts';
import { readLabels } from './labels.ts';
import { type BenchSession, readFlags, readNormalised, type SessionFlags } from './normalised.ts';
import { type JudgedItem, OUTCOME_RULES, scoreOutcome } from './outcomes.ts';
import { preferencesToRead, preferenceTable, quotedRules } from './preferences.ts';
import { withRawEvents } from './raw.ts';
import { rawOnlySessions } from './raw-only.ts';
import { boundaryScores, measureSegmentation } from './segmentation.ts';

const LABEL_FILES = ['labels.jsonl', 'labels2.jsonl'];
export async function bench(args: readonly string[]): Promise<void> {
  const data = args[args.indexOf('--data') + 1];
  if (!args.includes('--data') || data === undefined) {
    process.stderr.write(
      'Usage: npm run bench mining -- --data <folder> [--normalised] [--clusters] [--json]\n',
    );
    process.exitCode = 2;
    return;
  }
  const flags = readFlags(data);
  const normalised = readNormalised(data, flags);
  const times = new Map(normalised.flatMap(({ events }) => events.map(({ id, at }) => [id, at])));
  const sessions = args.includes('--normalised') ? normalised : await withNative(data, normalised, flags);
  if (sessions.length === 0) {
    process.stderr.write(
      `No sessions in ${data}: they are looked for in normalised/<project>/ and raw/<project>/.\n`,
    );
    process.exitCode = 1;
    return;
  }
  const episodes = new Map(
    sessions.map((session) => [
      session.file,
      episodesOf(session.events, { sessionId: session.file, headless: session.headless }),
    ]),
  );
  const work = withoutCopies([...episodes.values()].flat());
  const labelled = matchLabels(readLabels(data, LABEL_FILES[0] ?? '', times), episodes);
  const reports = LABEL_FILES.map((file) => {
    const labels = readLabels(data, file, times);
    const matches = matchLabels(labels, episodes);
    const rules = quotedRules(labels, episodes);
    return {
      labels: file,
      placed: [matches.length, labels.length],
      grouping: groupingRows(matches, episodes, 'episodes'),
      turns: groupingRows(matches, episodes, 'turns'),
      outcomes: measureOutcomes(matches, sessions),
      segmentation: segmentationRows(matches, episodes),
      preferences: preferenceTable(rules, work),
      rules,
    };
  }).filter(({ grouping }) => grouping.length > 0);
  const leftOut = leftOutRows(labelled, episodes);
  const foresight = measureForetellers(episodes);
  if (args.includes('--json')) return printJson({ bench: 'mining', reports, leftOut, foresight });
  printMachine(thisMachine());
  printSources(sessions);
  for (const report of reports) {
    const [placed = 0, all = 0] = report.placed;
    const missed = placed < all ? `: ${all - placed} of ${all} labels speak of no episode that was read` : '';
    process.stdout.write(`\n${report.labels}${missed}\n\n`);
    const { grouping, turns, outcomes, segmentation, preferences } = report;
    printTables(grouping, aheadRows(grouping), turns, aheadRows(turns), outcomes, segmentation, preferences);
  }
  printTables(...leftOut, foresight);
  process.stdout.write(`${preferencesToRead(reports[0]?.rules ?? [], work).join('\n')}\n`);
  if (args.includes('--clusters')) printClusters(labelled, episodes);
}

/** The sessions read from native files where there are any, those that have no other form too. */
async function withNative(data: string, normalised: readonly BenchSession[], flags: SessionFlags) {
  const known = new Set(normalised.map(({ file }) => file));
  const sessions = [...normalised, ...(await rawOnlySessions(data, known, flags))];
  return (await withRawEvents(data, sessions)).filter(({ events }) => events.length > 0);
}

function measureOutcomes(matches: readonly Match[], sessions: readonly BenchSession[]): string[][] {
  const turns = new Map(sessions.map((session) => [session.file, turnsOf(session.events)]));
  const items = matches.map(({ label, episode }): JudgedItem => {
    const own = turns.get(label.session_file) ?? [];
    const next = own[own.findIndex(({ prompt }) => prompt.id === episode.id) + 1];
    return {
      session: label.session_file,
      labelled: label.outcome,
      reaction: next === undefined ? null : promptText(next.prompt),
      judged: episode.outcome,
    };
  });
  const rows = [['outcome', 'accepted P', '', 'R', 'F1', 'corrected P', 'R', 'F1', '']];
  for (const [name, rule] of Object.entries(OUTCOME_RULES)) {
    const accepted = scoreOutcome(items, 'accepted', rule);
    const corrected = scoreOutcome(items, 'corrected', rule);
    rows.push([
      name,
      two(accepted.precision),
      range(interval(items, (sample) => scoreOutcome(sample, 'accepted', rule).precision)),
      two(accepted.recall),
      two(accepted.f1),
      two(corrected.precision),
      two(corrected.recall),
      two(corrected.f1),
      range(interval(items, (sample) => scoreOutcome(sample, 'corrected', rule).f1)),
    ]);
  }
  return rows;
}

/** Starts of episodes, by project and over all. */
function segmentationRows(matches: readonly Match[], episodes: ReadonlyMap<string, Episode[]>): string[][] {
  const rows = [
    ['segmentation', 'labelled starts', 'found', 'wrong', 'not judged', 'precision', 'recall', 'F1'],
  ];
  const labels = matches.map(({ label }) => label);
  for (const [name, own] of [...groupBy(labels, ({ project }) => project), ['all', labels] as const]) {
    const counts = measureSegmentation(own, episodes);
    const { precision, recall, f1 } = boundaryScores(counts);
    rows.push([
      name,
      ...[counts.labelled, counts.hits, counts.wrong, counts.unjudged].map(String),
      ...[precision, recall, f1].map(two),
    ]);
  }
  return rows;
}

/** Foresight over all projects together. */
function measureForetellers(episodes: ReadonlyMap<string, Episode[]>): string[][] {
  const projects = [...groupBy([...episodes.values()].flat(), ({ projectId }) => projectId).values()].map(
    withoutCopies,
  );
  const rows = [['foresight', 'later episodes', 'foretold', 'hit rate', 'precision']];
  for (const [name, foretell] of Object.entries(FORETELLERS)) {
    const total = { later: 0, foretold: 0, hit: 0, things: 0, right: 0 };
    for (const own of projects) {
      for (const [part, count] of Object.entries(measureForesight(own, foretell)))
        total[part as keyof typeof total] += count;
    }
    rows.push([
      name,
      String(total.later),
      String(total.foretold),
      two(hitRate(total)),
      two(precision(total)),
    ]);
  }
  return rows;
}

function printTables(...tables: readonly string[][][]): void {
  for (const table of tables) {
    printRows(table);
    process.stdout.write('\n');
  }
}

function printSources(sessions: readonly BenchSession[]): void {
  const native = sessions.filter((session) => session.native).length;
  process.stdout.write(
    `${sessions.length} sessions, ${native} of them read from native files by our parsers\n`,
  );
}
