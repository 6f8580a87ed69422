/** Prints how projects stand with mining. */

import { ago, tildePath } from '../lib/in-words.ts';
import { userHome } from '../paths.ts';
import type { SkillifyState } from '../views/skillify-state.ts';
import type { CliContext } from './context.ts';
import { type Cell, printTable } from './terminal/output.ts';

type State = SkillifyState['projects'][number];

export function printStates(context: CliContext, states: readonly State[]): void {
  const home = userHome(context.env);
  printTable(
    context,
    [
      { title: 'PROJECT' },
      { title: 'SKILLS', align: 'right' },
      { title: 'TURNS SINCE RUN', align: 'right' },
      { title: 'LAST RUN', wrap: true },
    ],
    states.map((state) => [
      tildePath(state.root, home),
      String(state.skills),
      String(state.turnsSinceRun),
      lastRunCell(state, context.now()),
    ]),
  );
}

function lastRunCell({ lastRunAt, lastError }: State, now: number): Cell {
  if (lastRunAt === null) return 'never';
  const when = ago(lastRunAt, now);
  return lastError === null ? when : { text: `failed ${when}: ${lastError}`, style: 'red' };
}
