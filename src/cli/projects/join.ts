/** `hivemind projects join`: the user's word that two folders are one project. */

import { Command } from 'commander';
import { HivemindError } from '../../errors.ts';
import { findProject } from '../../store/heads.ts';
import { joinProjects } from '../../store/join-projects.ts';
import { openStore } from '../../store/open.ts';
import { settleProject } from '../../worker/locate-project.ts';
import type { CliContext } from '../context.ts';
import { findProjectNamed, projectName } from '../projects.ts';
import { count } from '../terminal/output.ts';

export function projectsJoinCommand(context: CliContext): Command {
  return new Command('join')
    .description('makes one project of two: sessions and skills of the second count to the first')
    .argument('<project>', 'its path, remote or id')
    .argument('<other>', 'likewise; a folder without sessions may be named as well')
    .option('--json', 'print one JSON document')
    .action((name: string, other: string, options: { json?: boolean }) =>
      join(context, name, other, options.json),
    );
}

async function join(context: CliContext, name: string, other: string, json = false): Promise<void> {
  const store = openStore(context.paths.database);
  try {
    const into = await findProjectNamed(context, store, name);
    const from = await findProjectNamed(context, store, other);
    if (findProject(store, into.id) === null) {
      throw new HivemindError('NOT_FOUND', `No session was stored for ${projectName(into, context)}.`, {
        hint: 'Name the project that has sessions first',
      });
    }
    if (into.id === from.id) {
      throw new HivemindError('USAGE', `${name} and ${other} are one project already.`);
    }
    // What the folder's settings claim is remembered with it.
    await settleProject(store, from.root, context.env);
    const sessions = joinProjects(store, into, from);
    if (json) context.json({ project: into.id, joined: from.id, sessions });
    else {
      const moved = `${count(sessions, 'session')} of ${projectName(from, context)}`;
      context.out(`✓ ${moved} ${sessions === 1 ? 'counts' : 'count'} to ${projectName(into, context)} now.`);
    }
  } finally {
    store.close();
  }
}
