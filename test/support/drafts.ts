/** Drafts as text, and changes of their text, for tests of what drafting and checking make of them. */

import { claimOf, DESCRIPTION_CLAIM } from '../../src/skill/claim.ts';
import type { Evidence, Line, SkillDraft } from '../../src/skill/draft.ts';
import { readLine, sayLine } from '../../src/skill/forms.ts';
import { bodyOffset, DESCRIPTION_LINE } from '../../src/skill/frontmatter.ts';
import { isScript, layOut, type Page } from '../../src/skill/page.ts';

/** The text of all files. */
export const textOf = (draft: SkillDraft | null): string =>
  draft?.files.map((file) => layOut(file).text).join('\n') ?? '';

export const pagesText = (pages: readonly Page[]): string => pages.map(({ text }) => text).join('\n');

/** How each line reads, the description first; steps have the number 1. */
export const saidLines = ({ description, files }: SkillDraft): string[] =>
  [description, ...files.flatMap(({ lines }) => lines)].map(sayLine);

/**
 * The draft with lines changed as a hand edit would; evidence is kept unless given.
 * @param change null leaves a line as it is, an empty text takes it out
 */
export function reworded(
  draft: SkillDraft,
  change: (text: string) => string | null,
  evidence?: readonly Evidence[],
): SkillDraft {
  const changed =
    (path: string) =>
    (line: Line): Line[] => {
      const before = sayLine(line);
      const after = change(before);
      if (after === null || (after === before && evidence === undefined)) return [line];
      if (after === '') return [];
      const read: Line = isScript(path)
        ? { kind: 'code', language: null, text: after, evidence: [] }
        : readLine(after);
      return [{ ...read, evidence: evidence ?? line.evidence }];
    };
  const [description = draft.description] = changed('SKILL.md')(draft.description);
  return {
    ...draft,
    description: description as SkillDraft['description'],
    files: draft.files.map((file) => ({ ...file, lines: file.lines.flatMap(changed(file.path)) })),
  };
}

/** A draft of one file with these lines. */
export const draftOf = (...lines: Line[]): SkillDraft => ({
  candidateId: 'c1',
  kind: 'procedure',
  name: 'release',
  description: { kind: 'description', of: 'failure', failed: 'make release', error: null, evidence: [] },
  files: [{ path: 'SKILL.md', lines }],
  sessionIds: ['s1'],
});

/** A written SKILL.md with what its lines claim. */
export function mainPage(text: string): Page {
  const offset = bodyOffset(text);
  const claims = text
    .trimEnd()
    .split('\n')
    .map((line, index) => {
      if (index + 1 === DESCRIPTION_LINE) return DESCRIPTION_CLAIM;
      return index < offset ? null : claimOf(readLine(line));
    });
  return { path: 'SKILL.md', text, claims };
}
