/** `hivemind skillify review`: goes through the drafts that wait for the person's word. */

import { Command } from 'commander';
import { HivemindError } from '../../errors.ts';
import { count } from '../../lib/in-words.ts';
import type { StoredDraft } from '../../store/drafts.ts';
import type { Project } from '../../types.ts';
import { type ListedDraft, listDrafts, undecidedDrafts } from '../../views/drafts.ts';
import type { WorkerContext } from '../../worker/context.ts';
import { rejectDraft } from '../../worker/review-draft.ts';
import type { CliContext } from '../context.ts';
import { askKey } from '../terminal/one-key.ts';
import { viewerOf } from '../viewer.ts';
import { acceptAndSay } from './accept.ts';
import { openDrafts } from './open-drafts.ts';
import { printChange, printLines } from './print-draft.ts';
import { printRefusals, printTakenOut } from './print-refusals.ts';
import { wouldSave } from './would-save.ts';

/** Reasons of one draft that the list has room for. */
const SHOWN = 3;

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
  const drafts = await listDrafts(viewerOf(context), options.project);
  if (options.json) context.json(drafts);
  else if (drafts.length === 0) context.out('No draft waits for you.');
  else if (context.interactive) await goThrough(context, options.project, drafts);
  else printList(context, drafts);
}

async function goThrough(
  context: CliContext,
  projectName: string | undefined,
  drafts: readonly ListedDraft[],
): Promise<void> {
  const { worker, project } = await openDrafts(context, projectName);
  for (const [index, stored] of undecidedDrafts(worker.store, project.id).entries()) {
    if (index > 0) context.out();
    const draft = drafts.find(({ candidate }) => candidate === stored.draft.candidateId);
    if (draft !== undefined) context.out(worthOf(draft));
    printLines(context, worker.store, stored, { receipts: false });
    printTakenOut(context, draft?.takenOut ?? []);
    const key = await askAbout(context, worker, stored);
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
async function askAbout(context: CliContext, { store }: WorkerContext, stored: StoredDraft): Promise<string> {
  for (;;) {
    context.out();
    const keys = ['a', 'r', 's', 'w', 'd', 'q'];
    const key = await askKey('[a]ccept  [r]eject  [s]kip  [w]hy  [d]iff  [q]uit ', keys);
    if (key === 'w') printLines(context, store, stored, { receipts: true });
    else if (key === 'd') printChange(context, store, stored);
    else return key;
  }
}

/** The name of a draft with what it would save. */
const worthOf = (draft: ListedDraft): string =>
  `${draft.name}  ${count(draft.sessions, 'session')}; ${wouldSave(draft)}`;

function printList(context: CliContext, drafts: readonly ListedDraft[]): void {
  context.out(`${count(drafts.length, 'draft')} ${drafts.length === 1 ? 'waits' : 'wait'} for you:`);
  for (const draft of drafts) {
    const { heldBy } = draft;
    context.out(worthOf(draft));
    printRefusals(context, {
      refusals: heldBy.slice(0, SHOWN),
      moreRefusals: Math.max(0, heldBy.length - SHOWN),
    });
    printTakenOut(context, draft.takenOut);
  }
  if (drafts.some(({ heldBy }) => heldBy.length === 0))
    context.out('Nothing is written before you accept it (publish.mode).');
  context.out('hivemind skillify accept <name> --dry-run shows one; accept and reject decide.');
}
