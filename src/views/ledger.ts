/** The ledger of a project: each kind of work that recurs, and why it is or is not a skill yet. */

import type { Candidate } from '../candidates.ts';
import { HivemindError } from '../errors.ts';
import { iso } from '../lib/in-words.ts';
import { nearest } from '../lib/nearest.ts';
import { momentsOf } from '../mine/episodes/moments.ts';
import { episodesOfProject } from '../store/derived/episodes.ts';
import { type LedgerEntry, ledgerOfProject } from '../store/derived/ledger.ts';
import type { Outcome } from '../types.ts';
import { findProjectNamed } from './find-project.ts';
import { type ListedRefusal, type ListedRefusals, listedRefusal, listedRefusals } from './refusals.ts';
import type { Viewer } from './standpoint.ts';

export interface Ledger {
  /** The project's id. */
  project: string;
  candidates: ListedCandidate[];
}

export interface ListedCandidate
  extends Pick<
      Candidate,
      | 'id'
      | 'kind'
      | 'label'
      | 'sessions'
      | 'days'
      | 'branches'
      | 'people'
      | 'acceptance'
      | 'minutesSaved'
      | 'score'
      | 'known'
    >,
    Pick<LedgerEntry, 'state' | 'blockedBy' | 'skill' | 'coveredBy'>,
    ListedRefusals {
  /** Lines that were taken out of its draft, with why. */
  takenOut: ListedRefusal[];
  /** Where the work begins; `episode` where that is a turn inside a longer one: the index at which the episode begins. */
  episodes: { sessionId: string; promptIndex: number; episode?: number }[];
}

/** Which project's ledger, and what of it. */
export interface LedgerQuery {
  /** Its path, remote or id; absent, where the viewer stands. */
  project?: string | undefined;
  /** Only the candidate with this id, label or skill, or the only one of which one of them begins so. */
  candidate?: string | undefined;
}

/**
 * The ledger as the last mining run wrote it, in its order.
 * @throws HivemindError NOT_FOUND naming the nearest
 */
export async function readLedger(viewer: Viewer, { project, candidate }: LedgerQuery): Promise<Ledger> {
  const { id } = await findProjectNamed(viewer, project);
  const all = viewer.store === null ? [] : ledgerOfProject(viewer.store, id);
  const entries = candidate === undefined ? all : [findEntry(all, candidate)];
  return { project: id, candidates: entries.map(listed) };
}

/** One piece of the work behind a candidate. */
export interface PieceOfWork {
  sessionId: string;
  /** ISO 8601. */
  startedAt: string;
  outcome: Outcome;
  /** The request in the user's words. */
  goal: string;
}

/** What was done each time that a candidate's work came up, in order of time. @param project its id */
export function workOf(
  { store }: Pick<Viewer, 'store'>,
  project: string,
  candidateId: string,
): PieceOfWork[] {
  const entry = store === null ? undefined : entryOf(ledgerOfProject(store, project), candidateId);
  if (store === null || entry === undefined) return [];
  const members = new Set(entry.candidate.episodes.map(({ episodeId }) => episodeId));
  return episodesOfProject(store, project)
    .flatMap(momentsOf)
    .filter(({ id }) => members.has(id))
    .map(({ sessionId, startedAt, outcome, memory }) => ({
      sessionId,
      startedAt: iso(startedAt),
      outcome,
      goal: memory.goal,
    }));
}

const entryOf = (ledger: readonly LedgerEntry[], candidateId: string): LedgerEntry | undefined =>
  ledger.find(({ candidate }) => candidate.id === candidateId);

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

function listed({
  candidate,
  state,
  blockedBy,
  skill,
  coveredBy,
  refusals = [],
  takenOut = [],
}: LedgerEntry): ListedCandidate {
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
    ...listedRefusals(refusals),
    takenOut: takenOut.map(listedRefusal),
  };
}
