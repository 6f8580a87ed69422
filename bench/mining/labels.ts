/** Reads hand labels and finds the episode each one speaks of. */

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { momentsOf } from '../../src/mine/episodes/moments.ts';
import type { Episode } from '../../src/types.ts';
import { eventId, readJsonLines } from './normalised.ts';

export interface Label {
  project: string;
  session_file: string;
  start_event: number;
  start_ts?: string | null;
  /** When its first prompt was typed, ms since epoch: looked up in `normalised/`, else as the label has it; 0 when unknown. */
  at: number;
  prompts_in_span?: number;
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
  return readJsonLines<Partial<Label>>(path)
    .filter(isWhole)
    .filter((label) => label.copy_of_other_session !== true)
    .map((label) => ({
      ...label,
      project: label.project ?? dirname(label.session_file),
      prompt: label.prompt ?? '',
      at:
        times.get(eventId(label.session_file, label.start_event)) ?? (Date.parse(label.start_ts ?? '') || 0),
    }));
}

/** Without its place, its kind or its outcome a label says nothing; the rest can be done without. */
function isWhole(label: Partial<Label>): label is Label {
  const { session_file, start_event, family, outcome } = label;
  return (
    [session_file, family, outcome].every((part) => typeof part === 'string') && Number.isInteger(start_event)
  );
}

/**
 * The episode that holds the labelled start: the normalised one by the event's place, a native one by time, or by the prompt's
 * words where the data tells no time.
 */
export function episodeOfLabel(label: Label, bySession: ReadonlyMap<string, Episode[]>): Episode | null {
  const episodes = bySession.get(label.session_file) ?? [];
  const start = eventId(label.session_file, label.start_event);
  if (episodes.some((episode) => isNormalised(label, episode))) {
    return episodes.findLast(({ promptIds }) => (promptIds[0] ?? '') <= start) ?? null;
  }
  const byTime = ({ startedAt }: Episode) => startedAt <= label.at + CLOCK_MS;
  const byWords = ({ prompt }: Episode) => prompt.trim() === label.prompt.trim();
  return episodes.findLast(label.at === 0 ? byWords : byTime) ?? episodes[0] ?? null;
}

/** The last of the episode's prompts that is not after the labelled start. */
export function momentOfLabel(label: Label, episode: Episode): Episode {
  const start = eventId(label.session_file, label.start_event);
  const isAt = ({ id, startedAt, prompt }: Episode) => {
    if (isNormalised(label, episode)) return id <= start;
    return label.at === 0 ? prompt.trim() === label.prompt.trim() : startedAt <= label.at + CLOCK_MS;
  };
  return momentsOf(episode).findLast(isAt) ?? episode;
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
