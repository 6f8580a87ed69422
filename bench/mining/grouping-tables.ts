/** The tables of how well kinds of work agree with hand labels. */

import { withoutCopies } from '../../src/mine/episodes/copies.ts';
import { momentsOf } from '../../src/mine/episodes/moments.ts';
import { clusterMoments } from '../../src/mine/group/cluster.ts';
import type { GroupingRules } from '../../src/mine/group/grouping-rules.ts';
import type { Episode } from '../../src/types.ts';
import { BASELINES, type Grouper } from './baselines.ts';
import { interval } from './bootstrap.ts';
import { type Grouping, groupBy, type Item, measureGrouping } from './grouping.ts';
import { episodeOfLabel, type Label, momentOfLabel } from './labels.ts';
import { leaveProjectsOut } from './left-out.ts';
import { whereBeaten } from './winners.ts';

/** Ours looks at episodes and at what was asked later in them, whatever the view. */
const OURS = 'hivemind';
const kindsOf = (moments: readonly Episode[], rules?: GroupingRules) =>
  clusterMoments(moments, rules).map((kind) => kind.moments);
const GROUPERS: Readonly<Record<string, Grouper>> = { [OURS]: (items) => kindsOf(items), ...BASELINES };

/** What is compared: whole episodes, or also each later turn by itself. */
export type GroupingView = 'episodes' | 'turns';

/** A label with the episode that holds its start, and the turn that does. */
export interface Match {
  label: Label;
  episode: Episode;
  moment: Episode;
}

export function matchLabels(labels: readonly Label[], episodes: ReadonlyMap<string, Episode[]>): Match[] {
  return labels.flatMap((label) => {
    const episode = episodeOfLabel(label, episodes);
    return episode === null ? [] : [{ label, episode, moment: momentOfLabel(label, episode) }];
  });
}

/** Ids of items by project, with the cluster each is in; those in none are left out. */
function clusterNames(
  grouper: Grouper,
  episodes: ReadonlyMap<string, Episode[]>,
  projects: ReadonlySet<string>,
  view: GroupingView,
) {
  const names = new Map<string, string>();
  for (const [project, own] of groupBy([...episodes.values()].flat(), ({ projectId }) => projectId)) {
    if (!projects.has(project)) continue;
    const items = withoutCopies(view === 'turns' ? own.flatMap(momentsOf) : own);
    for (const [number, cluster] of grouper(items).entries()) {
      if (cluster.length > 1) for (const { id } of cluster) names.set(id, `${project} ${number}`);
    }
  }
  return names;
}

function itemsOf(matches: readonly Match[], names: ReadonlyMap<string, string>, view: GroupingView): Item[] {
  return matches.map(({ label, episode, moment }) => {
    const { id } = view === 'turns' ? moment : episode;
    return {
      project: label.project,
      session: label.session_file,
      family: label.family,
      cluster: names.get(id) ?? id,
    };
  });
}

export const two = (value: number) => value.toFixed(2);
export const range = ([low, high]: [number, number]) => `${two(low)}–${two(high)}`;

/** Grouping: ours by project and overall, then each baseline overall. */
export function groupingRows(
  matches: readonly Match[],
  episodes: ReadonlyMap<string, Episode[]>,
  view: GroupingView,
): string[][] {
  if (matches.length === 0) return [];
  const projects = new Set(matches.map(({ episode }) => episode.projectId));
  const rows = [[`grouping of ${view}`, 'labels', 'pair P', '', 'pair R', '', ...MEASURES.slice(2)]];
  for (const [name, grouper] of Object.entries(GROUPERS)) {
    const names = clusterNames(grouper, episodes, projects, name === OURS ? 'turns' : view);
    const items = itemsOf(matches, names, view);
    if (name === OURS) {
      for (const [project, own] of groupBy(items, (item) => item.project))
        rows.push(groupingRow(project, own));
    }
    rows.push(groupingRow(name, items));
  }
  return rows;
}

const MEASURES = [
  'pair P',
  'pair R',
  'pair F1',
  'BCubed',
  'macro BCubed',
  'skill F',
  'families',
  'pure clusters',
];

function groupingRow(name: string, items: readonly Item[]): string[] {
  const measured = measureGrouping(items);
  const { pairPrecision, pairRecall, pairF1, bcubedF1, macroBcubed, skillF } = measured;
  const bounds = (part: keyof Grouping) => range(interval(items, (sample) => measureGrouping(sample)[part]));
  return [
    name,
    String(items.length),
    two(pairPrecision),
    bounds('pairPrecision'),
    two(pairRecall),
    bounds('pairRecall'),
    ...[pairF1, bcubedF1, macroBcubed, skillF].map(two),
    `${measured.found}/${measured.families}`,
    `${measured.pure}/${measured.clusters}`,
  ];
}

/** For each measure of the grouping table, the baselines that are ahead of us. */
export function aheadRows(grouping: readonly string[][]): string[][] {
  return [['ahead of hivemind', '', 'by'], ...whereBeaten(grouping, OURS, Object.keys(BASELINES), MEASURES)];
}

/** How each of the grouping's numbers carries: the figures when it is changed, and what each project left out would choose. */
export function leftOutRows(
  matches: readonly Match[],
  episodes: ReadonlyMap<string, Episode[]>,
): string[][][] {
  const projects = new Set(matches.map(({ episode }) => episode.projectId));
  const itemsWith = (rules: GroupingRules) =>
    itemsOf(
      matches,
      clusterNames((own) => kindsOf(own, rules), episodes, projects, 'turns'),
      'turns',
    );
  const cells = (items: readonly Item[]) => {
    const { pairPrecision, pairRecall, pairF1, macroBcubed, skillF } = measureGrouping(items);
    return [pairPrecision, pairRecall, pairF1, macroBcubed, skillF].map(two);
  };
  const parts = ['P', 'R', 'pair F1', 'macro BCubed', 'skill F'];
  const { changes, left } = leaveProjectsOut(itemsWith);
  return [
    [['one number changed', ...parts], ...changes.map(({ name, items }) => [name, ...cells(items)])],
    [
      ['chosen on the others', 'change', ...parts, ...parts.map((part) => `shipped ${part}`)],
      ...left.map((one) => [one.project, one.name, ...cells(one.chosen), ...cells(one.shipped)]),
      [
        'all',
        '',
        ...cells(left.flatMap(({ chosen }) => chosen)),
        ...cells(left.flatMap(({ shipped }) => shipped)),
      ],
    ],
  ];
}

/** The clusters that hold labels, for reading where we and the labels differ. */
export function printClusters(matches: readonly Match[], episodes: ReadonlyMap<string, Episode[]>): void {
  const projects = new Set(matches.map(({ episode }) => episode.projectId));
  const names = clusterNames(kindsOf, episodes, projects, 'turns');
  for (const [name, own] of groupBy(matches, ({ moment }) => names.get(moment.id) ?? 'alone')) {
    process.stdout.write(`\n${name}\n`);
    for (const { label } of own)
      process.stdout.write(`  ${label.family.padEnd(28)} ${JSON.stringify(label.prompt.slice(0, 80))}\n`);
  }
}
