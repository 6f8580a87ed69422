/** How things stand in five figures, with what a person should see to. */

import { ago, count } from '../lib/in-words.ts';
import type { ProjectState } from './project-states.ts';
import type { Situation } from './situation.ts';

export interface Overview {
  version: string;
  sessions: number;
  events: number;
  skills: number;
  /** What should be seen to, the most pressing first. */
  attention: Attention[];
}

/** Something a person should see to, and the command that helps. */
export interface Attention {
  what: string;
  command: string;
}

/** Records that may wait while no daemon runs: more than a burst of hooks leaves. */
const SPOOL_BACKLOG = 100;

/** @param now ms since the epoch */
export function overviewOf(situation: Situation, now: number): Overview {
  const { version, store, skillify } = situation;
  return {
    version,
    sessions: store.sessions,
    events: store.events,
    skills: skillify.projects.reduce((sum, { skills }) => sum + skills, 0),
    attention: attentionTo(situation, now),
  };
}

function attentionTo(situation: Situation, now: number): Attention[] {
  const { agents, capture, daemon, spool, skillify, problems } = situation;
  const items: Attention[] = [];
  const add = (due: boolean, what: string, command: string) => {
    if (due) items.push({ what, command });
  };
  add(!agents.some((agent) => agent.installed), 'no agent is installed', 'hivemind install');
  add(!capture.enabled, `nothing is stored, ${capture.reason}`, 'hivemind config list');
  for (const { name, problems } of agents) {
    for (const problem of problems) add(true, `${name}: ${problem}`, 'hivemind status');
  }
  add(daemon.problem !== null, `the daemon: ${daemon.problem}`, 'hivemind status');
  const trouble = spoolTrouble(spool, now);
  add(trouble !== null, `the spool: ${trouble}`, 'hivemind status');
  add(spool.files > SPOOL_BACKLOG && !daemon.running, `${spool.files} records wait`, 'hivemind skillify run');
  for (const state of skillify.projects) {
    add(state.lastError !== null, `the last mining run of ${state.name} failed`, 'hivemind skillify');
    items.push(...newsOf(state));
  }
  add(problems.length > 0, `${count(problems.length, 'problem')} in the last 7 days`, 'hivemind status');
  return items;
}

/** Why hooks lose what they are told; null when they do not. Follows a name of the spool. */
export function spoolTrouble({ writable, failedAt }: Situation['spool'], now: number): string | null {
  if (!writable) return 'hooks cannot write to it: what they are told is lost';
  if (failedAt === null) return null;
  return `hooks could not write to it (last ${ago(failedAt, now)}): is the disk full?`;
}

/** What a person should look at in a project: the first skill in its repository, and drafts that wait. */
export function newsOf({ name, waiting, firstSkill }: ProjectState): Attention[] {
  const news = [];
  if (firstSkill !== null)
    news.push({ what: `first skill in ${name}`, command: `hivemind skillify show ${firstSkill}` });
  if (waiting > 0) {
    const drafts = `${count(waiting, 'draft')} in ${name} ${waiting === 1 ? 'waits' : 'wait'} for you`;
    news.push({ what: drafts, command: 'hivemind skillify review' });
  }
  return news;
}
