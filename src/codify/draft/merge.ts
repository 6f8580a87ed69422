/** Puts what one draft adds into another that covers the same work, instead of a second skill beside it. */

import { claimOf } from '../../skill/claim.ts';
import { type Line, linesOf, MAIN_FILE, type Section, type SkillDraft, section } from '../../skill/draft.ts';

/** Sections that may take lines of another draft; steps and checks stay as they were drafted together. */
const OPEN_SECTIONS: readonly Section[] = [
  'When to use',
  'Sometimes',
  'Files',
  'Pitfalls',
  'Rules',
  'What comes next',
];
/** Each skill has its own. */
const OWN_KINDS: ReadonlySet<Line['kind']> = new Set<Line['kind']>(['when', 'pointer']);
/** A larger change is no delta: the two are not the same work. */
const MAX_ADDED = 8;

/**
 * `ours` with the lines of `other` that it lacks, each with its evidence, at the end of its section.
 * @returns null when there is nothing to add, or too much
 */
export function mergeDrafts(ours: SkillDraft, other: SkillDraft): SkillDraft | null {
  const known = new Set(linesOf(ours).flatMap(({ line }) => claimOf(line) ?? []));
  const added = OPEN_SECTIONS.map((heading) => ({
    heading,
    lines: sectionOf(mainLines(other), heading).filter((line) => {
      const claim = claimOf(line);
      return claim !== null && !OWN_KINDS.has(line.kind) && !known.has(claim);
    }),
  })).filter(({ lines }) => lines.length > 0);
  const count = added.reduce((sum, { lines }) => sum + lines.length, 0);
  if (count === 0 || count > MAX_ADDED) return null;
  const merged = added.reduce((lines, one) => withLines(lines, one.heading, one.lines), mainLines(ours));
  return {
    ...ours,
    files: ours.files.map((file) => (file.path === MAIN_FILE ? { ...file, lines: merged } : file)),
    sessionIds: [...new Set([...ours.sessionIds, ...other.sessionIds])],
  };
}

const mainLines = ({ files }: SkillDraft): readonly Line[] =>
  files.find(({ path }) => path === MAIN_FILE)?.lines ?? [];

const isHeading = ({ kind }: Line): boolean => kind === 'heading';

/** Where a section's lines begin and end; null where there is none. */
function boundsOf(lines: readonly Line[], heading: Section): { start: number; end: number } | null {
  const at = lines.findIndex((line) => line.kind === 'heading' && line.title === heading);
  if (at < 0) return null;
  const next = lines.findIndex((line, index) => index > at && isHeading(line));
  return { start: at + 1, end: next < 0 ? lines.length : next };
}

function sectionOf(lines: readonly Line[], heading: Section): readonly Line[] {
  const bounds = boundsOf(lines, heading);
  return bounds === null ? [] : lines.slice(bounds.start, bounds.end);
}

function withLines(lines: readonly Line[], heading: Section, added: readonly Line[]): readonly Line[] {
  const bounds = boundsOf(lines, heading);
  if (bounds === null) return [...lines, ...section(heading, added)];
  return [...lines.slice(0, bounds.end), ...added, ...lines.slice(bounds.end)];
}
