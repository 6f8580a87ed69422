/**
 * `npm run bench mining -- --data <folder> [--normalised] [--clusters] [--json]`: how well episodes, outcomes and kinds of
 * work agree with hand labels, beside what a user would have instead, on the same episodes.
 */

import { clusterEpisodes } from '../../src/mine/cluster.ts';
import { withoutCopies } from '../../src/mine/copies.ts';
import { episodesOf } from '../../src/mine/episodes.ts';
import { promptText, turnsOf } from '../../src/mine/turns.ts';
import type { Episode } from '../../src/types.ts';
import { printJson, printMachine, printRows, thisMachine } from '../report/print.ts';
import { BASELINES, type Grouper } from './baselines.ts';
import { interval } from './bootstrap.ts';
import { FORETELLERS, hitRate, measureForesight, precision } from './foresight.ts';
import { type Grouping, groupBy, type Item, measureGrouping } from './grouping.ts';
import { episodeOfLabel, type Label, readLabels } from './labels.ts';
import { type BenchSession, readNormalised } from './normalised.ts';
import { type JudgedItem, OUTCOME_RULES, scoreOutcome } from './outcomes.ts';
import { preferencesToRead, preferenceTable, quotedRules } from './preferences.ts';
import { withRawEvents } from './raw.ts';
import { boundaryScores, measureSegmentation } from './segmentation.ts';

const LABEL_FILES = ['labels.jsonl', 'labels2.jsonl'];
const GROUPERS: Readonly<Record<string, Grouper>> = { hivemind: clusterEpisodes, ...BASELINES };

/** A label with the episode that holds its start. */
interface Match {
  label: Label;
  episode: Episode;
}

export async function bench(args: readonly string[]): Promise<void> {
  const data = args[args.indexOf('--data') + 1];
  if (!args.includes('--data') || data === undefined) {
    process.stderr.write(
      'Usage: npm run bench mining -- --data <folder> [--normalised] [--clusters] [--json]\n',
    );
    process.exitCode = 2;
    return;
  }
  const normalised = readNormalised(data);
  const times = new Map(normalised.flatMap(({ events }) => events.map(({ id, at }) => [id, at])));
  const sessions = args.includes('--normalised') ? normalised : await withRawEvents(data, normalised);
  const episodes = new Map(
    sessions.map((session) => [
      session.file,
      episodesOf(session.events, { sessionId: session.file, headless: session.headless }),
    ]),
  );
  const work = withoutCopies([...episodes.values()].flat());
  const reports = LABEL_FILES.map((file) => {
    const labels = readLabels(data, file, times);
    const matches = matchLabels(labels, episodes);
    const rules = quotedRules(labels, episodes);
    return {
      labels: file,
      grouping: measureGroupers(matches, episodes),
      outcomes: measureOutcomes(matches, sessions),
      segmentation: segmentationRows(matches, episodes),
      preferences: preferenceTable(rules, work),
      rules,
    };
  }).filter(({ grouping }) => grouping.length > 0);
  const foresight = measureForetellers(episodes);
  if (args.includes('--json')) return printJson({ bench: 'mining', reports, foresight });
  printMachine(thisMachine());
  printSources(sessions);
  for (const report of reports) {
    process.stdout.write(`\n${report.labels}\n\n`);
    for (const table of [report.grouping, report.outcomes, report.segmentation, report.preferences]) {
      printRows(table);
      process.stdout.write('\n');
    }
  }
  printRows(foresight);
  process.stdout.write(`\n${preferencesToRead(reports[0]?.rules ?? [], work).join('\n')}\n`);
  if (args.includes('--clusters'))
    printClusters(matchLabels(readLabels(data, LABEL_FILES[0] ?? '', times), episodes), episodes);
}

function matchLabels(labels: readonly Label[], episodes: ReadonlyMap<string, Episode[]>): Match[] {
  return labels.flatMap((label) => {
    const episode = episodeOfLabel(label, episodes);
    return episode === null ? [] : [{ label, episode }];
  });
}

/** Episode ids by project, with the cluster each is in; those in none are left out. */
function clusterNames(
  grouper: Grouper,
  episodes: ReadonlyMap<string, Episode[]>,
  projects: ReadonlySet<string>,
) {
  const names = new Map<string, string>();
  for (const [project, own] of groupBy([...episodes.values()].flat(), ({ projectId }) => projectId)) {
    if (!projects.has(project)) continue;
    for (const [number, cluster] of grouper(withoutCopies(own)).entries()) {
      if (cluster.length > 1) for (const { id } of cluster) names.set(id, `${project} ${number}`);
    }
  }
  return names;
}

function itemsOf(matches: readonly Match[], names: ReadonlyMap<string, string>): Item[] {
  return matches.map(({ label, episode }) => ({
    project: label.project,
    session: label.session_file,
    family: label.family,
    cluster: names.get(episode.id) ?? episode.id,
  }));
}

const two = (value: number) => value.toFixed(2);
const range = ([low, high]: [number, number]) => `${two(low)}–${two(high)}`;

/** Grouping: ours by project and overall, then each baseline overall. */
function measureGroupers(matches: readonly Match[], episodes: ReadonlyMap<string, Episode[]>): string[][] {
  if (matches.length === 0) return [];
  const projects = new Set(matches.map(({ episode }) => episode.projectId));
  const rows = [
    ['grouping', 'labels', 'pair P', '', 'pair R', '', 'pair F1', 'BCubed', 'families', 'pure clusters'],
  ];
  for (const [name, grouper] of Object.entries(GROUPERS)) {
    const items = itemsOf(matches, clusterNames(grouper, episodes, projects));
    if (name === 'hivemind') {
      for (const [project, own] of groupBy(items, (item) => item.project))
        rows.push(groupingRow(project, own));
    }
    rows.push(groupingRow(name, items));
  }
  return rows;
}

function groupingRow(name: string, items: readonly Item[]): string[] {
  const { pairPrecision, pairRecall, pairF1, bcubedF1, found, families, pure, clusters } =
    measureGrouping(items);
  const bounds = (part: keyof Grouping) => range(interval(items, (sample) => measureGrouping(sample)[part]));
  return [
    name,
    String(items.length),
    two(pairPrecision),
    bounds('pairPrecision'),
    two(pairRecall),
    bounds('pairRecall'),
    two(pairF1),
    two(bcubedF1),
    `${found}/${families}`,
    `${pure}/${clusters}`,
  ];
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

function printSources(sessions: readonly BenchSession[]): void {
  const native = sessions.filter((session) => session.native).length;
  process.stdout.write(
    `${sessions.length} sessions, ${native} of them read from native files by our parsers\n`,
  );
}

/** The clusters that hold labels, for reading where we and the labels differ. */
function printClusters(matches: readonly Match[], episodes: ReadonlyMap<string, Episode[]>): void {
  const projects = new Set(matches.map(({ episode }) => episode.projectId));
  const names = clusterNames(clusterEpisodes, episodes, projects);
  for (const [name, own] of groupBy(matches, ({ episode }) => names.get(episode.id) ?? 'alone')) {
    process.stdout.write(`\n${name}\n`);
    for (const { label } of own)
      process.stdout.write(`  ${label.family.padEnd(28)} ${JSON.stringify(label.prompt.slice(0, 80))}\n`);
  }
}
