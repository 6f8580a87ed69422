/** A store of so many sessions, as months of work leave it. */

import type { MiningBlock } from '../../src/candidates.ts';
import { loadConfig } from '../../src/config.ts';
import { homePaths } from '../../src/paths.ts';
import { type LedgerEntry, replaceLedger } from '../../src/store/derived/ledger.ts';
import { finishRun, startRun } from '../../src/store/derived/runs.ts';
import { appendEvent, lastSeqOfProject } from '../../src/store/events.ts';
import { registerProject, registerWorkspace, saveHead } from '../../src/store/heads.ts';
import { inTransaction, openStore, type Store } from '../../src/store/open.ts';
import { AGENT_IDS, type EventKind, type Project, type SessionEvent } from '../../src/types.ts';

const PROJECTS = 40;
/** The first project's folder. */
export const PROJECT_ROOT = rootOf(0);
/** A word that no event holds. */
export const RARE_WORD = 'zyzzyva';
const TURNS = 3;
const SESSIONS_PER_DAY = 60;
/** Kinds of work that recur in a project. */
const CANDIDATES = 40;
const DAY_MS = 86_400_000;
const BATCH = 500;

/** One turn's kinds of event, with what each holds. */
const TURN: readonly [EventKind, string][] = [
  ['user_prompt', 'bump the patch version, tag it and push the tag; then look whether the release went out'],
  ['tool_call', 'npm version patch'],
  ['tool_result', 'v1.0.1\n'.repeat(20)],
  ['assistant_message', 'The version is 1.0.1 now, tagged and pushed. The release workflow is running.'],
];

/** Makes the store of a home. @param now the newest session's time, ms since the epoch */
export function generateStore(home: string, sessions: number, now: number): void {
  const paths = homePaths(home);
  loadConfig(paths.config, {});
  const store = openStore(paths.database);
  // Nothing is lost if this process dies: the bench starts anew.
  store.pragma('synchronous = OFF');
  const projects = Array.from({ length: PROJECTS }, (_, index) => ({
    id: `p${String(index).padStart(15, '0')}`,
    remote: `example.com/acme/service-${index}`,
    root: rootOf(index),
  }));
  registerWorkspace(store, 'default', now);
  for (const project of projects) registerProject(store, project, now);
  for (let from = 0; from < sessions; from += BATCH) {
    inTransaction(store, () => {
      for (let index = from; index < Math.min(sessions, from + BATCH); index++) {
        const startedAt = now - ((sessions - index) * DAY_MS) / SESSIONS_PER_DAY;
        addSession(store, projects[index % PROJECTS] as Project, index, startedAt);
      }
    });
  }
  for (const { id } of projects) addRun(store, id, now, Math.ceil((sessions * TURNS) / PROJECTS));
  store.pragma('wal_checkpoint(TRUNCATE)');
  store.close();
}

function rootOf(index: number): string {
  return `/home/robin/service-${index}`;
}

function addSession(store: Store, project: Project, index: number, startedAt: number): void {
  const sessionId = `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`;
  const agent = AGENT_IDS[index % AGENT_IDS.length] ?? 'claude-code';
  const owner = { sessionId, agent, workspaceId: 'default', projectId: project.id };
  let position = 0;
  for (let turn = 0; turn < TURNS; turn++) {
    for (const [kind, text] of TURN) {
      position += 1;
      appendEvent(store, eventOf({ ...owner, at: startedAt + position * 1_000, position }, kind, text));
    }
  }
  const endedAt = startedAt + position * 1_000;
  saveHead(store, {
    ...owner,
    cwd: project.root,
    startedAt,
    lastEventAt: endedAt,
    endedAt,
    headless: false,
  });
}

type Bare = Pick<SessionEvent, 'sessionId' | 'agent' | 'workspaceId' | 'projectId' | 'at' | 'position'>;

function eventOf(bare: Bare, kind: EventKind, text: string): SessionEvent {
  const id = `${bare.agent}:${bare.sessionId}:${bare.position}`;
  const toolUseId = `${id}:call`;
  if (kind === 'tool_call') {
    return { ...bare, id, kind, origin: 'assistant', tool: 'Bash', toolUseId, input: { command: text } };
  }
  if (kind === 'tool_result') {
    return { ...bare, id, kind, origin: 'tool', tool: 'Bash', toolUseId, output: text, ok: true };
  }
  return { ...bare, id, kind, origin: kind === 'user_prompt' ? 'user' : 'assistant', text, meta: {} };
}

/** As if the project had been mined up to now: half of its episodes belong to kinds of work that recur. */
function addRun(store: Store, projectId: string, now: number, episodes: number): void {
  const throughSeq = lastSeqOfProject(store, projectId);
  const run = startRun(store, { projectId, reason: 'turns', pid: 1, startedAt: now, throughSeq, seed: 1 });
  const each = Math.ceil(episodes / 2 / CANDIDATES);
  replaceLedger(
    store,
    projectId,
    Array.from({ length: CANDIDATES }, (_, index) => ledgerEntry(`${projectId}${index}`, index, each)),
  );
  finishRun(store, run, now, { stats: {} });
}

function ledgerEntry(id: string, index: number, members: number): LedgerEntry {
  const episodes = Array.from({ length: members }, (_, member) => {
    const sessionId = `00000000-0000-7000-8000-${String(index * members + member).padStart(12, '0')}`;
    return { episodeId: `${sessionId}#0`, sessionId, promptIndex: 0 };
  });
  const acceptance = {
    accepted: members,
    corrected: 0,
    failed: 0,
    abandoned: 0,
    unknown: 0,
    lowerBound: 0.5,
  };
  const blockedBy: MiningBlock[] = ['days'];
  return {
    candidate: {
      ...{ id, kind: 'procedure', label: `kind of work ${index}`, episodes, sessions: members, days: 1 },
      ...{ branches: 1, people: 1, minutesSaved: 0, known: [], acceptance, score: 1, blockedBy },
    },
    state: 'blocked',
    blockedBy,
    coveredBy: null,
    skill: null,
  };
}
