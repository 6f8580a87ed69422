/** Reads hand labels and finds the episode each one speaks of. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Episode } from '../../src/types.ts';
import { eventId } from './normalised.ts';

export interface Label {
  project: string;
  session_file: string;
  start_event: number;
  /** When its first prompt was typed, ms since epoch; looked up in `normalised/`. */
  at: number;
  end_event: number;
  prompts_in_span: number;
  prompt: string;
  family: string;
  outcome: 'accepted' | 'corrected' | 'abandoned' | 'unclear';
  evidence_kind?: string;
  evidence?: string;
  copy_of_other_session?: boolean;
}

/** An agent may write a prompt twice, moments apart; labels know only one of the times. */
const CLOCK_MS = 2_000;

/**
 * The labels of one file of the data, copies left out; none when the file is not there.
 * @param times when each event of `normalised/` happened, by its id
 */
export function readLabels(
  data: string,
  name: string,
  times: ReadonlyMap<string, number> = new Map(),
): Label[] {
  const path = join(data, name);
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Label)
    .filter((label) => label.copy_of_other_session !== true)
    .map((label) => ({ ...label, at: times.get(eventId(label.session_file, label.start_event)) ?? 0 }));
}

/**
 * The episode that holds the labelled start: found by time where both tell it, else by the event's place, else by the
 * prompt's words.
 */
export function episodeOfLabel(label: Label, bySession: ReadonlyMap<string, Episode[]>): Episode | null {
  const episodes = bySession.get(label.session_file) ?? [];
  const start = eventId(label.session_file, label.start_event);
  if (episodes.some((episode) => isNormalised(label, episode))) {
    return episodes.findLast(({ promptIds }) => (promptIds[0] ?? '') <= start) ?? null;
  }
  return episodes.findLast(({ startedAt }) => startedAt <= label.at + CLOCK_MS) ?? episodes[0] ?? null;
}

/** Whether the labelled start is the first prompt of its episode. */
export function opensEpisode(label: Label, episode: Episode): boolean {
  if (isNormalised(label, episode)) return episode.id === eventId(label.session_file, label.start_event);
  return Math.abs(episode.startedAt - label.at) <= CLOCK_MS;
}

/** Whether the labelled start is not after the episode's. */
export function startsBy(label: Label, episode: Episode): boolean {
  if (isNormalised(label, episode)) return eventId(label.session_file, label.start_event) <= episode.id;
  return label.at <= episode.startedAt + CLOCK_MS;
}

/** Whether the episode was read from the normalised form, whose events a label names; native ones only share its times. */
const isNormalised = (label: Label, episode: Episode) => episode.id.startsWith(`${label.session_file}#`);
