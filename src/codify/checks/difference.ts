/** A pitfall that tells in what the command differed when it worked: in two sessions it did, and in just that. */

import { stemWords } from '../../commands/stem.ts';
import type { PitfallLine } from '../../skill/draft.ts';
import type { SessionEvent } from '../../types.ts';
import { droppedWords, folderOfSuccess, type Pair } from '../shared/difference.ts';
import { type Check, type CheckContext, type CheckedLine, refuse } from './check.ts';
import { worked } from './grounding.ts';

/** What one session alone did is that session's. */
const MIN_SESSIONS = 2;

export const checkDifference: Check = ({ lines, context }) =>
  lines.flatMap((checked) => {
    const { line } = checked;
    if (line.kind !== 'pitfall' || (line.by !== 'folder' && line.by !== 'without')) return [];
    const stem = stemWords(line.failed.split(' ')).join(' ');
    const bearing = pairsOf(checked, context).filter((pair) => bears(line, pair, stem, context));
    return new Set(bearing.map(({ failed }) => failed.sessionId)).size < MIN_SESSIONS
      ? [refuse('grounding', checked, 'in fewer than two sessions this is what made it work')]
      : [];
  });

/** Every failed call of the evidence with every one after it, in its session, that worked. */
function pairsOf({ events }: CheckedLine, context: CheckContext): Pair[] {
  const calls = events.filter(({ kind }) => kind === 'tool_call');
  const isLater = (one: SessionEvent, than: SessionEvent) =>
    one.sessionId === than.sessionId && (one.at > than.at || one.position > than.position);
  return calls
    .filter((call) => !worked(call, context))
    .flatMap((failed) =>
      calls
        .filter((call) => worked(call, context) && isLater(call, failed))
        .map((success) => ({ failed, worked: success })),
    );
}

function bears(
  line: Extract<PitfallLine, { by: 'folder' | 'without' }>,
  pair: Pair,
  stem: string,
  { project, source }: CheckContext,
): boolean {
  if (line.by === 'folder')
    return folderOfSuccess(pair, stem, { root: project.root, source }) === line.folder;
  const dropped = droppedWords(pair, stem);
  return line.words.every((word) => dropped.includes(word));
}
