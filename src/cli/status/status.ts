/** `hivemind status`: per agent, store, daemon and project, how things stand. */

import { Command } from 'commander';
import { userHome } from '../../paths.ts';
import type { CliContext } from '../context.ts';
import { printNews, printStates, projectStateJson } from '../project-states.ts';
import { ago, bytes, type Cell, count, iso, printTable, tildePath } from '../terminal/output.ts';
import { oneLine } from '../terminal/visible.ts';
import type { AgentState } from './agent-states.ts';
import { readStatus, type StatusReport, spoolTrouble } from './status-report.ts';

export function statusCommand(context: CliContext): Command {
  return new Command('status')
    .description('how each agent, the store, the daemon and each project stand')
    .option('--json', 'print one JSON document')
    .action(async (options: { json?: boolean }) => {
      const report = await readStatus(context);
      if (options.json) context.json(statusJson(report));
      else printStatus(context, report);
    });
}

function statusJson(report: StatusReport) {
  const {
    version,
    home,
    store,
    daemon,
    daemonHeldUntil,
    spooled,
    lost,
    agents,
    capture,
    everyNTurns,
    projects,
  } = report;
  return {
    version,
    home,
    store,
    daemon: { running: daemon.running, pid: daemon.pid, heldUntil: iso(daemonHeldUntil) },
    spool: { files: spooled, writable: lost.writable, failedAt: iso(lost.failedAt) },
    agents: agents.map(agentJson),
    capture,
    skillify: { everyNTurns, projects: projects.map(projectStateJson) },
    // Skills are worded by this program alone; these stay at zero until a model can be configured.
    model: { provider: 'none', callsToday: 0, tokensToday: 0, dailyTokenLimit: 0 },
  };
}

function agentJson({ lastEventAt, lastError, ...agent }: AgentState) {
  return {
    ...agent,
    lastEventAt: iso(lastEventAt),
    lastError: lastError === null ? null : { at: iso(lastError.at), message: lastError.message },
  };
}

function printStatus(context: CliContext, report: StatusReport): void {
  const { store, capture } = report;
  const now = context.now();
  printTable(
    context,
    [{}, { whole: true }, {}, {}],
    report.agents.map((agent) => agentRow(agent, now)),
  );
  for (const { name, problems, lastError } of report.agents) {
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
      ['spool', spoolCell(report, now)],
      ['daemon', daemonCell(report, now)],
      ['model', 'none: skills are worded without one'],
    ],
  );
  if (report.projects.length > 0) context.out();
  printStates(context, report.projects);
  printNews(context, report.projects);
  if (report.problems.length > 0) context.out();
  printTable(
    context,
    [{ title: 'PROBLEM' }, { title: 'IN' }, { title: 'WITH' }, { title: 'WHAT', wrap: true }],
    report.problems.map(({ at, area, subject, message }) => [ago(at, now), area, subject, oneLine(message)]),
  );
}

function storeCell(context: CliContext, { problem, ...store }: StatusReport['store']): Cell {
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

function spoolCell({ spooled, lost }: StatusReport, now: number): Cell {
  const waiting = spooled === 0 ? 'empty' : `${count(spooled, 'record')} waiting`;
  const trouble = spoolTrouble(lost, now);
  return trouble === null ? waiting : { text: `${waiting}; ${trouble}`, style: 'red' };
}

function daemonCell({ daemon, daemonHeldUntil, store }: StatusReport, now: number): Cell {
  if (store.problem !== null) return 'asleep: it starts once the store is free, and takes in what waits';
  const { running, pid, problem } = daemon;
  if (running) return `running, pid ${pid}`;
  if (daemonHeldUntil === null)
    return problem === null ? 'asleep: the next hook starts it' : { text: problem, style: 'red' };
  const wait = count(Math.ceil((daemonHeldUntil - now) / 1_000), 'second');
  if (problem === null) return `starting: hooks wait for it, ${wait} at most`;
  return { text: `${problem.replace(/\.$/, '')}; a hook tries again in ${wait}`, style: 'red' };
}
