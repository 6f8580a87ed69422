/** The Agent Skills specification, strictly, and the forms that lines have. */

import { isDeepStrictEqual } from 'node:util';
import { MAIN_FILE, type SkillDraft } from '../../skill/draft.ts';
import { readLine } from '../../skill/forms.ts';
import { isSkillName, SKILL_LIMITS } from '../../skill/name.ts';
import { digestOf, layOut, scriptOf } from '../../skill/page.ts';
import type { Refusal } from '../../skill/refusal.ts';
import { type Check, type CheckedLine, refuse } from './check.ts';

/** A longer line hides something or is no instruction. In characters. */
const MAX_LINE = 600;
/** The folders of the specification that are ours to fill. */
const OTHER_FILE = /^(?:references\/[a-z0-9-]+\.md|scripts\/[a-z0-9-]+\.(?:sh|py|mjs|cjs))$/;

export const checkFormat: Check = ({ draft, lines }) => {
  const [description, ...rest] = lines;
  return [
    ...(isSkillName(draft.name)
      ? []
      : [refuse('format', null, `"${draft.name}" is no valid name for a skill`)]),
    ...(description === undefined ? [] : descriptionProblems(description)),
    ...bodyProblems(draft),
    ...rest.flatMap(lineProblems),
    ...fileProblems(draft, lines),
  ];
};

function descriptionProblems(line: CheckedLine): Refusal[] {
  const problem =
    line.text.trim() === ''
      ? 'the description is empty'
      : line.text.length > SKILL_LIMITS.description
        ? `the description is longer than ${SKILL_LIMITS.description} characters`
        : shapeProblem(line);
  return problem === null ? [] : [refuse('format', line, problem)];
}

function bodyProblems({ files }: SkillDraft): Refusal[] {
  const long = files.filter((file) => layOut(file).claims.length > SKILL_LIMITS.bodyLines);
  return long.map(({ path }) =>
    refuse('format', null, `${path} has more than ${SKILL_LIMITS.bodyLines} lines`),
  );
}

function lineProblems(line: CheckedLine): Refusal[] {
  const isLong = line.text.split('\n').some((one) => one.length > MAX_LINE);
  const problem = isLong ? `a line is longer than ${MAX_LINE} characters` : shapeProblem(line);
  return problem === null ? [] : [refuse('format', line, problem)];
}

/** A line that reads as another one than it is has words in it that break its form. */
function shapeProblem({ line, text }: CheckedLine): string | null {
  if (line.kind === 'code')
    return line.language !== null && text.split('```').length > 3 ? 'a block holds a fence' : null;
  if (/[\r\n]/.test(text)) return 'a line holds a line break';
  const { evidence: _own, ...fields } = line;
  const { evidence: _none, ...read } = readLine(text);
  return isDeepStrictEqual(fields, read) ? null : 'a line does not read as what it is';
}

/** Each file of the folder is named for what it holds, and pointed to once; nothing points to a file that is not there. */
function fileProblems({ files }: SkillDraft, lines: readonly CheckedLine[]): Refusal[] {
  const pointers = lines.flatMap((checked) => {
    const { line } = checked;
    if (line.kind === 'pointer') return [{ path: line.path, checked }];
    return line.kind === 'step' && line.do === 'script' ? [{ path: scriptOf(line.start), checked }] : [];
  });
  const wrong = files
    .filter(({ path }) => path !== MAIN_FILE)
    .filter((file) => {
      const isNamed = file.path.replace(/\.[a-z]+$/, '').endsWith(`-${digestOf(file)}`);
      const isPointedTo = pointers.filter(({ path }) => path === file.path).length === 1;
      return !(OTHER_FILE.test(file.path) && isNamed && isPointedTo);
    })
    .map(({ path }) => refuse('format', null, `${path} is not named for what it holds`));
  const paths = new Set(files.map(({ path }) => path));
  const lost = pointers.filter(({ path }) => !paths.has(path));
  return [...wrong, ...lost.map(({ path, checked }) => refuse('format', checked, `there is no ${path}`))];
}
