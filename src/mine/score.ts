/** Counts how often a kind of work recurred and was accepted, and says what it still lacks. */

import { createHash } from 'node:crypto';
import type { Acceptance, Candidate, CandidateKind, Episode, Outcome } from '../types.ts';
import { labelOf, shortLabel } from './label.ts';
import { termsOf } from './terms.ts';

export interface Thresholds {
  /** Accepted sessions before a kind of work becomes a skill. */
  minAcceptedSessions: number;
  /** Distinct local days those sessions must span. */
  minDays: number;
  /** Tool calls an episode must hold to be a way of working at all. */
  minToolCalls: number;
}

/** One-sided 95 %: the share of accepted sessions is at least the bound (Wilson 1927). */
const Z = 1.645;
/** Below this lower bound a kind of work went wrong too often to be taught. */
export const MIN_LOWER_BOUND = 0.2;
/** A session's weight halves with each such span of age, ms. */
const HALF_LIFE_MS = 90 * 86_400_000;
/** Sessions with the same request inside this span, of which the earlier was not accepted, are one attempt, ms. */
const RETRY_MS = 6 * 3_600_000;
const SAME_REQUEST = 0.6;

/** Lower end of the Wilson score interval for `accepted` of `judged`. */
export function wilsonLowerBound(accepted: number, judged: number): number {
  if (judged === 0) return 0;
  const share = accepted / judged;
  const z2 = Z * Z;
  const centre = share + z2 / (2 * judged);
  const margin = Z * Math.sqrt((share * (1 - share) + z2 / (4 * judged)) / judged);
  return Math.max(0, (centre - margin) / (1 + z2 / judged));
}

/** One session's part in a kind of work: what became of it there in the end. */
interface Attempt {
  sessionId: string;
  at: number;
  outcome: Outcome;
  goal: ReadonlySet<string>;
  toolCalls: number;
  headless: boolean;
}

/** What recurs, before it is counted. */
export interface Recurrence {
  kind: CandidateKind;
  /** What it is about, where the episodes alone do not say; part of the candidate's id. */
  subject: string | null;
  /** Two or more, oldest first. */
  episodes: readonly Episode[];
}

/**
 * A recurrence as a candidate.
 * @param until the time ages are counted from, ms since epoch
 */
export function candidateOf(
  { kind, subject, episodes }: Recurrence,
  thresholds: Thresholds,
  until: number,
): Candidate {
  const attempts = attemptsOf(kind, episodes);
  const accepted = attempts.filter(({ outcome }) => outcome === 'accepted');
  const workflows = accepted.filter(({ toolCalls }) => toolCalls >= thresholds.minToolCalls);
  const acceptance = acceptanceOf(attempts);
  const weight = attempts.reduce((sum, { at }) => sum + 0.5 ** (Math.max(0, until - at) / HALF_LIFE_MS), 0);
  const candidate = {
    id: candidateId(kind, subject, episodes),
    kind,
    label: subject === null ? labelOf(episodes) : shortLabel(subject),
    episodes: episodes.map(({ id, sessionId, promptIndex }) => ({ episodeId: id, sessionId, promptIndex })),
    sessions: attempts.length,
    days: new Set(attempts.map(({ at }) => localDay(at))).size,
    acceptance,
    score: round(weight * acceptance.lowerBound),
  };
  const blockedBy = blocksOf(candidate, accepted, thresholds);
  const talksOnly =
    kind === 'procedure' && workflows.length < Math.min(accepted.length, thresholds.minAcceptedSessions);
  return { ...candidate, blockedBy: talksOnly ? [...blockedBy, 'tool-calls'] : blockedBy };
}

/** Candidates in the order of the ledger: the best first, the oldest id first among equals. */
export function byScore(a: Candidate, b: Candidate): number {
  return b.score - a.score || b.sessions - a.sessions || (a.id < b.id ? -1 : 1);
}

function blocksOf(
  { sessions, acceptance }: Pick<Candidate, 'sessions' | 'acceptance'>,
  accepted: readonly Attempt[],
  { minAcceptedSessions, minDays }: Thresholds,
): string[] {
  const blocks: string[] = [];
  if (sessions < 2) blocks.push('one-session');
  if (acceptance.accepted < minAcceptedSessions) blocks.push('accepted-sessions');
  if (new Set(accepted.map(({ at }) => localDay(at))).size < minDays) blocks.push('days');
  if (acceptance.accepted > 0 && acceptance.lowerBound < MIN_LOWER_BOUND) blocks.push('acceptance');
  return blocks;
}

/**
 * Sessions that count: one attempt a session, retries of an afternoon and repeats by a program joined. A rule that the user
 * stated, and a repair after which the failed command worked, stand by themselves, whatever became of the episode.
 */
function attemptsOf(kind: CandidateKind, episodes: readonly Episode[]): Attempt[] {
  const sessions = new Map<string, Attempt>();
  for (const { sessionId, startedAt: at, memory, headless, ...episode } of episodes) {
    const outcome = kind === 'procedure' ? episode.outcome : 'accepted';
    const earlier = sessions.get(sessionId);
    const goal = new Set(termsOf(memory.goal));
    const toolCalls = Math.max(earlier?.toolCalls ?? 0, episode.steps.length);
    sessions.set(sessionId, {
      sessionId,
      at,
      outcome: latest(earlier?.outcome, outcome),
      goal,
      toolCalls,
      headless,
    });
  }
  const attempts: Attempt[] = [];
  for (const attempt of sessions.values()) {
    const same = attempts.findIndex((other) => isRetry(other, attempt) || isSameProgram(other, attempt));
    if (same < 0) attempts.push(attempt);
    else attempts[same] = { ...attempt, outcome: latest(attempts[same]?.outcome, attempt.outcome) };
  }
  return attempts;
}

/** A later verdict replaces an earlier one; "unknown" is no verdict. */
function latest(earlier: Outcome | undefined, later: Outcome): Outcome {
  return later === 'unknown' && earlier !== undefined ? earlier : later;
}

function isRetry(earlier: Attempt, later: Attempt): boolean {
  return (
    later.at - earlier.at < RETRY_MS &&
    earlier.outcome !== 'accepted' &&
    jaccard(earlier.goal, later.goal) >= SAME_REQUEST
  );
}

/** Runs started by a program with the same words say once that the work recurs. */
function isSameProgram(earlier: Attempt, later: Attempt): boolean {
  return earlier.headless && later.headless && jaccard(earlier.goal, later.goal) === 1;
}

function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((term) => b.has(term)).length;
  const all = a.size + b.size - shared;
  return all === 0 ? 1 : shared / all;
}

function acceptanceOf(attempts: readonly Attempt[]): Acceptance {
  const counts = { accepted: 0, corrected: 0, failed: 0, abandoned: 0, unknown: 0 };
  for (const { outcome } of attempts) counts[outcome] += 1;
  const judged = attempts.length - counts.unknown;
  return { ...counts, lowerBound: round(wilsonLowerBound(counts.accepted, judged)) };
}

/** Named after its oldest member, so that it stays the same while more join. */
function candidateId(kind: CandidateKind, subject: string | null, episodes: readonly Episode[]): string {
  const name = [kind, episodes[0]?.id, ...(subject === null ? [] : [subject])].join(' ');
  return createHash('sha256').update(name).digest('hex').slice(0, 12);
}

function localDay(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}

const round = (value: number) => Math.round(value * 1_000) / 1_000;
