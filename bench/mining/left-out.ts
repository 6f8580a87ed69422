/**
 * How the numbers of the grouping carry over to a project they were not chosen on: for each project, those that were best on
 * all others, measured on it beside the ones we ship.
 */

import { GROUPING, type GroupingRules } from '../../src/mine/group/grouping-rules.ts';
import { type Grouping, groupBy, type Item, measureGrouping } from './grouping.ts';

const VIEWS: readonly GroupingRules['views'][] = [
  GROUPING.views,
  { request: 0.25, intent: 0.25, account: 0.25, work: 0.25 },
  { request: 0.6, intent: 0.2, account: 0.1, work: 0.1 },
  { request: 0.3, intent: 0.3, account: 0.3, work: 0.1 },
  { request: 0.4, intent: 0.2, account: 0.2, work: 0.2 },
];
const COHESIONS = [0.26, GROUPING.cohesion, 0.3];

const CHOICES: readonly GroupingRules[] = VIEWS.flatMap((views) =>
  COHESIONS.map((cohesion) => ({ ...GROUPING, views, cohesion })),
);

export interface LeftOut {
  project: string;
  /** What the other projects would have chosen. */
  rules: GroupingRules;
  /** The project's labelled episodes with the clusters of those rules, and of ours. */
  chosen: readonly Item[];
  shipped: readonly Item[];
}

/** @param itemsWith the labelled episodes of all projects with the clusters that some rules give */
export function leaveProjectsOut(itemsWith: (rules: GroupingRules) => readonly Item[]): LeftOut[] {
  const tried = CHOICES.map((rules) => {
    const items = byProject(itemsWith(rules));
    const scores = new Map([...items].map(([project, own]) => [project, preciseScore(measureGrouping(own))]));
    return { rules, items, scores };
  });
  return [...byProject(itemsWith(GROUPING))].map(([project, shipped]) => {
    const { rules, items } = tried.reduce((first, second) =>
      meanOfOthers(second.scores, project) > meanOfOthers(first.scores, project) ? second : first,
    );
    return { project, rules, chosen: items.get(project) ?? [], shipped };
  });
}

const byProject = (items: readonly Item[]) => groupBy(items, ({ project }) => project);

/** The mean score of all projects but one. */
function meanOfOthers(scores: ReadonlyMap<string, number>, project: string): number {
  const others = [...scores].filter(([name]) => name !== project).map(([, score]) => score);
  return others.reduce((sum, score) => sum + score, 0) / others.length;
}

/** The pair score in which precision counts twice as much as recall: F with beta one half (van Rijsbergen 1979). */
function preciseScore({ pairPrecision, pairRecall }: Grouping): number {
  const weighted = 0.25 * pairPrecision + pairRecall;
  return weighted === 0 ? 0 : (1.25 * pairPrecision * pairRecall) / weighted;
}
