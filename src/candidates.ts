/** The vocabulary of what recurs: candidates for skills and what is known of them. */

import type { Outcome } from './types.ts';

/** What kind of thing recurs: a way of working, a standing preference of the user, an error and its fix. */
export type CandidateKind = 'procedure' | 'preference' | 'troubleshooting';

/** Counts of outcomes over distinct sessions, and the Wilson lower bound of the accepted share. */
export interface Acceptance extends Record<Outcome, number> {
  lowerBound: number;
}

/** Something that an agent finds in the repository by itself. */
export interface KnownFact {
  /** The command, or the rule in the user's words. */
  text: string;
  /** Where it stands: relative to the project's root, with `/`, and the line from 1. */
  path: string;
  line: number;
}

/** An error that came back: how it reads, where it came up and where it was got past. */
export interface RecurringError {
  /** The telling line of the output, without what varies. */
  piece: string;
  /** That line as it was printed first. */
  line: string;
  /** One entry a session, oldest first. */
  occurrences: {
    sessionId: string;
    /** The `tool_call` events of the commands that failed with it. */
    failed: string[];
    /** The `tool_call` event of the same program succeeding afterwards; null where it never did. */
    worked: string | null;
  }[];
}

/** One time that the user said a rule. */
export interface RuleSaying {
  /** A clause of the prompt, in the user's words; empty where the rule shows in what was then done alone. */
  text: string;
  /** The prompt. */
  eventId: string;
  sessionId: string;
}

/** What mining misses in a kind of work before it can be a skill. */
export type MiningBlock =
  | 'one-session'
  | 'accepted-sessions'
  | 'days'
  | 'tool-calls'
  | 'work-varies'
  | 'acceptance';

/** A cluster of episodes with its counts and score: what `skillify why` lists. */
export interface Candidate {
  /** Stable while its oldest members stay together. */
  id: string;
  kind: CandidateKind;
  label: string;
  /**
   * Where the work begins: the id of that prompt's event, and its index among the session's prompts; inside a longer episode
   * also the index at which that one begins.
   */
  episodes: { episodeId: string; sessionId: string; promptIndex: number; episode?: number }[];
  /** Distinct sessions; copies, forks and headless runs do not count. */
  sessions: number;
  /** Distinct local days, git branches and people. */
  days: number;
  branches: number;
  people: number;
  acceptance: Acceptance;
  /** What a skill is expected to save each time that the work comes up, minutes. */
  minutesSaved: number;
  /** What a skill is expected to save over the next months, minutes; see score.ts of mining. */
  score: number;
  /** What the repository's own documents already say of it. */
  known: KnownFact[];
  /** Of a `troubleshooting` candidate: its error. */
  error?: RecurringError;
  /** Of a `preference` candidate: each time that the user said it, oldest first. */
  sayings?: RuleSaying[];
  /** What keeps it from becoming a skill; empty when nothing does. */
  blockedBy: MiningBlock[];
}
