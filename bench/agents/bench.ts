/**
 * `npm run bench agents`: turns and commands of the real Claude Code and Codex, with hivemind installed and without, in
 * turns. They talk to a model on this machine that answers at once. An agent that was never fetched is left out.
 */

import { agentCache, findAgent } from '../../test/support/agents/agent-package.ts';
import { processCpuMs } from '../report/child-cpu.ts';
import { printJson, printMachine, printRows, spreadCell, thisMachine } from '../report/print.ts';
import { median, type Spread, spreadOf } from '../report/stats.ts';
import { AGENT_BENCHES, type AgentBench, type Player, type Turn } from './players.ts';
import { Stage } from './stage.ts';

/** Pairs of turns, one with and one without; fewer where they take longer than the time that an agent is given. */
const PAIRS = 100;
const AGENT_MS = 100_000;
/** Turns before the first that counts. */
const WARM_UP = 2;

/** What one agent's turns gave. */
interface AgentMeasured {
  rows: Compared[];
  /** Processor time that the daemon took beside a turn, on average, ms; null where the system does not tell. */
  daemonCpuMs: number | null;
}

interface Compared {
  agent: string;
  what: string;
  without: Spread;
  with: Spread;
  /** The median of what each pair differs by, ms. */
  differenceMs: number;
}

export async function bench(args: readonly string[]): Promise<void> {
  const measured: AgentMeasured[] = [];
  const absent: string[] = [];
  for (const agent of AGENT_BENCHES) {
    const program = findAgent(agent.package, agentCache());
    if (program === null) absent.push(absence(agent));
    else measured.push(await compare(agent, program));
  }
  if (args.includes('--json')) printJson({ bench: 'agents', measured, absent });
  else print(measured, absent);
}

function absence({ name, package: { version } }: AgentBench): string {
  return `${name} ${version} is not in ${agentCache()}, so it was left out; npm run test:agents fetches it.`;
}

async function compare(agent: AgentBench, program: string): Promise<AgentMeasured> {
  const without = await Stage.set();
  const withUs = await Stage.set();
  try {
    const players = [agent.play(program, without), agent.play(program, withUs)] as const;
    for (const player of players) player.settleIn();
    await withUs.sandbox.expectHivemind('install', ...agent.install, '--no-history', '--yes');
    await withUs.sandbox.expectHivemind('daemon', 'start');
    const cpuBefore = daemonCpu(withUs);
    const pairs = await playPairs(...players);
    const cpuAfter = daemonCpu(withUs);
    for (const player of players) await player.leave();
    await withUs.sandbox.waitForEmptySpool();
    if (withUs.sandbox.sessionIds().length === 0)
      throw new Error(`no hook of ${agent.name} told of its session`);
    const rows = [
      comparison(agent, agent.turn, pairs, ({ tookMs }) => [tookMs]),
      comparison(agent, 'a command, from one request to the next', pairs, ({ callsMs }) => callsMs),
    ];
    const turns = pairs.length + WARM_UP;
    const isTold = cpuBefore !== null && cpuAfter !== null;
    return { rows, daemonCpuMs: isTold ? (cpuAfter - cpuBefore) / turns : null };
  } finally {
    await without.strike();
    await withUs.strike();
  }
}

function daemonCpu({ sandbox }: Stage): number | null {
  const pid = sandbox.daemonPid();
  return pid === null ? null : processCpuMs(pid);
}

type Pair = readonly [without: Turn, withUs: Turn];

/** Each goes first in every other pair, so that whatever the first one meets, both meet alike. */
async function playPairs(without: Player, withUs: Player): Promise<Pair[]> {
  const pairs: Pair[] = [];
  const deadline = performance.now() + AGENT_MS;
  for (let pair = -WARM_UP; pair < PAIRS && (pair < 1 || performance.now() < deadline); pair++) {
    const isOursFirst = pair % 2 !== 0;
    const first = await (isOursFirst ? withUs : without).takeTurn();
    const second = await (isOursFirst ? without : withUs).takeTurn();
    if (pair >= 0) pairs.push(isOursFirst ? [second, first] : [first, second]);
  }
  return pairs;
}

function comparison(
  { name }: AgentBench,
  what: string,
  pairs: readonly Pair[],
  timesOf: (turn: Turn) => number[],
): Compared {
  const differences = pairs.map((pair) => median(timesOf(pair[1])) - median(timesOf(pair[0])));
  return {
    agent: name,
    what,
    without: spreadOf(pairs.flatMap(([without]) => timesOf(without))),
    with: spreadOf(pairs.flatMap(([, withUs]) => timesOf(withUs))),
    differenceMs: median(differences),
  };
}

function print(measured: readonly AgentMeasured[], absent: readonly string[]): void {
  printMachine(thisMachine());
  printRows([
    ['ms, p50 (p99)', 'runs', 'without', 'with hivemind', 'median of the pairs’ differences'],
    ...measured
      .flatMap(({ rows }) => rows)
      .map((row) => [
        `${row.agent}: ${row.what}`,
        String(row.with.runs),
        spreadCell(row.without, 0),
        spreadCell(row.with, 0),
        row.differenceMs.toFixed(1),
      ]),
  ]);
  for (const { rows, daemonCpuMs } of measured) {
    const cpu = daemonCpuMs === null ? 'not told here' : `${daemonCpuMs.toFixed(0)} ms`;
    process.stdout.write(`${rows[0]?.agent}: processor time of the daemon beside a turn: ${cpu}\n`);
  }
  for (const sentence of absent) process.stdout.write(`${sentence}\n`);
}
