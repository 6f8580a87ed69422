/** Counts how often a kind of work recurred and was accepted, and says what it still lacks. */

import { createHash } from 'node:crypto';
import type {
  Acceptance,
  Candidate,
  CandidateKind,
  MiningBlock,
  RecurringError,
  RuleSaying,
} from '../../candidates.ts';
import type { RepoDoc } from '../../repository/documents.ts';
import type { Episode, Outcome } from '../../types.ts';
import { termsOf } from '../../words/terms.ts';
import { knownFacts } from './known-facts.ts';
import { labelOf, shortLabel } from './label.ts';
import { enoughFor, type Thresholds } from './thresholds.ts';

/** Share of their terms that two wordings of one request have in common. */
const SAME_REQUEST = 0.6;
/** A further session on the same day and branch by the same person adds less than one on another occasion. */
const SAME_OCCASION = 0.5;
/** What a repetition leaves of the time before, for each doubling of their number (Wright 1936). */
const LEARNING_RATE = 0.8;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The quantile of the normal distribution (Abramowitz and Stegun 1964, 26.2.23; off by less than 0.0005). */
function normalQuantile(probability: number): number {
  const t = Math.sqrt(-2 * Math.log(1 - probability));
  const above = 2.515517 + t * (0.802853 + t * 0.010328);
  const below = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  return t - above / below;
}

/**
 * Lower end of the Wilson score interval (Wilson 1927) for `accepted` of `judged`.
 * @param confidence one-sided, from 0.5: the probability that the true share is not below it
 */
export function wilsonLowerBound(accepted: number, judged: number, confidence: number): number {
  if (judged === 0) return 0;
  const share = accepted / judged;
  const z = normalQuantile(confidence);
  const z2 = z * z;
  const centre = share + z2 / (2 * judged);
  const margin = z * Math.sqrt((share * (1 - share) + z2 / (4 * judged)) / judged);
  return Math.max(0, (centre - margin) / (1 + z2 / judged));
}

/** One session's part in a kind of work: what became of it there in the end. */
interface Attempt {
  sessionId: string;
  at: number;
  outcome: Outcome;
  goal: ReadonlySet<string>;
  /** Whether anything was done beyond talk. */
  works: boolean;
  headless: boolean;
  branch: string | null;
  person: string | null;
  /** Time that it took, ms; for what is stated or repaired in passing, of one turn. */
  activeMs: number;
}

/** What recurs, before it is counted. */
export interface Recurrence {
  kind: CandidateKind;
  /** What it is about, where the episodes alone do not say; part of the candidate's id. */
  subject: string | null;
  /** Two or more, oldest first. */
  episodes: readonly Episode[];
  /** What was done had no more in common than with any other work. */
  varies?: boolean;
  /** Of `troubleshooting`: where it came up, and where it was got past. */
  error?: RecurringError;
  /** Of `preference`: each time that it was said, oldest first. */
  sayings?: RuleSaying[];
}

/**
 * A recurrence as a candidate. Its score is how many minutes a skill is expected to save: per use, the time that the
 * work took in the user's own sessions less what n repetitions leave of it by the learning curve (each doubling leaves
 * 80 %, Wright 1936), since without a skill an agent begins anew each time; times the lower bound of the accepted share;
 * times the uses to expect, for which the past occasions stand, halved by age: at a steady pace, as many as come up in the
 * next 1.44 half-lives (four months by default).
 * @param until the time ages are counted from, ms since epoch
 */
export function candidateOf(
  recurrence: Recurrence,
  thresholds: Thresholds,
  until: number,
  docs: readonly RepoDoc[] = [],
): Candidate {
  const { kind, subject, episodes, varies, error, sayings } = recurrence;
  const attempts = attemptsOf(recurrence, thresholds);
  const accepted = attempts.filter(({ outcome }) => outcome === 'accepted');
  const acceptance = acceptanceOf(attempts, thresholds.confidence);
  const minutes = minutesSaved(attempts);
  const candidate = {
    id: candidateId(kind, subject, episodes),
    kind,
    label: subject === null ? labelOf(episodes) : shortLabel(subject),
    episodes: episodes.map(({ id, sessionId, promptIndex, within }) => ({
      episodeId: id,
      sessionId,
      promptIndex,
      ...(within === undefined ? {} : { episode: within.promptIndex }),
    })),
    sessions: attempts.length,
    days: new Set(attempts.map(({ at }) => localDay(at))).size,
    branches: new Set(attempts.map(({ branch }) => branch)).size,
    people: new Set(attempts.map(({ person }) => person)).size,
    acceptance,
    minutesSaved: round(minutes),
    score: round(occasions(attempts, until, thresholds.halfLifeDays) * acceptance.lowerBound * minutes),
    known: knownFacts(kind, subject, episodes, docs),
    ...(error === undefined ? {} : { error }),
    ...(sayings === undefined ? {} : { sayings }),
  };
  const working = kind === 'procedure' ? accepted.filter(({ works }) => works) : accepted;
  const talksOnly = working.length < Math.min(accepted.length, thresholds.minAcceptedSessions);
  const enough = { ...thresholds, ...enoughFor(kind, thresholds) };
  // A rule is the user's own words; whether they were said often enough, the checks of its draft tell.
  const blockedBy = kind === 'preference' ? [] : blocksOf(candidate, talksOnly ? accepted : working, enough);
  if (talksOnly) blockedBy.push('tool-calls');
  if (varies === true) blockedBy.push('work-varies');
  return { ...candidate, blockedBy };
}

