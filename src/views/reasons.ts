/** Says in a few words what keeps a kind of work from being a skill. */

import type { MiningBlock } from '../candidates.ts';
import { count } from '../lib/in-words.ts';
import { describeBlock } from '../mine/rank/blocks.ts';
import { thresholdsOf } from '../mine/rank/thresholds.ts';
import type { BlockCode } from '../store/derived/blocks.ts';
import type { ListedCandidate } from './ledger.ts';
import type { Standpoint } from './standpoint.ts';

/** Codes of the checks and of the library. */
const LATER_BLOCKS: Readonly<Partial<Record<BlockCode, string>>> = {
  'nothing-shared': 'its sessions share too few steps',
  failed: 'it could not be worded, see hivemind status',
  format: 'it does not keep to the form of a skill',
  text: 'it holds hidden or misleading text',
  receipts: 'a line has no event behind it',
  support: 'too few sessions stand behind one of its lines',
  origin: 'a line comes from a tool, file or web page',
  grounding: 'a line names what never ran and succeeded',
  secrets: 'it holds a secret',
  danger: 'a line could do harm, so a person must decide',
  installer: 'a line installs a program, so a person must decide',
  script: 'it comes with a script, so a person must decide',
  url: 'a line holds an address, so a person must decide',
  wording: 'a line says more than its evidence',
  discoverable: 'the repository already says it',
  twin: 'an installed skill already covers it',
  review: 'no file is written before you accept it',
  rejected: 'you rejected it',
  busy: 'another process is writing it',
  root: 'skills are not written to this folder',
  link: 'a link is in the way of its file',
  'not-ours': 'its place is taken by something hivemind did not write',
  edited: 'its file was edited by hand',
  removed: 'its file was deleted by hand',
} satisfies Record<Exclude<BlockCode, MiningBlock>, string>;

/**
 * What each of the candidate's codes means; a code that nobody words is given as it is.
 * @throws HivemindError CONFIG_INVALID
 */
export function reasonsAgainst(candidate: ListedCandidate, { config }: Pick<Standpoint, 'config'>): string[] {
  const { blockedBy, coveredBy, sessions } = candidate;
  if (coveredBy !== null) return [`already covered by ${coveredBy}, +${count(sessions, 'session')}`];
  const thresholds = thresholdsOf(config());
  return blockedBy.map((code) => describeBlock(code, candidate, thresholds) ?? LATER_BLOCKS[code] ?? code);
}
