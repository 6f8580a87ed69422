/**
 * How the numbers of the grouping carry over to a project they were not chosen on: each changed by itself, and for each project
 * the change that was best on all others, measured on it beside the numbers we ship.
 */

import { GROUPING, type GroupingRules } from '../../src/mine/group/grouping-rules.ts';
import { type Grouping, groupBy, type Item, measureGrouping } from './grouping.ts';

const VIEWS: readonly GroupingRules['views'][] = [
  { request: 0.25, intent: 0.25, account: 0.25, work: 0.25 },
  { request: 0.6, intent: 0.2, account: 0.1, work: 0.1 },
  { request: 0.3, intent: 0.3, account: 0.3, work: 0.1 },
  { request: 0.4, intent: 0.2, account: 0.2, work: 0.2 },
];
/** What else each number might have been. */
const NUMBERS: Readonly<Record<Exclude<keyof GroupingRules, 'views'>, readonly number[]>> = {
  least: [0.18, 0.26, 0.3],
  leastOfTwo: [0.28, 0.34, 0.44, 0.5],
  alike: [0.24, 0.34],
  loosely: [0.5, 1.5],
  clearly: [1.5, 2.5, 3],
  sameWork: [0.75, 0.95],
};

interface Choice {
  /** What is changed, and to what. */
  name: string;
  rules: GroupingRules;
}

const CHOICES: readonly Choice[] = [
  { name: 'as shipped', rules: GROUPING },
  ...VIEWS.map((views) => ({
    name: `views ${Object.values(views).join(' ')}`,
    rules: { ...GROUPING, views },
  })),
  ...Object.entries(NUMBERS).flatMap(([name, values]) =>
    values.map((value) => ({ name: `${name} ${value}`, rules: { ...GROUPING, [name]: value } })),
  ),
];

export interface LeftOut {
  project: string;
  /** What the other projects would have changed. */
  name: string;
  /** The project's labelled items with the clusters of that choice, and of ours. */
  chosen: readonly Item[];
  shipped: readonly Item[];
}

/** @param itemsWith the labelled items of all projects with the clusters that some rules give */
export function leaveProjectsOut(itemsWith: (rules: GroupingRules) => readonly Item[]): {
  changes: { name: string; items: readonly Item[] }[];
  left: LeftOut[];
} {
  const changes = CHOICES.map(({ name, rules }) => ({ name, items: itemsWith(rules) }));
  const tried = changes.map(({ name, items }) => {
    const own = groupBy(items, ({ project }) => project);
    const scores = new Map([...own].map(([project, its]) => [project, score(measureGrouping(its))]));
    return { name, items: own, scores };
  });
  const left = [...(tried[0]?.items ?? [])].map(([project, shipped]) => {
    const { name, items } = tried.reduce((first, second) =>
      meanOfOthers(second.scores, project) > meanOfOthers(first.scores, project) ? second : first,
    );
    return { project, name, chosen: items.get(project) ?? [], shipped };
  });
  return { changes, left };
}

/** The mean score of all projects but one. */
function meanOfOthers(scores: ReadonlyMap<string, number>, project: string): number {
  const others = [...scores].filter(([name]) => name !== project).map(([, score]) => score);
  return others.reduce((sum, score) => sum + score, 0) / others.length;
}

/** Skill F moves in steps of one family, so pairs and BCubed break its ties. */
const score = ({ pairF1, bcubedF1, skillF }: Grouping): number => (pairF1 + bcubedF1 + skillF) / 3;
