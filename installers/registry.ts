/** Every installer. The compiler names an agent that has none. */

import type { AgentId } from '../src/types.ts';
import { claudeCode } from './claude-code.ts';
import type { Installer } from './installer.ts';

export const INSTALLERS = {
  'claude-code': claudeCode,
} as const satisfies Record<AgentId, Installer>;
