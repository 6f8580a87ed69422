/** The settings that decide what counts as a way of working, and when it becomes a skill. */

import type { CandidateKind } from '../../candidates.ts';
import type { Config } from '../../config.ts';
import { SETTINGS, type SettingKey } from '../../settings.ts';

export interface Thresholds {
  /** Accepted sessions before a kind of work becomes a skill. */
  minAcceptedSessions: number;
  /** Distinct local days those sessions must span. */
  minDays: number;
  /** Turns and tool calls that a piece of work must hold to be a way of working at all. */
  minTurns: number;
  minToolCalls: number;
  /** A session's weight halves with each such span of age, days. */
  halfLifeDays: number;
  /** The accepted share is at least its lower bound with this probability. */
  confidence: number;
  /** Below this lower bound a kind of work went wrong too often to be taught. */
  minAcceptance: number;
  /** Sessions with the same request inside this span, of which the earlier was not accepted, are one attempt, hours. */
  retryHours: number;
}

/** The setting behind each threshold. */
const KEYS = {
  minAcceptedSessions: 'skillify.minAcceptedSessions',
  minDays: 'skillify.minDays',
  minTurns: 'skillify.minTurns',
  minToolCalls: 'skillify.minToolCalls',
  halfLifeDays: 'skillify.halfLifeDays',
  confidence: 'skillify.confidence',
  minAcceptance: 'skillify.minAcceptance',
  retryHours: 'skillify.retryHours',
} as const satisfies Record<keyof Thresholds, SettingKey>;

/** The thresholds in force. */
export function thresholdsOf(config: Pick<Config, 'get'>): Thresholds {
  const entries = Object.entries(KEYS).map(([name, key]) => [name, config.get(key)]);
  return Object.fromEntries(entries) as Record<keyof Thresholds, number>;
}

/** The thresholds of someone who set none. */
export const DEFAULT_THRESHOLDS: Thresholds = thresholdsOf({
  get: (key) => SETTINGS[key].default as never,
});

/** Sessions in which an error was got past, or a rule stated, before it is one. */
const TOLD_TWICE = 2;

/**
 * What is asked of a kind before it becomes a skill. A rule that a person repeats *is* a correction, and an error that was got
 * past twice is one whatever became of the work: neither is a way of working that has to prove itself.
 */
export function enoughFor(
  kind: CandidateKind,
  thresholds: Pick<Thresholds, 'minAcceptedSessions' | 'minDays'>,
): Pick<Thresholds, 'minAcceptedSessions' | 'minDays'> {
  const { minAcceptedSessions, minDays } = thresholds;
  if (kind === 'procedure') return { minAcceptedSessions, minDays };
  return { minAcceptedSessions: Math.min(minAcceptedSessions, TOLD_TWICE), minDays: 1 };
}
