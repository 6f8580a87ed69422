/** `hivemind skillify accept`: writes a draft that waits, as it is. */

import { relative } from 'node:path';
import { Command } from 'commander';
import type { StoredDraft } from '../../store/drafts.ts';
import type { Project } from '../../types.ts';
import { findDraftNamed } from '../../views/drafts.ts';
import type { WorkerContext } from '../../worker/context.ts';
import { acceptDraft } from '../../worker/review-draft.ts';
import type { CliContext } from '../context.ts';
import { openDrafts } from './open-drafts.ts';
import { printChange, printLines } from './print-draft.ts';

interface AcceptOptions {
  project?: string;
  dryRun?: boolean;
}

export function skillifyAcceptCommand(context: CliContext): Command {
  return new Command('accept')
    .description('write a draft that waits, as it is')
    .argument('<name>')
    .option('--project <project>', 'its path, remote or id (default: where you stand)')
    .option('--dry-run', 'write nothing; print the draft')
    .action((name: string, options: AcceptOptions) => accept(context, name, options));
}

async function accept(context: CliContext, name: string, options: AcceptOptions): Promise<void> {
  const { worker, project } = await openDrafts(context, options.project);
  const stored = findDraftNamed(worker.store, project.id, name);
  if (options.dryRun) {
    printLines(context, worker.store, stored, { receipts: true });
    context.out();
    printChange(context, worker.store, stored);
  } else acceptAndSay(context, worker, project, stored);
}

/**
 * Publishes a draft and says where.
 * @throws HivemindError REFUSED
 */
export function acceptAndSay(
  context: CliContext,
  worker: WorkerContext,
  project: Project,
  stored: StoredDraft,
): void {
  const { name, version, path } = acceptDraft(worker, project, stored);
  context.out(`✓ ${name}  version ${version}  ${relative(project.root, path)}`);
}
