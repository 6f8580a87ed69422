/** `hivemind status`: per agent, store, daemon and project, how things stand. */

import { Command } from 'commander';
import { ago, bytes, count, tildePath } from '../../lib/in-words.ts';
import { userHome } from '../../paths.ts';
import type { AgentState } from '../../views/agent-states.ts';
import { newsOf, spoolTrouble } from '../../views/overview.ts';
import type { Situation } from '../../views/situation.ts';
import { statusOf } from '../../views/status.ts';
import type { CliContext } from '../context.ts';
import { printStates } from '../states-table.ts';
import { type Cell, printTable } from '../terminal/output.ts';
import { oneLine } from '../terminal/visible.ts';
import { readSituation } from './read-situation.ts';

export function statusCommand(context: CliContext): Command {
  return new Command('status')
    .description('how each agent, the store, the daemon and each project stand')
    .option('--json', 'print one JSON document')
    .action((options: { json?: boolean }) => {
      const situation = readSituation(context);
      if (options.json) context.json(statusOf(situation));
      else printStatus(context, situation);
    });
}

function printStatus(context: CliContext, situation: Situation): void {
  const { store, capture, skillify } = situation;
  const now = context.now();
  printTable(
    context,
    [{}, { whole: true }, {}, {}],
    situation.agents.map((agent) => agentRow(agent, now)),
  );
  for (const { name, problems, lastError } of situation.agents) {
    for (const problem of problems) context.out(context.style('yellow', `  ${name}: ${problem}`));
    if (lastError !== null) {
      context.out(`  ${name}: last error ${ago(lastError.at, now)}: ${oneLine(lastError.message)}`);
    }
  }
  context.out();
  printTable(
    context,
    [{ whole: true }, { wrap: true }],
    [
      ['capture', capture.enabled ? 'on' : { text: `off: ${capture.reason}`, style: 'yellow' }],
      ['store', storeCell(context, store)],
      ...lossRows(store.lost),
      ['spool', spoolCell(situation, now)],
      ['daemon', daemonCell(situation, now)],
      ['model', 'none: skills are worded without one'],
    ],
  );
  if (skillify.projects.length > 0) context.out();
  printStates(context, skillify.projects);
  for (const { what, command } of skillify.projects.flatMap(newsOf))
    context.out(context.style('yellow', `${what}: ${command}`));
  if (situation.problems.length > 0) context.out();
  printTable(
    context,
    [{ title: 'PROBLEM' }, { title: 'IN' }, { title: 'WITH' }, { title: 'WHAT', wrap: true }],
    situation.problems.map(({ at, area, subject, message }) => [
      ago(at, now),
      area,
      subject,
      oneLine(message),
    ]),
  );
}

function storeCell(context: CliContext, { problem, ...store }: Situation['store']): Cell {
  if (problem !== null) return { text: problem, style: 'red' };
  const held = `${count(store.sessions, 'session')}, ${count(store.events, 'event')}, ${bytes(store.bytes)}`;
  return `${held}  ${tildePath(store.path, userHome(context.env))}`;
}

function lossRows(lost: number): Cell[][] {
  if (lost === 0) return [];
  return [['lost', { text: `${count(lost, 'event')}, when the store was damaged`, style: 'yellow' }]];
}

function agentRow(agent: AgentState, now: number): Cell[] {
  const last = agent.lastEventAt === null ? 'no event yet' : `last event ${ago(agent.lastEventAt, now)}`;
  if (!agent.detected) {
    const state = agent.installed ? 'hooks ready, not found on this machine yet' : 'not on this machine';
    return ['-', agent.name, state, ''];
  }
  if (!agent.installed) return ['-', agent.name, 'not installed', 'hivemind install'];
  if (agent.trusted === false) {
    return [{ text: '✗', style: 'red' }, agent.name, 'installed but not trusted', last];
  }
  if (agent.problems.length > 0) {
    return [{ text: '✗', style: 'red' }, agent.name, 'installed, with problems', last];
  }
  return [{ text: '✓', style: 'green' }, agent.name, 'installed', last];
}

function spoolCell({ spool }: Situation, now: number): Cell {
  const waiting = spool.files === 0 ? 'empty' : `${count(spool.files, 'record')} waiting`;
  const trouble = spoolTrouble(spool, now);
  return trouble === null ? waiting : { text: `${waiting}; ${trouble}`, style: 'red' };
}

function daemonCell({ daemon, store }: Situation, now: number): Cell {
  if (store.problem !== null) return 'asleep: it starts once the store is free, and takes in what waits';
  const { running, pid, problem, heldUntil } = daemon;
  if (running) return `running, pid ${pid}`;
  if (heldUntil === null)
    return problem === null ? 'asleep: the next hook starts it' : { text: problem, style: 'red' };
  const wait = count(Math.ceil((Date.parse(heldUntil) - now) / 1_000), 'second');
  if (problem === null) return `starting: hooks wait for it, ${wait} at most`;
  return { text: `${problem.replace(/\.$/, '')}; a hook tries again in ${wait}`, style: 'red' };
}
