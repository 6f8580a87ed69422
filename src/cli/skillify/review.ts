/** `hivemind skillify review`: goes through the drafts that wait for the person's word. */

import { Command } from 'commander';
import { type EvidenceSource, storeEvidence } from '../../codify/input/evidence.ts';
import { HivemindError } from '../../errors.ts';
import { draftText } from '../../skill/page.ts';
import type { Refusal } from '../../skill/refusal.ts';
import type { StoredDraft } from '../../store/drafts.ts';
import type { Project } from '../../types.ts';
import type { WorkerContext } from '../../worker/context.ts';
import { rejectDraft } from '../../worker/review-draft.ts';
import type { CliContext } from '../context.ts';
import { askKey } from '../terminal/one-key.ts';
import { count, iso, printTable } from '../terminal/output.ts';
import { openDrafts, printChange, printLines, undecided, whyItWaits } from '../waiting-drafts.ts';
import { acceptAndSay } from './accept.ts';

interface ReviewOptions {
  project?: string;
  json?: boolean;
}

export function skillifyReviewCommand(context: CliContext): Command {
  return new Command('review')
    .description('goes through the drafts that wait for your word')
    .option('--project <project>', 'its path, remote or id (default: where you stand)')
    .option('--json', 'print one JSON document')
    .action((options: ReviewOptions) => review(context, options));
}

async function review(context: CliContext, options: ReviewOptions): Promise<void> {
  const { worker, project } = await openDrafts(context, options.project);
  const drafts = undecided(worker.store, project.id);
  if (options.json) {
    context.json(drafts.map(draftJson));
    return;
  }
  if (drafts.length === 0) context.out('No draft waits for you.');
  else if (context.interactive) await goThrough(context, worker, project, drafts);
  else listDrafts(context, drafts);
}

async function goThrough(
  context: CliContext,
  worker: WorkerContext,
  project: Project,
  drafts: readonly StoredDraft[],
): Promise<void> {
  const source = storeEvidence(worker.store);
  for (const [index, stored] of drafts.entries()) {
    if (index > 0) context.out();
    printLines(context, stored);
    const key = await askAbout(context, worker, stored, source);
    if (key === 'q') return;
    if (key === 'a') acceptOrSayWhyNot(context, worker, project, stored);
    if (key === 'r') {
      rejectDraft(worker, stored);
      context.out(`- ${stored.draft.name} rejected`);
    }
  }
}

/** What a check refuses meanwhile stays as it is; the drafts behind it are still gone through. */
function acceptOrSayWhyNot(
  context: CliContext,
  worker: WorkerContext,
  project: Project,
  stored: StoredDraft,
): void {
  try {
    acceptAndSay(context, worker, project, stored);
  } catch (error) {
    if (!(error instanceof HivemindError)) throw error;
    context.note(error.message);
  }
}

/** Shows receipts and diff as often as the person wants, until they decide. */
async function askAbout(
  context: CliContext,
  { store }: WorkerContext,
  stored: StoredDraft,
  source: EvidenceSource,
): Promise<string> {
  for (;;) {
    context.out();
    const keys = ['a', 'r', 's', 'w', 'd', 'q'];
    const key = await askKey('[a]ccept  [r]eject  [s]kip  [w]hy  [d]iff  [q]uit ', keys);
    if (key === 'w') printLines(context, stored, source);
    else if (key === 'd') printChange(context, store, stored);
    else return key;
  }
}

function listDrafts(context: CliContext, drafts: readonly StoredDraft[]): void {
  context.out(`${count(drafts.length, 'draft')} ${drafts.length === 1 ? 'waits' : 'wait'} for you:`);
  printTable(
    context,
    [{ whole: true }, {}],
    drafts.map((stored) => [stored.draft.name, whyItWaits(stored)]),
  );
  context.out('hivemind skillify accept <name> --dry-run shows one; accept and reject decide.');
}

function draftJson(stored: StoredDraft) {
  const { draft, state, refusals, createdAt } = stored;
  return {
    name: draft.name,
    candidate: draft.candidateId,
    state,
    heldBy: refusals.map(refusalJson),
    text: draftText(draft),
    createdAt: iso(createdAt),
  };
}

/** `file` and `claim` name the line as its receipts do, `line` is how it reads; null where all of it is meant. */
function refusalJson({ code, message, held, at, words }: Refusal) {
  return {
    code,
    message,
    held,
    file: at?.path ?? null,
    claim: at?.claim ?? null,
    line: at?.text ?? null,
    words,
  };
}
