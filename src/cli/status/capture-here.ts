/** Whether a session begun here and now would be stored. */

import { readConsent } from '../../capture/consent.ts';
import type { CliContext } from '../context.ts';

export interface CaptureState {
  enabled: boolean;
  /** What turns it off; null when it is on. Goes on after "off: ". */
  reason: string | null;
}

/** @throws HivemindError CONFIG_INVALID */
export function captureHere(context: CliContext): CaptureState {
  const { paths, env, cwd } = context;
  const reason = readConsent(paths, env, context.config()).reasonAgainst(cwd, context.now());
  return { enabled: reason === null, reason };
}