/** How often it came up, by age: a day, a branch and a person make an occasion, and further sessions of one count half. */
function occasions(attempts: readonly Attempt[], until: number, halfLifeDays: number): number {
  const seen = new Set<string>();
  return attempts.reduce((sum, { at, branch, person }) => {
    const occasion = JSON.stringify([localDay(at), branch, person]);
    const weight = seen.has(occasion) ? SAME_OCCASION : 1;
    seen.add(occasion);
    return sum + weight * 0.5 ** (Math.max(0, until - at) / (halfLifeDays * DAY_MS));
  }, 0);
}

function minutesSaved(attempts: readonly Attempt[]): number {
  const times = attempts.map(({ activeMs }) => activeMs).sort((a, b) => a - b);
  const middle = times.length / 2;
  const median = ((times[Math.ceil(middle) - 1] ?? 0) + (times[Math.floor(middle)] ?? 0)) / 2;
  return (median / 60_000) * (1 - attempts.length ** Math.log2(LEARNING_RATE));
}

/** Candidates in the order of the ledger: the best first, the oldest id first among equals. */
export function byScore(a: Candidate, b: Candidate): number {
  return b.score - a.score || b.sessions - a.sessions || (a.id < b.id ? -1 : 1);
}

function blocksOf(
  { sessions, acceptance }: Pick<Candidate, 'sessions' | 'acceptance'>,
  accepted: readonly Attempt[],
  { minAcceptedSessions, minDays, minAcceptance }: Thresholds,
): MiningBlock[] {
  const blocks: MiningBlock[] = [];
  if (sessions < 2) blocks.push('one-session');
  if (acceptance.accepted < minAcceptedSessions) blocks.push('accepted-sessions');
  if (new Set(accepted.map(({ at }) => localDay(at))).size < minDays) blocks.push('days');
  if (acceptance.accepted > 0 && acceptance.lowerBound < minAcceptance) blocks.push('acceptance');
  return blocks;
}

/** Sessions that count: one attempt a session, retries of an afternoon and repeats by a program joined. */
function attemptsOf(recurrence: Recurrence, thresholds: Thresholds): Attempt[] {
  const sessions = new Map<string, Attempt>();
  for (const episode of recurrence.episodes) {
    const attempt = attemptOf(recurrence, episode, thresholds);
    const earlier = sessions.get(episode.sessionId);
    sessions.set(episode.sessionId, earlier === undefined ? attempt : continued(earlier, attempt));
  }
  const attempts: Attempt[] = [];
  const retryMs = thresholds.retryHours * HOUR_MS;
  for (const attempt of sessions.values()) {
    const same = attempts.findIndex(
      (other) => isRetry(other, attempt, retryMs) || isSameProgram(other, attempt),
    );
    if (same < 0) attempts.push(attempt);
    else attempts[same] = continued(attempts[same] as Attempt, attempt);
  }
  return attempts;
}

function attemptOf(
  recurrence: Recurrence,
  episode: Episode,
  { minTurns, minToolCalls }: Thresholds,
): Attempt {
  const { kind } = recurrence;
  const { promptIds, steps, memory } = episode;
  return {
    sessionId: episode.sessionId,
    at: episode.startedAt,
    outcome: outcomeOf(recurrence, episode),
    goal: new Set(termsOf(memory.goal)),
    works: promptIds.length >= minTurns && steps.length >= minToolCalls,
    headless: episode.headless,
    branch: episode.gitBranch,
    person: episode.person,
    activeMs: kind === 'procedure' ? episode.activeMs : episode.activeMs / promptIds.length,
  };
}

/** A rule that was stated stands, whatever became of the work; an error counts where it was got past. */
function outcomeOf({ kind, error }: Recurrence, { sessionId, outcome }: Episode): Outcome {
  if (kind === 'procedure') return outcome;
  const at = error?.occurrences.find((occurrence) => occurrence.sessionId === sessionId);
  return at?.worked === null ? 'unknown' : 'accepted';
}

/** An attempt and what it was taken up with again, as one. */
function continued(earlier: Attempt, later: Attempt): Attempt {
  return {
    ...later,
    outcome: latest(earlier.outcome, later.outcome),
    works: earlier.works || later.works,
    activeMs: earlier.activeMs + later.activeMs,
  };
}

/** A later verdict replaces an earlier one; "unknown" is no verdict. */
function latest(earlier: Outcome, later: Outcome): Outcome {
  return later === 'unknown' ? earlier : later;
}

function isRetry(earlier: Attempt, later: Attempt, retryMs: number): boolean {
  return (
    later.at - earlier.at < retryMs &&
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

function acceptanceOf(attempts: readonly Attempt[], confidence: number): Acceptance {
  const counts = { accepted: 0, corrected: 0, failed: 0, abandoned: 0, unknown: 0 };
  for (const { outcome } of attempts) counts[outcome] += 1;
  const judged = attempts.length - counts.unknown;
  return { ...counts, lowerBound: round(wilsonLowerBound(counts.accepted, judged, confidence)) };
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
