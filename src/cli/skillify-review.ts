/** `hivemind skillify review`: goes through the drafts that wait for the person's word. */

import { Command } from 'commander';
import { storeEvidence } from '../codify/evidence.ts';
import type { StoredDraft } from '../store/drafts.ts';
import type { Project } from '../types.ts';
import type { WorkerContext } from '../worker/context.ts';
import { rejectDraft } from '../worker/review-draft.ts';
import type { CliContext } from './context.ts';
import { askKey } from './one-key.ts';
import { count, iso, printTable } from './output.ts';
import { acceptAndSay } from './skillify-accept.ts';
import { draftText, openDrafts, printDraft, undecided, whyItWaits } from './waiting-drafts.ts';

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
    printDraft(context, worker.store, stored, source);
    context.out();
    const key = await askKey('[a]ccept  [r]eject  [s]kip  [q]uit ', ['a', 'r', 's', 'q']);
    if (key === 'q') return;
    if (key === 'a') acceptAndSay(context, worker, project, stored);
    if (key === 'r') {
      rejectDraft(worker, stored);
      context.out(`- ${stored.draft.name} rejected`);
    }
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
    heldBy: refusals.map(({ code, message, line }) => ({ code, message, line: line ?? null })),
    text: draftText(stored),
    createdAt: iso(createdAt),
  };
}
