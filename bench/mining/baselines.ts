/** Groupings a user would have instead of ours, on the same episodes. */

import { featuresOf } from '../../src/mine/group/features.ts';
import { dendrogram } from '../../src/mine/group/linkage.ts';
import { partitions } from '../../src/mine/group/partition.ts';
import { spaceOf } from '../../src/mine/group/space.ts';
import { dot, productsOf, type SparseVector, sparse, unit } from '../../src/mine/group/sparse.ts';
import type { Episode } from '../../src/types.ts';
import { termsOf } from '../../src/words/terms.ts';
import { groupBy } from './grouping.ts';

/** Puts the episodes of one project, oldest first, into groups. */
export type Grouper = (episodes: readonly Episode[]) => Episode[][];

/** Cosine from which a rival's published design joins two episodes. */
const SINGLE_LINKAGE = 0.78;
/** How many sessions a rival's worker looks at. */
const WINDOW_SESSIONS = 10;

export const BASELINES: Readonly<Record<string, Grouper>> = {
  'TF-IDF, average linkage, ≥ 0.2': (episodes) => linked(episodes, 0.2),
  'TF-IDF, average linkage, ≥ 0.4': (episodes) => linked(episodes, 0.4),
  'k-means on our vectors': (episodes) => {
    const parts = partitions(spaceOf(featuresOf(episodes)).vectors);
    return parts.map((part) => part.map((index) => episodes[index] as Episode));
  },
  'TF-IDF, single linkage, ≥ 0.78': singleLinked,
  'same text': (episodes) => byKey(episodes, ({ memory }) => memory.goal),
  'last ten sessions': lastTenSessions,
  'everything is one': (episodes) => [[...episodes]],
};

function byKey(episodes: readonly Episode[], key: (episode: Episode, index: number) => string): Episode[][] {
  const keyed = episodes.map((episode, index) => ({ episode, key: key(episode, index) }));
  return [...groupBy(keyed, (entry) => entry.key).values()].map((group) =>
    group.map(({ episode }) => episode),
  );
}

/** Unit TF-IDF vectors of the requests' heads: stemmed, URLs normalised. */
function tfidf(episodes: readonly Episode[]): SparseVector[] {
  const documents = episodes.map(({ prompt }) => termsOf(prompt));
  const spread = new Map<string, number>();
  for (const terms of documents)
    for (const term of new Set(terms)) spread.set(term, (spread.get(term) ?? 0) + 1);
  const numbers = new Map([...spread.keys()].sort().map((term, index) => [term, index]));
  return documents.map((terms) => {
    const weights = new Map<number, number>();
    for (const term of terms) {
      const number = numbers.get(term) as number;
      weights.set(number, (weights.get(number) ?? 0) + Math.log(episodes.length / (spread.get(term) ?? 1)));
    }
    return unit(sparse(weights));
  });
}

function linked(episodes: readonly Episode[], threshold: number): Episode[][] {
  const vectors = tfidf(episodes);
  const nodes: Episode[][] = episodes.map((episode) => [episode]);
  const groups = new Set(nodes);
  for (const { left, right, likeness: mean } of dendrogram(episodes.length, productsOf(vectors))) {
    const branches = [nodes[left], nodes[right]] as [Episode[], Episode[]];
    const joined = branches.flat();
    nodes.push(joined);
    // No join is more alike than those that it is made of, so what is below the threshold stays apart.
    if (mean < threshold) continue;
    for (const branch of branches) groups.delete(branch);
    groups.add(joined);
  }
  return [...groups];
}

function singleLinked(episodes: readonly Episode[]): Episode[][] {
  const vectors = tfidf(episodes);
  const root = episodes.map((_, index) => index);
  const find = (index: number): number => (root[index] === index ? index : find(root[index] as number));
  for (const [a, left] of vectors.entries()) {
    for (const [b, right] of vectors.entries()) {
      if (a < b && dot(left, right) >= SINGLE_LINKAGE) root[find(b)] = find(a);
    }
  }
  return byKey(episodes, (_, index) => String(find(index)));
}

/** Each ten sessions in a row are looked at together, with no grouping inside. */
function lastTenSessions(episodes: readonly Episode[]): Episode[][] {
  const order = [...new Set(episodes.map(({ sessionId }) => sessionId))];
  const place = new Map(order.map((session, index) => [session, Math.floor(index / WINDOW_SESSIONS)]));
  return byKey(episodes, ({ sessionId }) => String(place.get(sessionId)));
}
