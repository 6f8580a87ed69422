/** Joins a plan with the session that carries it out: "clear context and implement" ends the planning session. */

import type { Episode } from '../../types.ts';
import { termsOf } from '../../words/terms.ts';

/** How the agent opens the session that implements an accepted plan. */
const IMPLEMENTS = /^\s*implement the following plan\b/i;
/** Terms by which a plan is known again. */
const PLAN_TERMS = 12;

const planKey = (text: string) => termsOf(text).slice(0, PLAN_TERMS).join(' ');

/**
 * The episodes whose plan a later session was asked to implement, as accepted: to the record, the refused tool and the
 * interrupt by which the user left them look like the contrary. Words spoken against the plan still count.
 */
export function implementedPlans(episodes: readonly Episode[]): Episode[] {
  const implementing = new Map<string, Episode[]>();
  for (const episode of episodes) {
    if (!IMPLEMENTS.test(episode.prompt)) continue;
    const key = planKey(episode.memory.goal);
    implementing.set(key, [...(implementing.get(key) ?? []), episode]);
  }
  return episodes.flatMap((episode) => {
    const { plan } = episode.memory;
    if (plan === undefined || (episode.outcome !== 'abandoned' && episode.outcome !== 'unknown')) return [];
    const later = implementing
      .get(planKey(plan.text))
      ?.find(({ sessionId, startedAt }) => sessionId !== episode.sessionId && startedAt >= episode.startedAt);
    if (later === undefined) return [];
    return [
      {
        ...episode,
        outcome: 'accepted',
        signals: [...episode.signals, { kind: 'plan-implemented', eventId: later.id }],
      },
    ];
  });
}
