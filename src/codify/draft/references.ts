/** What was learned less often: kept out of SKILL.md, which every use loads, in a file that is read when it is needed. */

import {
  type DraftFile,
  type Line,
  type PointerLine,
  type Section,
  section,
  title,
} from '../../skill/draft.ts';
import { digestOf } from '../../skill/page.ts';

/** Fewer lines are no reason for a file. */
const MIN_LINES = 2;

/** A section of the file: its heading and the lines that SKILL.md has no room for. */
export type Overflow = readonly [title: Section, lines: readonly Line[]];

/**
 * The file, and the line of SKILL.md that points to it.
 * @returns null when there is too little for a file
 */
export function referenceFile(
  name: string,
  sections: readonly Overflow[],
): { pointer: PointerLine; file: DraftFile } | null {
  const held = sections.flatMap(([, lines]) => lines);
  if (held.length < MIN_LINES) return null;
  const lines = [title(name), ...sections.flatMap(([heading, own]) => section(heading, own))];
  const path = `references/more-${digestOf({ path: 'references/more.md', lines })}.md`;
  const evidence = held.flatMap((line) => line.evidence);
  return { pointer: { kind: 'pointer', path, evidence }, file: { path, lines } };
}
