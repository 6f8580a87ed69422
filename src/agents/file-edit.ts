/** One file that a tool call changed, with what the call's input tells of its lines. */

import type { FileChange } from '../types.ts';

export interface FileEdit extends FileChange {
  /** Lines that it wrote and lines that it took out, as far as the input tells; one that it kept is in both, or in none. */
  added: string[];
  removed: string[];
}
