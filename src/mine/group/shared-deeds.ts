/** Tells a way of working from a subject: whether a kind's members did something that other work does not do as well. */

import type { EpisodeFeatures } from './features.ts';

/** A deed of a kind is one that at least this share of its members did … */
const SHARED = 0.5;
/** … and at most this part of that share of all others. */
const ELSEWHERE = 1 / 3;

/** @returns whether a group of indices shares no deed, a program run or a sort of file changed, that is more its own than others' */
export function variesIn(features: readonly EpisodeFeatures[]): (group: readonly number[]) => boolean {
  const everywhere = countDeeds(features);
  return (group) => {
    const inside = countDeeds(group.map((index) => features[index] as EpisodeFeatures));
    const outside = features.length - group.length;
    return ![...inside].some(([deed, count]) => {
      const share = count / group.length;
      const elsewhere = outside === 0 ? 0 : ((everywhere.get(deed) ?? 0) - count) / outside;
      return share >= SHARED && elsewhere <= ELSEWHERE * share;
    });
  };
}

function countDeeds(features: readonly EpisodeFeatures[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { commands, deeds } of features) {
    for (const deed of new Set([...commands.keys(), ...deeds.keys()]))
      if (!deed.startsWith('no ')) counts.set(deed, (counts.get(deed) ?? 0) + 1);
  }
  return counts;
}
