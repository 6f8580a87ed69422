/** Reads hand labels and finds the episode each one speaks of. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Episode } from '../../src/types.ts';
import { eventId } from './normalised.ts';

export interface Label {
  project: string;
  session_file: string;
  start_event: number;
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

/** The labelled start's episode: the one that holds its prompt, else the last that began before it in the session. */
export function episodeOfLabel(label: Label, bySession: ReadonlyMap<string, Episode[]>): Episode | null {
  const start = eventId(label.session_file, label.start_event);
  const episodes = bySession.get(label.session_file) ?? [];
  return episodes.findLast(({ promptIds }) => (promptIds[0] ?? '') <= start) ?? null;
}
