/**
 * `npm run bench import -- --data <folder>`: imports every recorded session below `<folder>/raw` into a scratch store, and
 * sets what was stored beside the counts that `<folder>/normalised` was made with, by another reader.
 */

import { existsSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../src/config.ts';
import { homePaths } from '../../src/paths.ts';
import { eventsOfSession } from '../../src/store/events.ts';
import { findHead } from '../../src/store/heads.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { findCursor } from '../../src/store/transcripts.ts';
import { isRealPrompt } from '../../src/types.ts';
import { importHistory } from '../../src/worker/import.ts';
import type { ImportReport } from '../../src/worker/import-report.ts';
import { printJson, printMachine, printRows, thisMachine } from '../report/print.ts';
import { type Counts, readCounts } from './counts.ts';

/** One recorded session: what was stored of it, and what the other reader counted; null where either has nothing. */
interface Session {
  file: string;
  sessionId: string | null;
  headless: boolean;
  stored: Counts | null;
  normalised: Counts | null;
}

interface Project {
  project: string;
  report: ImportReport;
  sessions: Session[];
}

export async function bench(args: readonly string[]): Promise<void> {
  const data = args[args.indexOf('--data') + 1];
  if (!args.includes('--data') || data === undefined || !existsSync(join(data, 'raw'))) {
    process.stderr.write('Usage: npm run bench import -- --data <folder with raw/ and normalised/>\n');
    process.exitCode = 2;
    return;
  }
  const start = process.hrtime.bigint();
  const projects = await importAll(realpathSync(data));
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (args.includes('--json')) printJson({ bench: 'import', seconds, projects });
  else print(projects, seconds);
}

async function importAll(data: string): Promise<Project[]> {
  const home = mkdtempSync(join(tmpdir(), 'hivemind-bench-'));
  try {
    const paths = homePaths(home);
    const store = openStore(paths.database);
    // Only speed is lost by a crash of the bench.
    store.pragma('synchronous = OFF');
    const context = { paths, store, config: loadConfig(paths.config, {}), env: {}, now: () => Date.now() };
    const projects: Project[] = [];
    for (const project of readdirSync(join(data, 'raw')).sort()) {
      const folder = join(data, 'raw', project);
      const report = await importHistory(context, { paths: [folder], installedAt: null });
      const sessions = readdirSync(folder)
        .sort()
        .map((name) => sessionOf(store, data, project, name));
      projects.push({ project, report, sessions });
    }
    store.close();
    return projects;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function sessionOf(store: Store, data: string, project: string, name: string): Session {
  const cursor = findCursor(store, join(data, 'raw', project, name));
  const sessionId = cursor?.sessionId ?? null;
  const events = sessionId === null ? [] : eventsOfSession(store, sessionId);
  const stored = {
    prompts: events.filter(isRealPrompt).length,
    toolCalls: events.filter(({ kind }) => kind === 'tool_call').length,
    invalidLines: cursor?.invalidLines ?? 0,
  };
  return {
    file: `${project}/${name}`,
    sessionId,
    headless: sessionId !== null && findHead(store, sessionId)?.headless === true,
    stored: events.length === 0 ? null : stored,
    normalised: readCounts(join(data, 'normalised', project, name.replace(/\.(?:jsonl|md)\.gz$/, '.jsonl'))),
  };
}

function print(projects: readonly Project[], seconds: number): void {
  printMachine(thisMachine());
  printRows([
    [
      'stored / normalised',
      'files',
      'sessions',
      'no folder',
      'headless',
      'prompts',
      'tool calls',
      'torn lines',
    ],
    ...projects.map(row),
    row({ project: 'all', report: total(projects), sessions: projects.flatMap(({ sessions }) => sessions) }),
  ]);
  process.stdout.write(`\n${seconds.toFixed(1)} seconds. Files from which nothing was stored anew:\n`);
  for (const [reason, count] of Object.entries(total(projects).skipped)) {
    process.stdout.write(`  ${count} ${reason}\n`);
  }
  const others = projects.flatMap(({ sessions }) => sessions).filter(isOtherwise);
  process.stdout.write(`\nSessions whose prompts are counted otherwise: ${others.length}\n`);
  for (const { file, stored, normalised } of others) {
    process.stdout.write(`  ${file}: ${stored?.prompts ?? 'none'} / ${normalised?.prompts ?? 'none'}\n`);
  }
}

const isOtherwise = ({ stored, normalised }: Session) => stored?.prompts !== normalised?.prompts;

function row({ project, report, sessions }: Project): string[] {
  // Of a session under two names, the longer counts.
  const ids = new Set(sessions.flatMap(({ sessionId }) => sessionId ?? []));
  const longest = [...ids].map((id) => sessions.filter(({ sessionId }) => sessionId === id)).map(fullest);
  const pair = (of: keyof Counts) => `${sum(longest, 'stored', of)} / ${sum(longest, 'normalised', of)}`;
  return [
    project,
    String(report.files),
    String(report.sessions),
    String(report.unknownFolder),
    String(longest.filter(({ headless }) => headless).length),
    pair('prompts'),
    pair('toolCalls'),
    `${report.invalidLines} / ${sum(sessions, 'normalised', 'invalidLines')}`,
  ];
}

function fullest(sessions: readonly Session[]): Session {
  return sessions.reduce((best, one) =>
    (one.normalised?.toolCalls ?? 0) > (best.normalised?.toolCalls ?? 0) ? one : best,
  );
}

function sum(sessions: readonly Session[], side: 'stored' | 'normalised', of: keyof Counts): number {
  return sessions.reduce((all, session) => all + (session[side]?.[of] ?? 0), 0);
}

function total(projects: readonly Project[]): ImportReport {
  const all: ImportReport = {
    files: 0,
    sessions: 0,
    unknownFolder: 0,
    events: 0,
    skipped: {},
    invalidLines: 0,
  };
  for (const { report } of projects) {
    for (const field of ['files', 'sessions', 'unknownFolder', 'events', 'invalidLines'] as const) {
      all[field] += report[field];
    }
    for (const [reason, count] of Object.entries(report.skipped) as [keyof typeof all.skipped, number][]) {
      all.skipped[reason] = (all.skipped[reason] ?? 0) + count;
    }
  }
  return all;
}
