/** One line of progress that a terminal writes over: a bar, a count, the rate and the time left. */

import { bytes } from '../../lib/in-words.ts';
import type { ImportProgress } from '../../worker/import.ts';
import type { CliContext } from '../context.ts';

const BAR_CELLS = 20;
/** Milliseconds: short work shows none, and long work does not flicker. */
const FIRST_AFTER = 1_000;
const REDRAW_AFTER = 200;

export interface ProgressLine {
  show(progress: ImportProgress): void;
  /** Takes the line off the terminal again. */
  clear(): void;
}

/** Progress on stderr of a terminal; nothing anywhere else. */
export function importProgress(context: CliContext): ProgressLine {
  if (!context.interactive) return { show: () => undefined, clear: () => undefined };
  const startedAt = context.now();
  let readingSince: number | null = null;
  let drawnAt = startedAt + FIRST_AFTER - REDRAW_AFTER;
  let drawn = false;
  return {
    show(progress) {
      const now = context.now();
      if (progress.step === 'reading') readingSince ??= now;
      if (now - drawnAt < REDRAW_AFTER) return;
      drawnAt = now;
      drawn = true;
      context.status(progressText(progress, now - (readingSince ?? now)));
    },
    clear() {
      if (drawn) context.status('');
    },
  };
}

/**
 * The line's text.
 * @param elapsed ms since reading began
 */
export function progressText(progress: ImportProgress, elapsed: number): string {
  const { step, files, ofFiles } = progress;
  if (step === 'looking') return `looking at files ${files}/${ofFiles}`;
  const share = progress.ofBytes === 0 ? 1 : progress.bytes / progress.ofBytes;
  const filled = Math.round(share * BAR_CELLS);
  const bar = '█'.repeat(filled) + '░'.repeat(BAR_CELLS - filled);
  const perSecond = elapsed > 0 ? (progress.bytes / elapsed) * 1000 : 0;
  const left = perSecond > 0 ? `, ${duration((progress.ofBytes - progress.bytes) / perSecond)} left` : '';
  return `${bar} ${files}/${ofFiles} files, ${bytes(Math.round(perSecond))}/s${left}`;
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5400 ? `${Math.ceil(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
