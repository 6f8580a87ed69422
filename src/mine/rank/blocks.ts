/** What each block means for a person: what is missing before a kind of work becomes a skill. */

import type { Candidate } from '../../candidates.ts';
import type { BlockCode } from '../../store/derived/blocks.ts';
import { enoughFor, type Thresholds } from './thresholds.ts';

/** What a further session has to be. */
const MORE = { procedure: 'accepted ', preference: '', troubleshooting: 'repaired ' } as const;

/** One sentence a code of `blockedBy` that mining sets; null for a code of another room. */
export function describeBlock(
  code: BlockCode,
  { kind, acceptance, sessions }: Pick<Candidate, 'kind' | 'acceptance' | 'sessions'>,
  thresholds: Thresholds,
): string | null {
  switch (code) {
    case 'one-session':
      return 'seen in one session only';
    case 'accepted-sessions': {
      const missing = enoughFor(kind, thresholds).minAcceptedSessions - acceptance.accepted;
      return `${missing} more ${MORE[kind]}${missing === 1 ? 'session' : 'sessions'}`;
    }
    case 'days':
      return `${kind === 'procedure' ? 'accepted' : 'seen'} on ${thresholds.minDays} different days`;
    case 'tool-calls':
      return thresholds.minTurns <= 1 && thresholds.minToolCalls <= 1
        ? 'nothing was done but talk'
        : `in too few sessions ${thresholds.minTurns} turns and ${thresholds.minToolCalls} tool calls`;
    case 'work-varies':
      return 'what was done differs each time';
    case 'acceptance':
      return `accepted in too few of its ${sessions - acceptance.unknown} judged sessions`;
    default:
      return null;
  }
}
