/** What each block means for a person: what is missing before a kind of work becomes a skill. */

import type { Candidate } from '../../types.ts';
import type { Thresholds } from './thresholds.ts';

/** One sentence a code of `blockedBy` that mining sets; null for a code of another room. */
export function describeBlock(
  code: string,
  { kind, acceptance, sessions }: Candidate,
  thresholds: Thresholds,
): string | null {
  switch (code) {
    case 'one-session':
      return 'seen in one session only';
    case 'accepted-sessions': {
      const missing = thresholds.minAcceptedSessions - acceptance.accepted;
      return `${missing} more ${kind === 'procedure' ? 'accepted ' : ''}${missing === 1 ? 'session' : 'sessions'}`;
    }
    case 'days':
      return `${kind === 'procedure' ? 'accepted' : 'seen'} on ${thresholds.minDays} different days`;
    case 'tool-calls':
      return thresholds.minTurns <= 1 && thresholds.minToolCalls <= 1
        ? 'nothing was done but talk'
        : `in too few sessions ${thresholds.minTurns} turns and ${thresholds.minToolCalls} tool calls`;
    case 'acceptance':
      return `accepted in too few of its ${sessions - acceptance.unknown} judged sessions`;
    default:
      return null;
  }
}
