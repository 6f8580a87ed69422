/** The same conversation stored twice (a fork, a resume, a second export) counts once. */

import type { Episode } from '../../types.ts';

/** The episodes without those that repeat another one: the same words at the same moment. */
export function withoutCopies(episodes: readonly Episode[]): Episode[] {
  const seen = new Set<string>();
  return [...episodes]
    .sort((a, b) => a.startedAt - b.startedAt || (inOrder(a, b) ? -1 : 1))
    .filter(({ startedAt, prompt }) => {
      const key = `${startedAt} ${prompt}`;
      const isNew = !seen.has(key);
      seen.add(key);
      return isNew;
    });
}

const inOrder = (a: Episode, b: Episode) =>
  a.sessionId === b.sessionId ? a.id < b.id : a.sessionId < b.sessionId;
