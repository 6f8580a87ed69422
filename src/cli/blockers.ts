/** Says in a few words what keeps a kind of work from being a skill. */

import { describeBlock } from '../mine/blocks.ts';
import type { Thresholds } from '../mine/score.ts';
import type { LedgerEntry } from '../store/ledger.ts';
import type { CliContext } from './context.ts';

/** What each of the entry's codes means, joined; a code that nobody words is shown as it is. */
export function describeBlockers({ candidate, blockedBy }: LedgerEntry, context: CliContext): string {
  const config = context.config();
  const thresholds: Thresholds = {
    minAcceptedSessions: config.get('skillify.minAcceptedSessions'),
    minDays: config.get('skillify.minDays'),
  };
  return blockedBy.map((code) => describeBlock(code, candidate, thresholds) ?? code).join('; ');
}
