/** Enough sessions and days stand behind a skill, with a person in each, and behind each of its steps. */

import type { LineKind } from '../../skill/draft.ts';
import type { Refusal } from '../../skill/refusal.ts';
import { isRealPrompt, type SessionEvent } from '../../types.ts';
import { type Check, hold, isScriptLine, refuse } from './check.ts';

/** A step seen in one session only is that session's, not the procedure's. */
const MIN_STEP_SESSIONS = 2;

const SAID_TOO_SELDOM = 'said in too few sessions to hold for all';

/** Pitfalls and the user's own words may stand on one session, what was done may not. */
const DONE: ReadonlySet<LineKind> = new Set<LineKind>(['step', 'sometimes', 'check', 'file', 'code']);

export const checkSupport: Check = ({ draft, lines, context }) => {
  const refusals: Refusal[] = [];
  const sessions = draft.sessionIds.map((id) => context.source.sessionEvents(id).filter(isRealPrompt));
  const withPerson = sessions.filter((prompts) => prompts.length > 0);
  // A rule of one session may be meant for good: its user tells.
  const rules = draft.kind === 'preference' ? lines.filter(({ line }) => line.kind === 'rule') : [];
  const tooFew = (message: string) =>
    rules.length > 0
      ? refusals.push(...rules.map((line) => hold('support', line, SAID_TOO_SELDOM)))
      : refusals.push(refuse('support', null, message));
  if (withPerson.length < context.minSessions)
    tooFew(`${withPerson.length} of ${context.minSessions} sessions with a request of the user`);
  const days = new Set(withPerson.map(([first]) => dayOf(first)));
  if (days.size < context.minDays) tooFew(`${days.size} of ${context.minDays} days`);
  const known = new Set(draft.sessionIds);
  for (const line of lines.filter((one) => DONE.has(one.line.kind) && !isScriptLine(one))) {
    const behind = new Set(line.events.map(({ sessionId }) => sessionId).filter((id) => known.has(id)));
    if (behind.size < MIN_STEP_SESSIONS)
      refusals.push(refuse('support', line, 'this step was taken in fewer than two sessions'));
  }
  return refusals;
};

function dayOf(event: SessionEvent | undefined): string {
  const date = new Date(event?.at ?? 0);
  return `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`;
}
