/** `hivemind skillify why`: the ledger. Each kind of work that recurs, and why it is or is not a skill yet. */

import { Command } from 'commander';
import { count, localTime } from '../../lib/in-words.ts';
import { OUTCOMES } from '../../types.ts';
import { type ListedCandidate, type PieceOfWork, readLedger, workOf } from '../../views/ledger.ts';
import { unknownProject } from '../../views/projects.ts';
import { reasonsAgainst } from '../../views/reasons.ts';
import type { CliContext } from '../context.ts';
import { type Cell, printTable } from '../terminal/output.ts';
import { oneLine } from '../terminal/visible.ts';
import { viewerOf } from '../viewer.ts';
import { OUTCOME_STYLES, whyEmpty } from './episodes.ts';
import { printRefusals, printTakenOut } from './print-refusals.ts';
import { wouldSave } from './would-save.ts';

interface WhyOptions {
  project?: string;
  json?: boolean;
}

export function skillifyWhyCommand(context: CliContext): Command {
  return new Command('why')
    .description('each kind of work that recurs, and why it is a skill or not yet')
    .argument('[candidate]', 'only this one: its id, label or skill')
    .option('--project <project>', 'its path, remote or id (default: where you stand)')
    .option('--json', 'print one JSON document')
    .action((name: string | undefined, options: WhyOptions) => showLedger(context, name, options));
}

async function showLedger(context: CliContext, name: string | undefined, options: WhyOptions): Promise<void> {
  const viewer = viewerOf(context);
  const ledger = await readLedger(viewer, { project: options.project, candidate: name });
  if (options.json) {
    context.json(ledger);
    return;
  }
  const [first] = ledger.candidates;
  if (first === undefined) {
    const unknown = await unknownProject(viewer, options.project);
    context.out(whyEmpty(unknown, 'Nothing recurs yet. hivemind skillify run looks for it.'));
  } else if (name === undefined) printLedger(context, ledger.candidates);
  else printOne(context, first, workOf(viewer, ledger.project, first.id));
}

function printLedger(context: CliContext, candidates: readonly ListedCandidate[]): void {
  printTable(
    context,
    [
      { title: 'ID' },
      { title: 'KIND OF WORK' },
      { title: 'SESSIONS', align: 'right' },
      { title: 'DAYS', align: 'right' },
      { title: 'ACCEPTED', align: 'right' },
      { title: 'WHAT CAME OF IT', wrap: true },
    ],
    candidates.map((candidate) => [
      { text: candidate.id.slice(0, SHORT_ID), style: 'dim' },
      oneLine(candidate.label),
      String(candidate.sessions),
      String(candidate.days),
      String(candidate.acceptance.accepted),
      verdict(candidate, context),
    ]),
  );
}

/** Characters of a candidate's id that a person sees; `why` takes the beginning of an id. */
const SHORT_ID = 8;

function verdict(candidate: ListedCandidate, context: CliContext): Cell {
  const { state, skill, blockedBy } = candidate;
  if (state === 'published') return { text: `skill ${skill}`, style: 'green' };
  if (state === 'pending' && blockedBy.length === 0)
    return { text: 'due: the next run writes it', style: 'yellow' };
  const reasons = reasonsAgainst(candidate, context).join('; ');
  if (state === 'pending') return { text: `waits for you (skillify review): ${reasons}`, style: 'yellow' };
  return `not yet: ${reasons}`;
}

function printOne(context: CliContext, candidate: ListedCandidate, work: readonly PieceOfWork[]): void {
  const { acceptance } = candidate;
  const came = verdict(candidate, context);
  context.out(context.style('bold', oneLine(candidate.label)));
  context.out(typeof came === 'string' ? came : context.style(came.style, came.text));
  printRefusals(context, candidate);
  printTakenOut(context, candidate.takenOut);
  context.out();
  const spread = [
    count(candidate.days, 'day'),
    count(candidate.branches, 'branch', 'branches'),
    ...(candidate.people > 1 ? [`by ${candidate.people} people`] : []),
  ];
  context.out(`${count(candidate.sessions, 'session')} on ${spread.join(', ')}`);
  const outcomes = OUTCOMES.filter((outcome) => acceptance[outcome] > 0);
  context.out(outcomes.map((outcome) => `${acceptance[outcome]} ${outcome}`).join(', '));
  const confidence = context.config().get('skillify.confidence') * 100;
  const share = Math.round(acceptance.lowerBound * 100);
  context.out(`accepted share at least ${share}% (lower bound, ${confidence}%)`);
  context.out(`a skill ${wouldSave(candidate)} (score)`);
  for (const { text, path, line } of candidate.known) {
    context.out(`the repository says it already: ${oneLine(text)}  ${path}:${line}`);
  }
  context.out();
  printTable(
    context,
    [{ title: 'STARTED', whole: true }, { title: 'OUTCOME' }, { title: 'SESSION' }, { title: 'REQUEST' }],
    work.map(({ startedAt, outcome, sessionId, goal }) => [
      localTime(startedAt),
      { text: outcome, style: OUTCOME_STYLES[outcome] },
      sessionId,
      oneLine(goal),
    ]),
  );
}
