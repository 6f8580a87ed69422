/** `hivemind projects join`: the user's word that two folders are one project. */

import { Command } from 'commander';
import { settleProject } from '../../capture/locate-project.ts';
import { HivemindError } from '../../errors.ts';
import { count } from '../../lib/in-words.ts';
import { findProject } from '../../store/heads.ts';
import { joinProjects } from '../../store/join-projects.ts';
import { openStore } from '../../store/open.ts';
import { findProjectNamed, projectName } from '../../views/find-project.ts';
import type { CliContext } from '../context.ts';
import { viewerWith } from '../viewer.ts';

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
    const viewer = viewerWith(context, store);
    const into = await findProjectNamed(viewer, name);
    const from = await findProjectNamed(viewer, other);
    if (findProject(store, into.id) === null) {
      throw new HivemindError('NOT_FOUND', `No session was stored for ${projectName(into, context.env)}.`, {
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
      const moved = `${count(sessions, 'session')} of ${projectName(from, context.env)}`;
      context.out(
        `✓ ${moved} ${sessions === 1 ? 'counts' : 'count'} to ${projectName(into, context.env)} now.`,
      );
    }
  } finally {
    store.close();
  }
}
