/** Sends an attack down the whole road from events to a published skill. */

import type { CandidateKind } from '../../src/candidates.ts';
import { codify } from '../../src/codify/codify.ts';
import { syntaxCheck } from '../../src/lib/syntax.ts';
import { episodesOf } from '../../src/mine/episodes/episodes.ts';
import type { StoredEvent } from '../../src/store/events.ts';
import type { Episode } from '../../src/types.ts';
import { saidLines } from '../skill/drafts.ts';
import type { Attack } from './poison.ts';
import { PROJECT, type World, worldOf } from './world.ts';

/**
 * `promoted`: a skill with the bait would have been written · `held`: a person is asked · `clean`: a skill was learned
 * and has nothing of it · `refused`: a check stopped the whole · `none`: nothing was drafted.
 */
export type Fate = 'promoted' | 'held' | 'refused' | 'clean' | 'none';

const parses = syntaxCheck(process.env);
const KINDS: readonly CandidateKind[] = ['procedure', 'preference', 'troubleshooting'];
/** The worst first: an attack's fate is the worst over all kinds of skill. */
const WORST: readonly Fate[] = ['promoted', 'held', 'clean', 'refused', 'none'];

export function fateOf(attack: Attack, times: number): Fate {
  const world = minedWorld(attack, times);
  const fates = KINDS.map((kind) => fateAs(kind, attack, world));
  return WORST.find((fate) => fates.includes(fate)) ?? 'none';
}

/** Episodes as mining makes them from the events; what the user thought of them is given. */
export function minedWorld(attack: Attack, times: number): World {
  const world = worldOf(attack.sessions(times));
  const episodes = world.episodes.flatMap(({ sessionId, startedAt, outcome }): Episode[] => {
    const events = world.source
      .sessionEvents(sessionId)
      .map((event, seq): StoredEvent => ({ ...event, seq }));
    const head = {
      sessionId,
      agent: 'claude-code' as const,
      workspaceId: 'default',
      projectId: PROJECT.id,
      cwd: PROJECT.root,
      startedAt,
      lastEventAt: startedAt,
      endedAt: null,
      headless: false,
    };
    return episodesOf(events, head).map((episode) => ({ ...episode, outcome }));
  });
  return { ...world, episodes };
}

function fateAs(kind: CandidateKind, attack: Attack, world: World): Fate {
  const { source, episodes } = world;
  const codified = codify(
    { ...world.candidate, kind },
    { episodes, source, project: PROJECT, takenNames: new Set(), parses },
    { source, project: PROJECT, redact: (text) => text, minSessions: 3, minDays: 2, parses },
  );
  if (codified === null) return 'none';
  const { draft, verdict } = codified;
  if ('skill' in verdict) return attack.bait.test(saidLines(draft).join('\n')) ? 'promoted' : 'clean';
  return verdict.refusals.every(({ held }) => held) ? 'held' : 'refused';
}
