/** Whether a session begun here and now would be stored. */

import { readConsent } from '../capture/consent.ts';
import type { Standpoint } from './standpoint.ts';

export interface CaptureState {
  enabled: boolean;
  /** What turns it off; null when it is on. Goes on after "off: ". */
  reason: string | null;
}

/** @throws HivemindError CONFIG_INVALID */
export function captureHere({ paths, env, config, cwd, now }: Standpoint): CaptureState {
  const reason = readConsent(paths, env, config()).reasonAgainst(cwd, now());
  return { enabled: reason === null, reason };
}
