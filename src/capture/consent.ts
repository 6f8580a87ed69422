/** Whether what is done in a folder at a moment may be stored. Whatever says no wins. */

import { realpathSync } from 'node:fs';
import type { Config } from '../config.ts';
import { type Environment, type HomePaths, userHome } from '../paths.ts';
import { fileAgainst } from './folder-consent.ts';
import { type Pause, pauseBetween, readPauses } from './pauses.ts';

export interface Consent {
  /**
   * Why nothing may be stored of what was done in `folder` (null when unknown) from `from` to `to`, in ms since the
   * epoch; null when it may. Worded to go on after "capture is off: ".
   */
  reasonAgainst(folder: string | null, from: number, to?: number): string | null;
  /** The part of it that is about the moment alone: the pause that held in `folder` at `at`. */
  pauseAt(folder: string, at: number): string | null;
}

/**
 * Reads what the user said, once; a folder and its files are looked at when first asked about.
 * @throws HivemindError CONFIG_INVALID
 */
export function readConsent(paths: HomePaths, env: Environment, config: Config): Consent {
  const setting = config.explain('capture.enabled');
  const pauses = readPauses(paths.pauses);
  const home = userHome(env);
  const files = new Map<string, string | null>();
  const real = new Map<string, string>();
  const resolved = (folder: string) => {
    const known = real.get(folder) ?? realFolder(folder);
    real.set(folder, known);
    return known;
  };
  const fileFor = (folder: string) => {
    const known = files.get(folder);
    if (known !== undefined) return known;
    const file = fileAgainst(folder, home);
    files.set(folder, file);
    return file;
  };
  return {
    pauseAt(named, at) {
      if (pauses.length === 0) return null;
      const pause = pauseBetween(pauses, resolved(named), at, at);
      return pause === null ? null : pauseText(pause);
    },
    reasonAgainst(named, from, to = from) {
      if (setting.value === false) return `turned off by ${setting.source}`;
      const folder = named === null ? null : resolved(named);
      const pause = pauseBetween(pauses, folder, from, to);
      if (pause !== null) return pauseText(pause);
      const file = folder === null ? null : fileFor(folder);
      return file === null ? null : `turned off by ${file}`;
    },
  };
}

function pauseText({ root, until }: Pause): string {
  const where = root === null ? '' : ` in ${root}`;
  return `paused${where}${until === null ? '' : ` until ${new Date(until).toISOString()}`}`;
}

/** Links resolved, as far as the folder is there. */
export function realFolder(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}
