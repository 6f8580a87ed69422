/** Puts what one draft adds into another that covers the same work, instead of a second skill beside it. */

import type { DraftLine, SkillDraft } from '../../types.ts';
import { claimOf } from './claims.ts';
import { byFile, scaffold } from './lines.ts';

/** Sections that may take lines of another draft; steps and checks stay as they were drafted together. */
const OPEN_SECTIONS = ['When to use', 'Sometimes', 'Files', 'Pitfalls', 'Rules', 'What comes next'];
/** A larger change is no delta: the two are not the same work. */
const MAX_ADDED = 8;

/**
 * `ours` with the lines of `other` that it lacks, each with its evidence, at the end of its section.
 * @returns null when there is nothing to add, or too much
 */
export function mergeDrafts(ours: SkillDraft, other: SkillDraft): SkillDraft | null {
  const { main, others } = byFile(ours.body);
  const known = new Set(ours.body.flatMap(({ text }) => claimOf(text) ?? []));
  const sections = OPEN_SECTIONS.map((title) => ({
    title,
    lines: sectionOf(byFile(other.body).main, title).filter(({ text }) => {
      const claim = claimOf(text);
      return text.startsWith('- ') && claim !== null && !known.has(claim);
    }),
  })).filter(({ lines }) => lines.length > 0);
  const added = sections.reduce((sum, { lines }) => sum + lines.length, 0);
  if (added === 0 || added > MAX_ADDED) return null;
  const merged = sections.reduce((lines, section) => withLines(lines, section.title, section.lines), main);
  return {
    ...ours,
    body: [...merged, ...others],
    sessionIds: [...new Set([...ours.sessionIds, ...other.sessionIds])],
  };
}

const isHeading = ({ text }: DraftLine): boolean => text.startsWith('#');

/** The lines below a heading, blank ones apart. */
function sectionOf(body: readonly DraftLine[], title: string): DraftLine[] {
  const from = body.findIndex(({ text }) => text === `## ${title}`);
  if (from < 0) return [];
  const rest = body.slice(from + 1);
  const end = rest.findIndex(isHeading);
  return (end < 0 ? rest : rest.slice(0, end)).filter(({ text }) => text !== '');
}

function withLines(body: readonly DraftLine[], title: string, lines: readonly DraftLine[]): DraftLine[] {
  const heading = body.findIndex(({ text }) => text === `## ${title}`);
  if (heading < 0) return [...body, scaffold(''), scaffold(`## ${title}`), scaffold(''), ...lines];
  const next = body.findIndex((line, index) => index > heading && isHeading(line));
  const end = next < 0 ? body.length : next - 1;
  return [...body.slice(0, end), ...lines, ...body.slice(end)];
}
