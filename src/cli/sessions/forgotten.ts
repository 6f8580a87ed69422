/** Says what forgetting took away. */

import { count, tildePath } from '../../lib/in-words.ts';
import type { SkillLoss } from '../../library/life/forget.ts';
import { userHome } from '../../paths.ts';
import type { ForgetReport } from '../../worker/forget.ts';
import type { CliContext } from '../context.ts';
import { oneLine } from '../terminal/visible.ts';

const OUTCOMES: Readonly<Record<SkillLoss['outcome'], string>> = {
  shortened: 'lines removed',
  kept: 'kept: every line rests on other sessions too',
  removed: 'removed: it rested on nothing else',
  edited: 'edited by hand, left as it is: look through it yourself',
};

/** @param isDry whether it only would */
export function printForgotten(context: CliContext, report: ForgetReport, isDry: boolean): void {
  const { sessions, events, skills, copies } = report;
  const verb = isDry ? 'Would forget' : 'Forgot';
  context.out(`${verb} ${count(sessions.length, 'session')}, ${count(events, 'event')}.`);
  for (const { path, outcome, lines } of skills) {
    context.out(`  ${tildePath(path, userHome(context.env))}  ${OUTCOMES[outcome]}`);
    if (outcome === 'shortened' || outcome === 'edited') {
      for (const line of lines) context.out(`    - ${oneLine(line)}`);
    }
  }
  if (copies.length > 0) {
    const forks = count(copies.length, 'fork');
    context.out(`  ${forks} of it: what is repeated there is gone too, the rest stays.`);
  }
}
