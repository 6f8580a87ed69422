/** The labelled projects as codify sees them: mined episodes, the events behind them, kinds of work. */

import type { Candidate } from '../../src/candidates.ts';
import { type EvidenceSource, resultAmong } from '../../src/codify/input/evidence.ts';
import { episodesOf } from '../../src/mine/episodes/episodes.ts';
import { candidatesAmong } from '../../src/mine/mine-project.ts';
import { DEFAULT_THRESHOLDS } from '../../src/mine/rank/thresholds.ts';
import type { Episode, Outcome, Project, SessionEvent } from '../../src/types.ts';
import { groupBy } from '../mining/grouping.ts';
import { episodeOfLabel, type Label, readLabels } from '../mining/labels.ts';
import { type BenchSession, readNormalised } from '../mining/normalised.ts';

export interface Kind {
  /** The label's family, or the candidate's label. */
  label: string;
  candidate: Candidate;
  episodes: Episode[];
}

export interface BenchProject {
  name: string;
  project: Project;
  source: EvidenceSource;
  episodes: Episode[];
  /** What mining proposes: candidates that nothing blocks. */
  mined: Kind[];
  /** Recurring families of each reader's hand labels: what a perfect miner would propose. */
  labelled: Kind[];
  labelledAgain: Kind[];
}

const THRESHOLDS = DEFAULT_THRESHOLDS;

export function readProjects(data: string): BenchProject[] {
  const sessions = groupBy(readNormalised(data), ({ project }) => project);
  return [...sessions].map(([name, own]) => {
    const project = { id: name, remote: null, root: rootOf(own) };
    const bySession = new Map(own.map((session) => [session.file, episodesOfSession(session, project)]));
    const episodes = [...bySession.values()].flat().sort((a, b) => a.startedAt - b.startedAt);
    const reads = (file: string) => familiesOf(readLabels(data, file), name, bySession);
    return {
      name,
      project,
      source: sourceOf(own),
      episodes,
      mined: minedKinds(episodes),
      labelled: reads('labels.jsonl'),
      labelledAgain: reads('labels2.jsonl'),
    };
  });
}

function episodesOfSession({ file, headless, events }: BenchSession, project: Project): Episode[] {
  const cwd = events.find(({ meta }) => meta?.cwd !== undefined)?.meta?.cwd ?? project.root;
  return episodesOf(events, { sessionId: file, headless }, [project.root, cwd]);
}

/** The folder most sessions ran in. */
export function rootOf(sessions: readonly BenchSession[]): string {
  const folders = sessions.flatMap(
    ({ events }) => events.find(({ meta }) => meta?.cwd !== undefined)?.meta?.cwd ?? [],
  );
  const counts = groupBy(folders, (folder) => folder);
  return [...counts].sort(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? '/nowhere';
}

export function sourceOf(sessions: readonly BenchSession[]): EvidenceSource {
  const bySession = new Map<string, readonly SessionEvent[]>(
    sessions.map(({ file, events }) => [file, events]),
  );
  const byId = new Map(sessions.flatMap(({ events }) => events.map((event) => [event.id, event] as const)));
  const sessionEvents = (sessionId: string) => bySession.get(sessionId) ?? [];
  return {
    sessionEvents,
    folderOf: (sessionId) => sessionEvents(sessionId).find(({ meta }) => meta?.cwd !== undefined)?.meta?.cwd,
    sessionsOf: () => bySession.values(),
    eventOf: (id) => byId.get(id),
    resultOf: (call) => resultAmong(sessionEvents(call.sessionId), call),
  };
}

function minedKinds(episodes: readonly Episode[]): Kind[] {
  const byId = new Map(episodes.map((episode) => [episode.id, episode]));
  return candidatesAmong(episodes, { now: Date.now(), ...THRESHOLDS })
    .candidates.filter(({ blockedBy }) => blockedBy.length === 0)
    .map((candidate) => ({
      label: candidate.label,
      candidate,
      episodes: candidate.episodes.flatMap(({ episodeId }) => byId.get(episodeId) ?? []),
    }));
}

/** The families of one reader's labels that recur, with the outcomes that the reader gave. */
function familiesOf(
  labels: readonly Label[],
  project: string,
  bySession: ReadonlyMap<string, Episode[]>,
): Kind[] {
  const families = new Map<string, Map<string, Episode>>();
  for (const label of labels.filter(({ session_file }) => session_file.startsWith(`${project}/`))) {
    const episode = episodeOfLabel(label, bySession);
    if (episode === null) continue;
    const outcome = label.outcome === 'unclear' ? 'unknown' : label.outcome;
    const family = families.get(label.family) ?? new Map<string, Episode>();
    families.set(label.family, family.set(episode.id, { ...episode, outcome }));
  }
  return [...families].map(([label, members]) => kindOf(label, [...members.values()])).filter(isRecurring);
}

/** Sessions of a family that nobody objected to, and how many of them were accepted in so many words. */
const FAMILY = { sessions: 3, accepted: 2 };

function isRecurring({ episodes }: Kind): boolean {
  const sessionsWith = (outcomes: readonly Outcome[]) =>
    new Set(episodes.flatMap(({ outcome, sessionId }) => (outcomes.includes(outcome) ? [sessionId] : [])))
      .size;
  return (
    sessionsWith(['accepted', 'unknown']) >= FAMILY.sessions && sessionsWith(['accepted']) >= FAMILY.accepted
  );
}

export function kindOf(label: string, episodes: readonly Episode[]): Kind {
  const candidate: Candidate = {
    id: label,
    kind: 'procedure',
    label,
    episodes: episodes.map(({ id, sessionId, promptIndex }) => ({ episodeId: id, sessionId, promptIndex })),
    sessions: 0,
    days: 0,
    branches: 0,
    people: 0,
    acceptance: { accepted: 0, corrected: 0, failed: 0, abandoned: 0, unknown: 0, lowerBound: 0 },
    minutesSaved: 0,
    score: 0,
    known: [],
    blockedBy: [],
  };
  return { label, candidate, episodes: [...episodes] };
}
