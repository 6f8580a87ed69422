/** Every installer. A new name in WIRED_AGENT_IDS does not compile until it is here. */

import type { WiredAgentId } from '../src/types.ts';
import { claudeCode } from './claude-code.ts';
import { codex } from './codex.ts';
import { cursor } from './cursor.ts';
import type { Installer } from './installer.ts';

export const INSTALLERS = {
  'claude-code': claudeCode,
  codex,
  cursor,
} as const satisfies Record<WiredAgentId, Installer>;
