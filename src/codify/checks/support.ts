/** Enough sessions and days stand behind a skill, with a person in each, and behind each of its steps. */

import { isRealPrompt, type Refusal, type SessionEvent } from '../../types.ts';
import { userQuotesOf } from '../draft/line-parts.ts';
import { type Check, type CheckedLine, isScriptLine, NOTE, POINTER } from './check.ts';

/** A step seen in one session only is that session's, not the procedure's. */
const MIN_STEP_SESSIONS = 2;

export const checkSupport: Check = ({ draft, lines, context }) => {
  const refusals: Refusal[] = [];
  const sessions = draft.sessionIds.map((id) => context.source.sessionEvents(id).filter(isRealPrompt));
  const withPerson = sessions.filter((prompts) => prompts.length > 0);
  if (withPerson.length < context.minSessions)
    refusals.push(
      refusal(`${withPerson.length} of ${context.minSessions} sessions with a request of the user`),
    );
  const days = new Set(withPerson.map(([first]) => dayOf(first)));
  if (days.size < context.minDays) refusals.push(refusal(`${days.size} of ${context.minDays} days`));
  const known = new Set(draft.sessionIds);
  for (const line of lines.filter(isStep)) {
    const behind = new Set(line.events.map(({ sessionId }) => sessionId).filter((id) => known.has(id)));
    if (behind.size < MIN_STEP_SESSIONS)
      refusals.push({ ...refusal('this step was taken in fewer than two sessions'), line: line.line });
  }
  return refusals;
};

const refusal = (message: string): Refusal => ({ code: 'support', message, held: false });

/** Steps and checks; pitfalls and the user's own words may stand on one session. */
function isStep(checked: CheckedLine): boolean {
  const { text, line } = checked;
  if (
    line === 0 ||
    isScriptLine(checked) ||
    userQuotesOf(text).length > 0 ||
    / failed\b/.test(text) ||
    POINTER.test(text) ||
    NOTE.test(text)
  )
    return false;
  return /^\d+\. /.test(text) || /^- (?:[A-Z][A-Za-z' ]*: )?`[^<]/.test(text);
}

function dayOf(event: SessionEvent | undefined): string {
  const date = new Date(event?.at ?? 0);
  return `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`;
}
