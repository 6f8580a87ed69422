/** Perfect grouping: the wanted skills' own moments as clusters, so that what is measured is the writing alone. */

import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Candidate, CandidateKind, RecurringError, RuleSaying } from '../../src/candidates.ts';
import type { EvidenceSource } from '../../src/codify/input/evidence.ts';
import { memoryOf } from '../../src/mine/episodes/memory.ts';
import { judgeOutcome } from '../../src/mine/episodes/outcome.ts';
import { isReminder } from '../../src/mine/episodes/preferences.ts';
import { piecesOfResult, printedLines } from '../../src/mine/episodes/printed.ts';
import { type RecurringErrorNote, recurringErrors } from '../../src/mine/rank/recurring-errors.ts';
import { goalOf, promptHead } from '../../src/mine/read/prompt-text.ts';
import { stepsOf } from '../../src/mine/read/steps.ts';
import { promptText, type Turn, turnsOf } from '../../src/mine/read/turns.ts';
import type { Episode, Outcome, Project } from '../../src/types.ts';
import { groupBy } from '../mining/grouping.ts';
import { type BenchSession, readFlags, readJsonLines } from '../mining/normalised.ts';
import { withRawEvents } from '../mining/raw.ts';
import { rawOnlySessions } from '../mining/raw-only.ts';
import { type Kind, kindOf, rootOf, sourceOf } from './projects.ts';

/** A line of `wanted.jsonl`; see the data's own README. */
export interface Wanted {
  project: string;
  name: string;
  kind: CandidateKind | 'none';
  moments: Moment[];
  must: string[];
  should_not: string[];
  distinctive: string[] | null;
  eligible: boolean;
  covered_by: unknown;
}
interface Moment {
  session_id: string;
  prompt_index: number;
  start_ts?: string | null;
  accepted: boolean | null;
  prompt: string;
}

export interface GoldProject {
  name: string;
  project: Project;
  source: EvidenceSource;
  /** Every prompt of the project with what followed it: what a kind is compared with. */
  moments: Episode[];
  clusters: { wanted: Wanted; kind: Kind }[];
}

/** The projects of `wanted.jsonl` with the moments of each wanted skill found in their sessions; none without that file. */
export async function readGold(data: string): Promise<GoldProject[]> {
  const path = join(data, 'wanted.jsonl');
  if (!existsSync(path)) return [];
  return goldProjects(readJsonLines<Wanted>(path), await nativeSessions(data));
}

/** Every session of the data's native files, as the product reads them. */
export const nativeSessions = async (data: string): Promise<BenchSession[]> =>
  withRawEvents(data, await rawOnlySessions(data, new Set(), readFlags(data)));

export function goldProjects(wanted: readonly Wanted[], sessions: readonly BenchSession[]): GoldProject[] {
  const byProject = groupBy(sessions, ({ project }) => project);
  return [...groupBy(wanted, ({ project }) => project)].map(([name, entries]) =>
    goldProject(name, entries, byProject.get(name) ?? []),
  );
}

function goldProject(
  name: string,
  wanted: readonly Wanted[],
  sessions: readonly BenchSession[],
): GoldProject {
  const project = { id: name, remote: null, root: rootOf(sessions) };
  const bySession = new Map(sessions.map((session) => [session.file, momentsOf(session, project)]));
  const errors = errorsOf(sessions, bySession);
  const clusters = wanted.map((entry) => {
    const members = new Map<string, Episode>();
    for (const moment of entry.moments ?? []) {
      const found = momentIn(moment, bySession);
      if (found !== null) members.set(found.id, { ...found, outcome: outcomeOf(moment) });
    }
    const kind = kindOf(entry.name, [...members.values()]);
    const of = entry.kind === 'none' ? 'procedure' : entry.kind;
    const candidate = { ...kind.candidate, kind: of, ...toldBy(of, kind.episodes, errors) };
    return { wanted: entry, kind: { ...kind, candidate } };
  });
  const moments = [...bySession.values()].flat().sort((a, b) => a.startedAt - b.startedAt);
  return { name, project, source: sourceOf(sessions), moments, clusters };
}

/** What mining tells of a rule or an error besides its moments. */
function toldBy(
  kind: CandidateKind,
  episodes: readonly Episode[],
  errors: Parameters<typeof errorIn>[0],
): Pick<Candidate, 'error' | 'sayings'> {
  if (kind === 'preference') return { sayings: sayingsIn(episodes) };
  const error = kind === 'troubleshooting' ? errorIn(errors, episodes) : undefined;
  return error === undefined ? {} : { error };
}

/** What of the moments reads as a rule, or as a reminder of one. */
const sayingsIn = (episodes: readonly Episode[]): RuleSaying[] =>
  episodes.flatMap(({ sessionId, memory: { preferences, asides = [] } }) =>
    [...preferences, ...asides.filter(({ text }) => isReminder(text))].map((note) => ({
      ...note,
      sessionId,
    })),
  );

