/** What an import tells of itself. */

import type { NoSession } from './history-files.ts';

/** Why nothing was stored of a file. */
export type SkipReason =
  | NoSession
  | 'unreadable'
  | 'other-agent'
  | 'older'
  | 'capture-off'
  | 'forgotten'
  | 'unwitnessed'
  | 'unchanged'
  | 'no-events'
  | 'stored-by-agent';

/** What an import did; the fields of `import --json`. */
export interface ImportReport {
  /** Files looked at. */
  files: number;
  /** Distinct sessions that the files are of and that are stored now. */
  sessions: number;
  /** Rows added. */
  events: number;
  /** Those of the sessions whose records do not say where their agent worked: no skill is published for them. */
  unknownFolder: number;
  skipped: Partial<Record<SkipReason, number>>;
  /** Lines that were torn or not written whole, of all files read; what can be read of them is stored. */
  invalidLines: number;
}
