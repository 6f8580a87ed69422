/** Carries out what a person says about a draft that waits. */

import { verifySkill } from '../codify/verify.ts';
import { HivemindError } from '../errors.ts';
import { publishSkill } from '../library/write/publish.ts';
import { linesOf } from '../skill/draft.ts';
import { sayLine } from '../skill/forms.ts';
import { masked } from '../skill/refusal.ts';
import type { BlockCode } from '../store/derived/blocks.ts';
import { ledgerOfProject, replaceLedger } from '../store/derived/ledger.ts';
import { decideDraft, type StoredDraft } from '../store/drafts.ts';
import { inTransaction } from '../store/open.ts';
import { findSkill } from '../store/skills.ts';
import type { Project } from '../types.ts';
import { checkContextFor, projectChecks } from './check-context.ts';
import type { WorkerContext } from './context.ts';
import { rejectsOnlyBeside } from './draft-candidate.ts';
import { linkProjectSkills } from './link-skills.ts';
import { rootRules } from './root-rules.ts';

export interface Accepted {
  name: string;
  path: string;
  version: number;
  outcome: 'written' | 'unchanged';
}

/**
 * Publishes a draft as a person accepted it. It is checked anew: the events behind it may be gone since.
 * @throws HivemindError REFUSED when a check stops it that no person can lift, or its place is not ours to write
 */
export function acceptDraft(context: WorkerContext, project: Project, stored: StoredDraft): Accepted {
  const { store, now } = context;
  const { draft } = stored;
  const ours = findSkill(store, project.id, draft.name);
  const accepted = linesOf(draft).map(({ line }) => sayLine(line));
  const own = { candidateId: draft.candidateId, kind: draft.kind, name: ours?.name };
  const checks = checkContextFor(projectChecks(context, project), own, accepted);
  const verdict = verifySkill(draft, checks);
  if ('refusals' in verdict) {
    const [first] = verdict.refusals.map((refusal) => masked(refusal, checks.redact));
    const where = first?.at == null ? '' : ` (${JSON.stringify(first.at.text)})`;
    throw new HivemindError('REFUSED', `${draft.name} cannot be accepted: ${first?.message}${where}.`, {
      hint: `hivemind skillify reject ${draft.name}`,
    });
  }
  const result = publishSkill(store, {
    project,
    skill: verdict.skill,
    runId: null,
    now: now(),
    ...rootRules(context),
    // The person asks for it.
    allowForeignRoots: true,
  });
  if (result.outcome === 'refused') throw new HivemindError('REFUSED', `${result.reason}.`);
  linkProjectSkills(context, project);
  inTransaction(store, () => {
    decideDraft(store, stored, 'accepted', now());
    noteInLedger(context, stored, 'published', []);
  });
  return result;
}

/**
 * Keeps a candidate from becoming a skill, now and in later runs, until the person accepts it after all. Where the skill
 * is on disk and the draft would only add to it what is held, it stays as it is and gets none of that.
 */
export function rejectDraft(context: WorkerContext, stored: StoredDraft): void {
  inTransaction(context.store, () => {
    decideDraft(context.store, stored, 'rejected', context.now());
    const { projectId, draft } = stored;
    const stays = findSkill(context.store, projectId, draft.name) !== null;
    if (stays && rejectsOnlyBeside({ ...stored, state: 'rejected' })) return;
    noteInLedger(context, stored, 'blocked', ['rejected']);
  });
}

/** The ledger says so at once, not only after the next run. */
function noteInLedger(
  { store }: WorkerContext,
  { projectId, draft }: StoredDraft,
  state: 'published' | 'blocked',
  blockedBy: BlockCode[],
): void {
  const entries = ledgerOfProject(store, projectId).map((entry) =>
    entry.candidate.id === draft.candidateId
      ? { ...entry, refusals: [], state, blockedBy, skill: state === 'published' ? draft.name : null }
      : entry,
  );
  replaceLedger(store, projectId, entries);
}
