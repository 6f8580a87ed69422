/** Every installer. The compiler names an agent that has none. */

import type { AgentId } from '../src/types.ts';
import { claudeCode } from './claude-code.ts';
import { codex } from './codex.ts';
import { cursor } from './cursor.ts';
import type { Installer } from './installer.ts';

export const INSTALLERS = {
  'claude-code': claudeCode,
  codex,
  cursor,
} as const satisfies Record<AgentId, Installer>;
