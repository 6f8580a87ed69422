/** A file of a skill as text, and back to its lines. */

import { createHash } from 'node:crypto';
import { claimOf } from './claim.ts';
import type { DraftFile, Line, SkillDraft } from './draft.ts';
import { readLine, sayLine } from './forms.ts';

/** A file of a skill's folder. */
export interface SkillFile {
  /** Relative to the folder, with `/`. */
  path: string;
  /** Ends in one newline. */
  text: string;
}

/** A file with what each line of its text claims, which is how receipts find their lines. */
export interface Page extends SkillFile {
  /** One a line of the text; null for one that claims nothing. */
  claims: readonly (string | null)[];
}

/** True for the path of a program: every line of it counts, and none of them is markdown. */
export const isScript = (path: string): boolean => path.startsWith('scripts/');

/** What goes before a script's path to start it; none is executable by itself. */
const STARTS: Readonly<Record<string, string>> = {
  sh: 'bash',
  py: 'python3 - <',
  mjs: 'node --input-type=module <',
  cjs: 'node <',
};

/** The command that starts a script: `bash scripts/release-1a2b3c4d.sh`. */
export const startOf = (path: string): string =>
  `${STARTS[path.slice(path.lastIndexOf('.') + 1)] ?? ''} ${path}`;

/** The script that such a command starts. */
export const scriptOf = (start: string): string => start.slice(start.lastIndexOf(' ') + 1);

/** Lines of markdown that follow a step belong to it, and stand below its text. */
const STEP_INDENT = '   ';

/** The text of a file: headings apart, steps numbered below each, code that follows a step indented with it. */
export function layOut(file: DraftFile): Page {
  return isScript(file.path)
    ? paged(
        file.path,
        file.lines.flatMap((line) => textLines(sayLine(line), claimOf(line))),
      )
    : layOutMarkdown(file);
}

interface TextLine {
  text: string;
  claim: string | null;
}

const textLines = (text: string, claim: string | null): TextLine[] =>
  text.split('\n').map((one) => ({ text: one, claim }));

const BLANK: TextLine = { text: '', claim: null };

function layOutMarkdown({ path, lines }: DraftFile): Page {
  let step = 0;
  let isInStep = false;
  const laid = lines.flatMap((line): TextLine[] => {
    const isHeading = line.kind === 'heading' || line.kind === 'title';
    if (line.kind === 'step') step += 1;
    else if (isHeading) step = 0;
    const own = textLines(placed(line, step, isInStep), claimOf(line));
    isInStep = line.kind === 'step' || (isInStep && (line.kind === 'code' || line.kind === 'alternative'));
    return isHeading ? [BLANK, ...own, BLANK] : own;
  });
  return paged(
    path,
    laid.filter((one, index) => one !== BLANK || laid[index - 1] !== BLANK),
  );
}

function placed(line: Line, step: number, isInStep: boolean): string {
  const text = sayLine(line);
  if (line.kind === 'step') return text.replace(/^1/, String(step));
  return line.kind === 'code' && isInStep ? text.replace(/^(?=.)/gm, STEP_INDENT) : text;
}

/** Without blank lines at its ends. */
function paged(path: string, lines: readonly TextLine[]): Page {
  const isText = ({ text }: TextLine) => text.trim() !== '';
  const kept = lines.slice(Math.max(0, lines.findIndex(isText)), lines.findLastIndex(isText) + 1);
  return {
    path,
    text: `${kept.map(({ text }) => text).join('\n')}\n`,
    claims: kept.map(({ claim }) => claim),
  };
}

/** The lines of a text that was laid out, or edited since; without evidence. */
export function readPage({ path, text }: SkillFile): DraftFile {
  const texts = text.trimEnd().split('\n');
  if (isScript(path)) return { path, lines: texts.map((one) => codeLine(null, one)) };
  const lines: Line[] = [];
  for (let at = 0; at < texts.length; at += 1) {
    const one = texts[at] ?? '';
    const fence = /^( *)```(\w*)$/.exec(one);
    const end = fence === null ? -1 : texts.indexOf(`${fence[1]}\`\`\``, at + 1);
    if (fence !== null && end > at) {
      const indent = fence[1]?.length ?? 0;
      const block = texts
        .slice(at + 1, end)
        .map((inner) => inner.slice(inner.startsWith(fence[1] ?? '') ? indent : 0));
      lines.push(codeLine(fence[2] ?? '', block.join('\n')));
      at = end;
    } else if (one.trim() !== '') lines.push(readLine(one));
  }
  return { path, lines };
}

const codeLine = (language: string | null, text: string): Line => ({
  kind: 'code',
  language,
  text,
  evidence: [],
});

/** What stands in a file's name for its words: it changes with them, so that an old SKILL.md never points to new ones. */
export const digestOf = (file: DraftFile): string =>
  createHash('sha256').update(layOut(file).text.trim(), 'utf8').digest('hex').slice(0, 8);

/** What the files of a skill are compared by: SHA-256, hexadecimal, over paths and texts in the paths' order. */
export function hashOfFiles(files: readonly SkillFile[]): string {
  const hash = createHash('sha256');
  for (const { path, text } of [...files].sort((a, b) => (a.path < b.path ? -1 : 1)))
    hash.update(`${path}\n${Buffer.byteLength(text)}\n${text}`, 'utf8');
  return hash.digest('hex');
}

/** The text of a whole draft, for a person: the description, then the files, all but SKILL.md below their paths. */
export function draftText({ description, files }: SkillDraft): string {
  const texts = files.map((file, index) => `${index === 0 ? '' : `${file.path}:\n\n`}${layOut(file).text}`);
  return [`${sayLine(description)}\n`, ...texts].join('\n');
}
