/** The Agent Skills specification, strictly. */

import { isSkillName, partNamed, SKILL_LIMITS, type SkillDraft } from '../../types.ts';
import { digestOf } from '../draft/references.ts';
import { type Check, POINTER, SCRIPT_STEP } from './check.ts';

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
  problems.push(...fileProblems(draft));
  return problems.map((problem) => ({ code: 'format', held: false, ...problem }));
};

/** Each file of the folder is named for what it holds, and pointed to once; nothing points to a file that is not there. */
function fileProblems({ body }: SkillDraft): { message: string; line?: number }[] {
  const starts = body.flatMap(({ text }, index) => {
    const path = partNamed(text);
    return path === null ? [] : [{ path, index }];
  });
  const pointers = body.flatMap(({ text }) => (POINTER.exec(text) ?? SCRIPT_STEP.exec(text))?.[1] ?? []);
  const wrong = starts.flatMap(({ path, index }, at) => {
    const content = body.slice(index + 1, starts[at + 1]?.index);
    const isNamed = path.replace(/\.[a-z]+$/, '').endsWith(`-${digestOf(content)}`);
    const isPointedTo = pointers.filter((pointer) => pointer === path).length === 1;
    return isNamed && isPointedTo
      ? []
      : [{ message: `${path} is not named for what it holds`, line: index + 1 }];
  });
  const paths = new Set(starts.map(({ path }) => path));
  const lost = pointers.find((pointer) => !paths.has(pointer));
  return lost === undefined ? wrong : [...wrong, { message: `there is no ${lost}` }];
}
