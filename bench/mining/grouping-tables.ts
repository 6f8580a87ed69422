/** The tables of how well kinds of work agree with hand labels. */

import { withoutCopies } from '../../src/mine/episodes/copies.ts';
import { clusterEpisodes } from '../../src/mine/group/cluster.ts';
import type { GroupingRules } from '../../src/mine/group/grouping-rules.ts';
import type { Episode } from '../../src/types.ts';
import { BASELINES, type Grouper } from './baselines.ts';
import { interval } from './bootstrap.ts';
import { type Grouping, groupBy, type Item, measureGrouping } from './grouping.ts';
import { episodeOfLabel, type Label } from './labels.ts';
import { leaveProjectsOut } from './left-out.ts';
import { whereBeaten } from './winners.ts';

const GROUPERS: Readonly<Record<string, Grouper>> = { hivemind: clusterEpisodes, ...BASELINES };

/** A label with the episode that holds its start. */
export interface Match {
  label: Label;
  episode: Episode;
}

export function matchLabels(labels: readonly Label[], episodes: ReadonlyMap<string, Episode[]>): Match[] {
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

export const two = (value: number) => value.toFixed(2);
export const range = ([low, high]: [number, number]) => `${two(low)}–${two(high)}`;

/** Grouping: ours by project and overall, then each baseline overall. */
export function groupingRows(
  matches: readonly Match[],
  episodes: ReadonlyMap<string, Episode[]>,
): string[][] {
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

/** For each measure of the grouping table, the baselines that are ahead of us. */
export function aheadRows(grouping: readonly string[][]): string[][] {
  const measures = ['pair P', 'pair R', 'pair F1', 'BCubed', 'families', 'pure clusters'];
  return [
    ['ahead of hivemind', '', 'by'],
    ...whereBeaten(grouping, 'hivemind', Object.keys(BASELINES), measures),
  ];
}

/** What the grouping's numbers would be without each project, and what they then find in it. */
export function leftOutRows(matches: readonly Match[], episodes: ReadonlyMap<string, Episode[]>): string[][] {
  const projects = new Set(matches.map(({ episode }) => episode.projectId));
  const itemsWith = (rules: GroupingRules) =>
    itemsOf(
      matches,
      clusterNames((own) => clusterEpisodes(own, rules), episodes, projects),
    );
  const cells = (items: readonly Item[]) => {
    const { pairPrecision, pairRecall, found, families, pure, clusters } = measureGrouping(items);
    return [two(pairPrecision), two(pairRecall), `${found}/${families}`, `${pure}/${clusters}`];
  };
  const left = leaveProjectsOut(itemsWith);
  const [chosen, shipped] = [left.flatMap((one) => one.chosen), left.flatMap((one) => one.shipped)];
  const parts = ['P', 'R', 'families', 'pure'];
  return [
    ['chosen on the others', 'views', 'cohesion', ...parts, 'shipped P', ...parts.slice(1)],
    ...left.map((one) => [
      one.project,
      Object.values(one.rules.views).join(' '),
      two(one.rules.cohesion),
      ...cells(one.chosen),
      ...cells(one.shipped),
    ]),
    ['all', '', '', ...cells(chosen), ...cells(shipped)],
  ];
}

/** The clusters that hold labels, for reading where we and the labels differ. */
export function printClusters(matches: readonly Match[], episodes: ReadonlyMap<string, Episode[]>): void {
  const projects = new Set(matches.map(({ episode }) => episode.projectId));
  const names = clusterNames(clusterEpisodes, episodes, projects);
  for (const [name, own] of groupBy(matches, ({ episode }) => names.get(episode.id) ?? 'alone')) {
    process.stdout.write(`\n${name}\n`);
    for (const { label } of own)
      process.stdout.write(`  ${label.family.padEnd(28)} ${JSON.stringify(label.prompt.slice(0, 80))}\n`);
  }
}
