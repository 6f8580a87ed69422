/** A version of a skill without the lines that have lost their evidence. */

import { DESCRIPTION_CLAIM } from '../../skill/claim.ts';
import { MAIN_FILE } from '../../skill/draft.ts';
import { bodyOffset } from '../../skill/frontmatter.ts';
import { isScript, type Page } from '../../skill/page.ts';
import { type Receipt, sessionMark, withFrontmatter } from '../../skill/skill.ts';
import { parseSkillFile, type SkillDocument } from '../../skill/skill-file.ts';

export interface Forgotten {
  eventIds: ReadonlySet<string>;
  sessionIds: readonly string[];
}

export interface Shortened {
  files: Page[];
  receipts: Receipt[];
  /** Lines that went, as they read. */
  lost: string[];
}

/**
 * Drops every line that had evidence and has none left, headings that stand over nothing then, and the marks of the
 * forgotten sessions in the frontmatter.
 * @returns null when what tells when to use the skill, or every line, has no evidence left
 */
export function shortenSkill(
  files: readonly Page[],
  receipts: readonly Receipt[],
  forgotten: Forgotten,
): Shortened | null {
  const parsed = parseSkillFile(files.find(({ path }) => path === MAIN_FILE)?.text ?? '');
  const kept = receipts.filter(({ eventId }) => !forgotten.eventIds.has(eventId));
  const bearing = new Set(kept.map(keyOf));
  const bare = new Set(receipts.map(keyOf).filter((key) => !bearing.has(key)));
  const isDescription = ({ claim }: Receipt) => claim === DESCRIPTION_CLAIM;
  if ('problem' in parsed || !kept.some(isDescription) || kept.every(isDescription)) return null;
  const before = files.map((page) => linesOf(page));
  const after = withoutBroken(
    before.map((lines) => lines.filter(({ path, claim }) => !bare.has(keyOf({ path, claim })))),
    before,
  );
  const left = new Set(after.flat());
  const shortened = after.map((lines) => renumbered(withoutEmptySections(lines)));
  return {
    files: shortened.filter(holdsSomething).map((lines) => pageOf(lines, parsed.file, forgotten.sessionIds)),
    receipts: kept.filter(({ path, claim }) => shortened.some((lines) => holds(lines, path, claim))),
    lost: before.flat().flatMap((line) => (left.has(line) || line.text === '' ? [] : [line.text])),
  };
}

/** One claim of one file. */
const keyOf = ({ path, claim }: { path: string; claim: string | null }): string => `${path}\n${claim ?? ''}`;

interface TextLine {
  path: string;
  text: string;
  claim: string | null;
}

/** The lines below the frontmatter; the description is told apart from them. */
function linesOf({ path, text, claims }: Page): TextLine[] {
  const from = path === MAIN_FILE ? bodyOffset(text) : 0;
  return text
    .trimEnd()
    .split('\n')
    .map((one, index) => ({ path, text: one, claim: claims[index] ?? null }))
    .slice(from);
}

/** A script is whole or not at all, and so is the step that starts it; what points to a file that goes, goes with it. */
function withoutBroken(after: readonly TextLine[][], before: readonly TextLine[][]): TextLine[][] {
  const names = (line: TextLine, path: string) => line.text.includes(`${path}\``);
  const gone = before.flatMap(([first], index) => {
    const path = first?.path ?? '';
    const left = after[index] ?? [];
    if (path === MAIN_FILE) return [];
    const isWhole = left.length === before[index]?.length && after.flat().some((line) => names(line, path));
    return (isScript(path) ? isWhole : holdsSomething(left)) ? [] : [path];
  });
  return after.map((lines) =>
    lines.filter((line) => !gone.includes(line.path) && !gone.some((path) => names(line, path))),
  );
}

const isHeading = ({ text, path }: TextLine) => !isScript(path) && /^#{2,6} /.test(text);
const isBlank = ({ text }: TextLine) => text.trim() === '';

/** A heading goes when only blank lines stand between it and the next one, or the end. */
function withoutEmptySections(lines: readonly TextLine[]): TextLine[] {
  const kept: TextLine[] = [];
  for (const line of lines) {
    if (isHeading(line)) dropEmptySection(kept);
    kept.push(line);
  }
  dropEmptySection(kept);
  return kept;
}

function dropEmptySection(lines: TextLine[]): void {
  const last = lines.findLastIndex((line) => !isBlank(line));
  const heading = lines[last];
  if (heading !== undefined && isHeading(heading)) lines.splice(last);
}

/** More than headings. */
const holdsSomething = (lines: readonly TextLine[]): boolean =>
  lines.some((line) => !isBlank(line) && (isScript(line.path) || !line.text.startsWith('#')));

/** Whether a claim has its line still; the description has. */
const holds = (lines: readonly TextLine[], path: string, claim: string): boolean =>
  claim === DESCRIPTION_CLAIM || lines.some((line) => line.path === path && line.claim === claim);

/** Steps count from 1 again under every heading. */
function renumbered(lines: readonly TextLine[]): TextLine[] {
  let number = 0;
  return lines.map((line) => {
    if (isHeading(line)) number = 0;
    if (isScript(line.path) || !/^\d+\. /.test(line.text)) return line;
    number++;
    return { ...line, text: line.text.replace(/^\d+/, String(number)) };
  });
}

function pageOf(lines: readonly TextLine[], head: SkillDocument, sessionIds: readonly string[]): Page {
  const last = lines.findLastIndex((line) => !isBlank(line));
  const kept = lines.slice(0, last + 1);
  const page = {
    path: kept[0]?.path ?? MAIN_FILE,
    text: `${kept.map(({ text }) => text).join('\n')}\n`,
    claims: kept.map(({ claim }) => claim),
  };
  if (page.path !== MAIN_FILE) return page;
  return withFrontmatter(page, { ...head, metadata: withoutSessions(head.metadata, sessionIds) });
}

/** `hivemind-evidence` lists the sessions by their marks. */
function withoutSessions(
  metadata: Readonly<Record<string, string>>,
  sessionIds: readonly string[],
): Record<string, string> {
  const gone = new Set(sessionIds.map(sessionMark));
  const evidence = (metadata['hivemind-evidence'] ?? '')
    .split(' ')
    .filter((mark) => mark !== '' && !gone.has(mark));
  return {
    ...metadata,
    'hivemind-sessions': String(evidence.length),
    'hivemind-evidence': evidence.join(' '),
  };
}
