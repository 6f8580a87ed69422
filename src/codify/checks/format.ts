/** The Agent Skills specification, strictly. */

import { isSkillName, SKILL_LIMITS } from '../../types.ts';
import type { Check } from './check.ts';

/** A longer line hides something or is no instruction. In characters. */
const MAX_LINE = 600;

export const checkFormat: Check = ({ draft, lines }) => {
  const problems: { message: string; line?: number }[] = [];
  if (!isSkillName(draft.name)) problems.push({ message: `"${draft.name}" is no valid name for a skill` });
  const description = draft.description.text;
  if (description.trim() === '') problems.push({ message: 'the description is empty', line: 0 });
  if (description.length > SKILL_LIMITS.description)
    problems.push({
      message: `the description is longer than ${SKILL_LIMITS.description} characters`,
      line: 0,
    });
  if (draft.body.length > SKILL_LIMITS.bodyLines)
    problems.push({ message: `the body has more than ${SKILL_LIMITS.bodyLines} lines` });
  for (const { text, line } of lines) {
    if (/[\r\n]/.test(text)) problems.push({ message: 'a line holds a line break', line });
    if (line > 0 && text.length > MAX_LINE)
      problems.push({ message: `a line is longer than ${MAX_LINE} characters`, line });
    if (line > 0 && /^-{3,}\s*$/.test(text))
      problems.push({ message: 'a line looks like frontmatter', line });
  }
  return problems.map((problem) => ({ code: 'format', held: false, ...problem }));
};
