/** What a SpecStory export tells of one tool call. */

import type { JsonObject, Origin } from '../../src/types.ts';

export interface ToolPart {
  is: 'tool';
  tool: string;
  input: JsonObject;
  output: string;
  /** Null where the export does not tell. */
  ok: boolean | null;
  origin: Origin;
  /** Of a command, where its output told one. */
  exitCode?: number;
}
