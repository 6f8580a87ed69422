/** `hivemind skillify reject`: keeps a draft, and later wordings of it, from becoming a skill. */

import { Command } from 'commander';
import { findDraftNamed } from '../../views/drafts.ts';
import { rejectDraft } from '../../worker/review-draft.ts';
import type { CliContext } from '../context.ts';
import { openDrafts } from './open-drafts.ts';

export function skillifyRejectCommand(context: CliContext): Command {
  return new Command('reject')
    .description('never write this draft, nor a later wording of it')
    .argument('<name>')
    .option('--project <project>', 'its path, remote or id (default: where you stand)')
    .action(async (name: string, options: { project?: string }) => {
      const { worker, project } = await openDrafts(context, options.project);
      const stored = findDraftNamed(worker.store, project.id, name);
      rejectDraft(worker, stored);
      context.out(`- ${stored.draft.name} rejected`);
    });
}
