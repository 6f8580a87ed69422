/** `hivemind demo`: sample sessions become skills in a scratch home, by the road that real ones take. */

import { relative } from 'node:path';
import { Command } from 'commander';
import { loadConfig } from '../../config.ts';
import { countStored } from '../../store/counts.ts';
import { type LedgerEntry, ledgerOfProject } from '../../store/ledger.ts';
import type { Store } from '../../store/open.ts';
import { currentFiles, skillsOfProject } from '../../store/skills.ts';
import type { Project } from '../../types.ts';
import type { CliContext } from '../context.ts';
import { describeBlockers } from '../skillify/blockers.ts';
import { interruptible } from '../terminal/interruption.ts';
import { count, recurring } from '../terminal/output.ts';
import { oneLine, printable } from '../terminal/visible.ts';
import { playSessions } from './play.ts';
import { SAMPLES } from './samples.ts';
import { makeScratchHome, removeScratchHome, settleIn } from './scratch-home.ts';
import { untilMined } from './wait.ts';

export function demoCommand(context: CliContext): Command {
  return new Command('demo')
    .description('shows sample sessions becoming skills, in a scratch home; touches nothing else')
    .action(() => interruptible((signal) => demo(context, signal)));
}

async function demo(context: CliContext, signal: AbortSignal): Promise<void> {
  context.out(`Playing ${count(SAMPLES.length, 'sample session')} of two weeks on a small web service,`);
  context.out('through the installed hook, in a scratch home.');
  const home = makeScratchHome(context.env);
  try {
    await settleIn(home);
    await playSessions(home, SAMPLES, context.now(), signal);
    const { store, project } = await untilMined(home, SAMPLES.length, signal);
    // The settings of the scratch home, whatever the person's own say.
    const config = () => loadConfig(home.paths.config, home.env);
    printResult({ ...context, config }, store, project);
    store.close();
  } finally {
    await removeScratchHome(home);
  }
  context.out();
  context.out('The scratch home is gone again. For your own work: hivemind install');
}

function printResult(context: CliContext, store: Store, project: Project): void {
  const { sessions, events } = countStored(store);
  const ledger = ledgerOfProject(store, project.id);
  const skills = skillsOfProject(store, project.id);
  context.out();
  context.out(`Stored: ${count(sessions, 'session')}, ${count(events, 'event')}.`);
  context.out(`Found: ${recurring(ledger.length)}; ${skills.length} of them became skills.`);
  for (const skill of skills) {
    const entry = ledger.find((one) => one.skill === skill.name);
    const content = currentFiles(store, skill)[0]?.text ?? '';
    context.out();
    context.out(context.style('bold', skill.name));
    if (entry !== undefined) context.out(`because ${support(entry)}`);
    context.out(context.style('dim', relative(project.root, skill.path)));
    context.out();
    for (const line of printable(content).trimEnd().split('\n')) context.out(`    ${line}`.trimEnd());
  }
  for (const entry of ledger.filter(({ state }) => state !== 'published')) {
    context.out();
    context.out(`No skill: ${context.style('bold', oneLine(entry.candidate.label))}`);
    context.out(`because ${support(entry)} (${describeBlockers(entry, context)})`);
  }
}

function support({ candidate: { sessions, days, acceptance } }: LedgerEntry): string {
  const { accepted } = acceptance;
  const share = accepted === sessions ? 'all' : accepted === 0 ? 'none' : String(accepted);
  return `${count(sessions, 'session')} on ${count(days, 'day')} did this, ${share} accepted`;
}
