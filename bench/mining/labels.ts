/** Reads hand labels and finds the episode each one speaks of. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Episode } from '../../src/types.ts';
import { eventId } from './normalised.ts';

export interface Label {
  project: string;
  session_file: string;
  start_event: number;
  start_ts: string | null;
  end_event: number;
  prompts_in_span: number;
  prompt: string;
  family: string;
  outcome: 'accepted' | 'corrected' | 'abandoned' | 'unclear';
  evidence_kind?: string;
  evidence?: string;
  copy_of_other_session?: boolean;
}

/** The labels of one file of the data, copies left out; none when the file is not there. */
export function readLabels(data: string, name: string): Label[] {
  const path = join(data, name);
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Label)
    .filter((label) => label.copy_of_other_session !== true);
}

/**
 * The episode that holds the labelled start: found by time where both tell it, else by the event's place, else by the
 * prompt's words.
 */
export function episodeOfLabel(label: Label, bySession: ReadonlyMap<string, Episode[]>): Episode | null {
  const episodes = bySession.get(label.session_file) ?? [];
  const start = eventId(label.session_file, label.start_event);
  if (episodes.some(({ id }) => id.startsWith(`${label.session_file}#`))) {
    return episodes.findLast(({ promptIds }) => (promptIds[0] ?? '') <= start) ?? null;
  }
  const at = Date.parse(label.start_ts ?? '');
  return episodes.findLast(({ startedAt }) => startedAt <= at) ?? episodes[0] ?? null;
}

/** Whether the labelled start is the first prompt of its episode. */
export function opensEpisode(label: Label, episode: Episode): boolean {
  if (episode.id === eventId(label.session_file, label.start_event)) return true;
  return episode.startedAt === Date.parse(label.start_ts ?? '');
}
