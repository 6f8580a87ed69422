/** `hivemind skillify why`: the ledger. Each kind of work that recurs, and why it is or is not a skill yet. */

import { Command } from 'commander';
import { HivemindError } from '../../errors.ts';
import { nearest } from '../../lib/nearest.ts';
import { momentsOf } from '../../mine/episodes/moments.ts';
import { episodesOfProject } from '../../store/episodes.ts';
import { type LedgerEntry, ledgerOfProject } from '../../store/ledger.ts';
import { openStoreToRead, type Store } from '../../store/open.ts';
import { OUTCOMES, type Project } from '../../types.ts';
import type { CliContext } from '../context.ts';
import { findProjectNamed, whyEmpty } from '../projects.ts';
import { type Cell, count, localTime, printTable } from '../terminal/output.ts';
import { oneLine } from '../terminal/visible.ts';
import { describeBlockers } from './blockers.ts';
import { OUTCOME_STYLES } from './episodes.ts';

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
  const store = openStoreToRead(context.paths.database);
  const project = await findProjectNamed(context, store, options.project);
  const ledger = store === null ? [] : ledgerOfProject(store, project.id);
  const entries = name === undefined ? ledger : [findEntry(ledger, name)];
  if (options.json) {
    context.json({ project: project.id, candidates: entries.map(entryJson) });
    return;
  }
  const [only] = entries;
  if (entries.length === 0) {
    context.out(whyEmpty(context, store, project, 'Nothing recurs yet. hivemind skillify run looks for it.'));
  } else if (name !== undefined && store !== null && only !== undefined)
    printOne(context, store, project, only);
  else printLedger(context, entries);
}

/**
 * The entry whose id, label or skill is `name`, or the only one of which one of them begins so.
 * @throws HivemindError NOT_FOUND naming the nearest
 */
function findEntry(ledger: readonly LedgerEntry[], name: string): LedgerEntry {
  const namesOf = ({ candidate, skill }: LedgerEntry) => [candidate.label, candidate.id, skill ?? ''];
  const found =
    ledger.find((entry) => namesOf(entry).includes(name)) ??
    onlyOne(ledger.filter((entry) => namesOf(entry).some((one) => one.startsWith(name))));
  if (found !== undefined) return found;
  const meant = nearest(name, ledger.flatMap(namesOf));
  throw new HivemindError('NOT_FOUND', `No candidate is named ${JSON.stringify(name)}.`, {
    hint: meant === undefined ? 'hivemind skillify why lists them' : `Did you mean ${JSON.stringify(meant)}?`,
  });
}

const onlyOne = <T>(items: readonly T[]): T | undefined => (items.length === 1 ? items[0] : undefined);

function entryJson({ candidate, state, blockedBy, skill, coveredBy }: LedgerEntry) {
  return {
    id: candidate.id,
    kind: candidate.kind,
    label: candidate.label,
    episodes: candidate.episodes.map(({ episodeId: _, ...place }) => place),
    sessions: candidate.sessions,
    days: candidate.days,
    branches: candidate.branches,
    people: candidate.people,
    acceptance: candidate.acceptance,
    minutesSaved: candidate.minutesSaved,
    score: candidate.score,
    known: candidate.known,
    state,
    blockedBy,
    skill,
    coveredBy,
  };
}

function printLedger(context: CliContext, entries: readonly LedgerEntry[]): void {
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
    entries.map((entry) => [
      { text: entry.candidate.id.slice(0, SHORT_ID), style: 'dim' },
      oneLine(entry.candidate.label),
      String(entry.candidate.sessions),
      String(entry.candidate.days),
      String(entry.candidate.acceptance.accepted),
      verdict(entry, context),
    ]),
  );
}

/** Characters of a candidate's id that a person sees; `why` takes the beginning of an id. */
const SHORT_ID = 8;

function verdict(entry: LedgerEntry, context: CliContext): Cell {
  if (entry.state === 'published') return { text: `skill ${entry.skill}`, style: 'green' };
  if (entry.state === 'pending' && entry.blockedBy.length === 0)
    return { text: 'due: the next run writes it', style: 'yellow' };
  if (entry.state === 'pending')
    return { text: `waits for you (skillify review): ${describeBlockers(entry, context)}`, style: 'yellow' };
  return `not yet: ${describeBlockers(entry, context)}`;
}

function printOne(context: CliContext, store: Store, project: Project, entry: LedgerEntry): void {
  const { candidate } = entry;
  const { acceptance } = candidate;
  const came = verdict(entry, context);
  context.out(context.style('bold', oneLine(candidate.label)));
  context.out(typeof came === 'string' ? came : context.style(came.style, came.text));
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
  context.out(
    `a skill would save about ${candidate.minutesSaved.toFixed(1)} min each time, ` +
      `${candidate.score.toFixed(0)} min over the next months (score)`,
  );
  for (const { text, path, line } of candidate.known) {
    context.out(`the repository says it already: ${oneLine(text)}  ${path}:${line}`);
  }
  context.out();
  const members = new Set(candidate.episodes.map(({ episodeId }) => episodeId));
  printTable(
    context,
    [{ title: 'STARTED', whole: true }, { title: 'OUTCOME' }, { title: 'SESSION' }, { title: 'REQUEST' }],
    episodesOfProject(store, project.id)
      .flatMap(momentsOf)
      .filter(({ id }) => members.has(id))
      .map((episode) => [
        localTime(episode.startedAt),
        { text: episode.outcome, style: OUTCOME_STYLES[episode.outcome] },
        episode.sessionId,
        oneLine(episode.memory.goal),
      ]),
  );
}
