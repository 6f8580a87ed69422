/** Words an error that came back, and what made it go away. */

import type { Candidate } from '../../candidates.ts';
import { stemWords } from '../../commands/stem.ts';
import { MAIN_FILE, type SkillDraft, section, title } from '../../skill/draft.ts';
import type { Episode } from '../../types.ts';
import type { DraftInput } from '../input/draft-input.ts';
import { type KnownRepair, repairLine, repairsFor } from '../shared/repairs.ts';
import { firstFree, slug } from './name.ts';

const MAX_REPAIRS = 4;
/** Words of an error that any error may hold. */
const ANY_ERROR =
  /^(?:npm|err|error|errors|failed|failure|code|cannot|could|not|the|a|an|is|was|to|of|in|at|for|with|no|exit|status)$/;

/** @returns null when nothing failed and was repaired alike in two sessions, or every name for it is taken */
export function draftTroubleshooting(
  candidate: Candidate,
  episodes: readonly Episode[],
  input: DraftInput,
): SkillDraft | null {
  const repairs = repairsFor(episodes, input);
  const [main] = repairs;
  if (main === undefined || main.sessionIds.length < 2) return null;
  const same = repairs.filter(({ failed }) => failed === main.failed).slice(0, MAX_REPAIRS);
  const name = input.knownName ?? firstFree(namesFor(main), input.takenNames);
  if (name === null) return null;
  const { failed, error, evidence } = main;
  return {
    candidateId: candidate.id,
    kind: candidate.kind,
    name,
    description: { kind: 'description', of: 'failure', failed, error, evidence },
    files: [
      {
        path: MAIN_FILE,
        lines: [
          title(name),
          ...section('When to use', [{ kind: 'when', on: 'failure', failed, error, evidence }]),
          ...section('What worked', same.map(repairLine)),
        ],
      },
    ],
    sessionIds: [...new Set(same.flatMap(({ sessionIds }) => sessionIds))],
  };
}

/** `fix-npm-publish`, with words of the error where that is taken. */
function namesFor({ failed, error }: KnownRepair): (string | null)[] {
  const stem = stemWords(failed.split(' ')).filter((word) => /^[a-z][a-z:_-]*$/.test(word));
  const telling = (error?.toLowerCase().match(/[a-z]{3,}/g) ?? []).filter((word) => !ANY_ERROR.test(word));
  const plain = ['fix', ...stem];
  return [slug(plain), slug([...plain, ...telling.slice(0, 2)])];
}