/** Errors that came back, as mining finds them among all moments. */
function errorsOf(
  sessions: readonly BenchSession[],
  moments: ReadonlyMap<string, readonly Episode[]>,
): RecurringErrorNote[] {
  const results = new Map(
    sessions.flatMap(({ events }) => events.map((event) => [event.id, event] as const)),
  );
  const lines = sessions.map(({ file, events }) => printedLines(file, moments.get(file) ?? [], events));
  const piecesOf = (id: string) => piecesOfResult(results.get(id));
  return recurringErrors([...moments.values()].flat(), { lines, piecesOf });
}

/** The error that most of the sessions of a cluster met, told by few others. */
function errorIn(
  errors: readonly RecurringErrorNote[],
  members: readonly Episode[],
): RecurringError | undefined {
  const own = new Set(members.map(({ id }) => id));
  const ranked = errors
    .map(({ error, episodes }) => ({
      error,
      hits: episodes.filter(({ id }) => own.has(id)).length,
      all: episodes.length,
    }))
    .filter(({ hits }) => hits > 0)
    .sort((a, b) => (2 * b.hits) / (own.size + b.all) - (2 * a.hits) / (own.size + a.all));
  return ranked[0]?.error;
}

const outcomeOf = ({ accepted }: Moment): Outcome =>
  accepted === null ? 'unknown' : accepted ? 'accepted' : 'corrected';

/** Each real prompt with the calls up to the next one, in the form of an episode. */
function momentsOf({ file, headless, events }: BenchSession, { root }: Project): Episode[] {
  const cwd = events.find(({ meta }) => meta?.cwd !== undefined)?.meta?.cwd ?? root;
  const turns = turnsOf(events);
  return turns.map((turn, at) => momentOf(turn, turns[at + 1] ?? null, file, headless, [root, cwd]));
}

function momentOf(
  turn: Turn,
  next: Turn | null,
  sessionId: string,
  headless: boolean,
  folders: readonly string[],
): Episode {
  const { prompt, events } = turn;
  const steps = stepsOf(events, folders);
  const text = promptText(prompt);
  return {
    id: prompt.id,
    sessionId,
    agent: prompt.agent,
    projectId: prompt.projectId,
    promptIndex: turn.index,
    promptIds: [prompt.id],
    prompt: promptHead(text),
    startedAt: prompt.at,
    endedAt: events.at(-1)?.at ?? prompt.at,
    activeMs: 0,
    gitBranch: prompt.meta?.gitBranch ?? null,
    person: null,
    headless,
    ...judgeOutcome([turn], next, steps),
    steps,
    memory: memoryOf([turn], steps, goalOf(text)),
  };
}

const CLOCK_MS = 2_000;
const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** The moment by its time, else by its words nearest to its number. */
function momentIn(moment: Moment, bySession: ReadonlyMap<string, Episode[]>): Episode | null {
  const id = moment.session_id.replace(/\.(?:jsonl|md)$/, '');
  const file = [...bySession.keys()].find((file) => {
    const name = basename(file, '.jsonl');
    return name === id || name.includes(id) || (name.length > 7 && id.includes(name));
  });
  // Exports are named for their time; the data names some of them by the id written inside.
  const moments = file === undefined ? [...bySession.values()].flat() : (bySession.get(file) ?? []);
  const at = Date.parse(moment.start_ts ?? '');
  const byTime = moments.find(({ startedAt }) => Math.abs(startedAt - at) <= CLOCK_MS);
  if (byTime !== undefined) return byTime;
  const words = plain(moment.prompt).slice(0, 60);
  const distance = ({ promptIndex }: Episode) => Math.abs(promptIndex - moment.prompt_index);
  const [nearest] = moments
    .filter(
      ({ prompt }) =>
        plain(prompt).startsWith(words) || `${words} `.startsWith(`${plain(prompt).slice(0, 60)} `),
    )
    .sort((a, b) => distance(a) - distance(b));
  return nearest ?? null;
}

/** How a text reads against what its owner would want; by the rules of the data's scorer. */
export function readsAs({ must, should_not, distinctive }: Wanted, text: string) {
  const holds = (pattern: string) => new RegExp(pattern, 'im').test(text);
  const telling = distinctive ?? [];
  const share = must.length === 0 ? 0 : must.filter(holds).length / must.length;
  const tells = telling.length === 0 || telling.filter(holds).length / telling.length >= ENOUGH;
  const wrong = should_not.filter(holds);
  return {
    share,
    missing: must.filter((pattern) => !holds(pattern)),
    wrong,
    right: share >= ENOUGH && tells && wrong.length === 0,
  };
}

/** Of the patterns that a good text holds. */
const ENOUGH = 0.6;
