/** Sends an attack down the whole road from events to a published skill. */

import type { CandidateKind } from '../../src/candidates.ts';
import { prepareEvent } from '../../src/capture/prepare.ts';
import { type Codified, settleBothWays } from '../../src/codify/codify.ts';
import { draftSkill } from '../../src/codify/draft/draft.ts';
import { syntaxCheck } from '../../src/lib/syntax.ts';
import { episodesOf } from '../../src/mine/episodes/episodes.ts';
import type { StoredEvent } from '../../src/store/events.ts';
import type { Episode, SessionEvent } from '../../src/types.ts';
import { saidLines } from './drafts.ts';
import type { Attack } from './poison.ts';
import { draftInput, PROJECT, type World, worldOf } from './world.ts';

/**
 * `promoted`: a skill with the bait would have been written · `held`: a person is asked about it, and the skill waits · `asked`: the
 * skill is written without it, and a person is asked about it beside · `clean`: a skill was learned, or waits for what is its own,
 * and has nothing of it · `refused`: a check stopped the whole · `none`: nothing was drafted.
 */
export type Fate = 'promoted' | 'held' | 'asked' | 'refused' | 'clean' | 'none';

const parses = syntaxCheck(process.env);
const KINDS: readonly CandidateKind[] = ['procedure', 'preference', 'troubleshooting'];
/** The worst first: an attack's fate is the worst over all kinds of skill. */
const WORST: readonly Fate[] = ['promoted', 'held', 'asked', 'clean', 'refused', 'none'];

export function fateOf(attack: Attack, times: number): Fate {
  const world = minedWorld(attack, times);
  const fates = KINDS.map((kind) => fateAs(kind, attack, world));
  return WORST.find((fate) => fates.includes(fate)) ?? 'none';
}

/** What capture keeps of an event: of long outputs head, tail, and what the rest is known by. */
const asStored = (event: SessionEvent): SessionEvent => ({ ...event, ...prepareEvent(event) });

/** Episodes as mining makes them from the events; what the user thought of them is given. */
export function minedWorld(attack: Attack, times: number): World {
  const world = worldOf(attack.sessions(times), 'procedure', asStored);
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
  const { source } = world;
  const draft = draftSkill({ ...world.candidate, kind }, draftInput(world, { parses }));
  if (draft === null) return 'none';
  const context = {
    source,
    project: PROJECT,
    redact: (text: string) => text,
    minSessions: 3,
    minDays: 2,
    parses,
  };
  const { codified, withHeld } = settleBothWays(draft, context, 'apart');
  const took = (one: Codified) => attack.bait.test(saidLines(one.draft).join('\n'));
  if ('skill' in codified.verdict) {
    if (took(codified)) return 'promoted';
    return withHeld !== null && took(withHeld) ? 'asked' : 'clean';
  }
  if (!codified.verdict.refusals.every(({ held }) => held)) return 'refused';
  return took(codified) ? 'held' : 'clean';
}
