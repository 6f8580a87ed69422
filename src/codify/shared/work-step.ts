/** A step that a kind of work has each time, before it is worded. */

import type { Act, ActKind } from './acts.ts';
import type { EditForm } from './edit-forms.ts';
import type { Places } from './order.ts';
import type { Row } from './spelling.ts';
import type { Token } from './tokens.ts';

/** One step that recurs. */
export interface WorkStep {
  kind: ActKind;
  stem: string;
  /** Of a command: its spelling. */
  tokens: readonly Token[];
  /** Of edits: the forms of the files. */
  forms: readonly EditForm[];
  /** Acts that are exactly what the step says, oldest member first. */
  exact: readonly Act[];
  /** The same step in another spelling. */
  others: readonly Act[];
  /** Rows with their values, to name gaps by. */
  rows: readonly Row[];
  sessions: number;
  /** How much commoner than in the project's other work; null where there is too little of that. */
  lift: number | null;
  places: Places;
  until: 'pass' | 'repeat' | null;
  /** Of an edit: what most sessions put into the file. */
  marks?: readonly string[];
  /** Of a script: the command that starts its file. */
  start?: string;
}
