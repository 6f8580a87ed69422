/** Drafts that wait for a person. */

import type { Candidate } from '../candidates.ts';
import { HivemindError } from '../errors.ts';
import { iso } from '../lib/in-words.ts';
import { nearest } from '../lib/nearest.ts';
import { draftText } from '../skill/page.ts';
import { ledgerOfProject } from '../store/derived/ledger.ts';
import { type DraftState, draftsOfProject, type StoredDraft } from '../store/drafts.ts';
import type { Store } from '../store/open.ts';
import { findProjectNamed } from './find-project.ts';
import { type ListedRefusal, listedRefusal } from './refusals.ts';
import type { Viewer } from './standpoint.ts';

export interface ListedDraft {
  name: string;
  /** The id of the candidate that it is of. */
  candidate: string;
  state: DraftState;
  /** What it is held for; empty where every skill waits. */
  heldBy: ListedRefusal[];
  /** Lines that were taken out of it, with why. */
  takenOut: ListedRefusal[];
  /** Sessions behind it, and minutes that it is expected to save: each time, and over the next months. */
  sessions: number;
  minutesSaved: number;
  score: number;
  /** All of it, as it would be read. */
  text: string;
  /** ISO 8601. */
  createdAt: string;
}

/**
 * Drafts of a project that a person has not decided on, those first that would save most.
 * @param project its path, remote or id; absent, where the viewer stands
 * @throws HivemindError NOT_FOUND
 */
export async function listDrafts(viewer: Viewer, project?: string): Promise<ListedDraft[]> {
  const { id } = await findProjectNamed(viewer, project);
  if (viewer.store === null) return [];
  const worth = worthOf(viewer.store, id);
  return undecidedDrafts(viewer.store, id).map((stored) =>
    listed(stored, worth.get(stored.draft.candidateId)),
  );
}

/** As the store has them, in the same order. @param projectId the project's id */
export function undecidedDrafts(store: Store, projectId: string): StoredDraft[] {
  const worth = worthOf(store, projectId);
  const scoreOf = ({ draft }: StoredDraft) => worth.get(draft.candidateId)?.score ?? 0;
  return draftsOfProject(store, projectId)
    .filter(({ state }) => state === 'held' || state === 'waiting')
    .sort((a, b) => scoreOf(b) - scoreOf(a));
}

/** What the last run's ledger says of each candidate. */
const worthOf = (store: Store, projectId: string): Map<string, Candidate> =>
  new Map(ledgerOfProject(store, projectId).map(({ candidate }) => [candidate.id, candidate]));

/**
 * The draft called `name`, decided on or not.
 * @param name its own or its candidate's id
 * @throws HivemindError NOT_FOUND naming the nearest
 */
export function findDraftNamed(store: Store, projectId: string, name: string): StoredDraft {
  const drafts = draftsOfProject(store, projectId);
  const found = drafts.find(({ draft }) => draft.name === name || draft.candidateId === name);
  if (found !== undefined) return found;
  const meant = nearest(
    name,
    drafts.map(({ draft }) => draft.name),
  );
  throw new HivemindError('NOT_FOUND', `No draft is named ${JSON.stringify(name)}.`, {
    hint: meant === undefined ? 'hivemind skillify review lists them' : `Did you mean ${meant}?`,
  });
}

function listed(
  { draft, state, refusals, takenOut, createdAt }: StoredDraft,
  candidate: Candidate | undefined,
): ListedDraft {
  return {
    name: draft.name,
    candidate: draft.candidateId,
    state,
    heldBy: refusals.map(listedRefusal),
    takenOut: takenOut.map(listedRefusal),
    sessions: candidate?.sessions ?? draft.sessionIds.length,
    minutesSaved: candidate?.minutesSaved ?? 0,
    score: candidate?.score ?? 0,
    text: draftText(draft),
    createdAt: iso(createdAt),
  };
}
