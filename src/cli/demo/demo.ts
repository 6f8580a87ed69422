/** `hivemind demo`: sample sessions become skills in a scratch home, by the road that real ones take. */

import { relative } from 'node:path';
import { Command } from 'commander';
import { loadConfig } from '../../config.ts';
import { count } from '../../lib/in-words.ts';
import { countStored } from '../../store/counts.ts';
import type { Store } from '../../store/open.ts';
import { currentFiles, skillsOfProject } from '../../store/skills.ts';
import type { Project } from '../../types.ts';
import { type ListedCandidate, readLedger } from '../../views/ledger.ts';
import { reasonsAgainst } from '../../views/reasons.ts';
import type { Viewer } from '../../views/standpoint.ts';
import type { CliContext } from '../context.ts';
import { interruptible } from '../terminal/interruption.ts';
import { recurring } from '../terminal/output.ts';
import { oneLine, printable } from '../terminal/visible.ts';
import { viewerWith } from '../viewer.ts';
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
    await printResult(context, { ...viewerWith(context, store), store, config }, project);
    store.close();
  } finally {
    await removeScratchHome(home);
  }
  context.out();
  context.out('The scratch home is gone again. For your own work: hivemind install');
}

async function printResult(
  context: CliContext,
  viewer: Viewer & { store: Store },
  project: Project,
): Promise<void> {
  const { store } = viewer;
  const { sessions, events } = countStored(store);
  const { candidates } = await readLedger(viewer, { project: project.id });
  const skills = skillsOfProject(store, project.id);
  context.out();
  context.out(`Stored: ${count(sessions, 'session')}, ${count(events, 'event')}.`);
  context.out(`Found: ${recurring(candidates.length)}; ${skills.length} of them became skills.`);
  for (const skill of skills) {
    const behind = candidates.find((one) => one.skill === skill.name);
    const content = currentFiles(store, skill)[0]?.text ?? '';
    context.out();
    context.out(context.style('bold', skill.name));
    if (behind !== undefined) context.out(`because ${support(behind)}`);
    context.out(context.style('dim', relative(project.root, skill.path)));
    context.out();
    for (const line of printable(content).trimEnd().split('\n')) context.out(`    ${line}`.trimEnd());
  }
  for (const candidate of candidates.filter(({ state }) => state !== 'published')) {
    context.out();
    context.out(`No skill: ${context.style('bold', oneLine(candidate.label))}`);
    context.out(`because ${support(candidate)} (${reasonsAgainst(candidate, viewer).join('; ')})`);
  }
}

function support({ sessions, days, acceptance }: ListedCandidate): string {
  const { accepted } = acceptance;
  const share = accepted === sessions ? 'all' : accepted === 0 ? 'none' : String(accepted);
  return `${count(sessions, 'session')} on ${count(days, 'day')} did this, ${share} accepted`;
}
