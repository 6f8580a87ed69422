/** A version of a skill without the lines that have lost their evidence. */

import { contentHash, type Receipt } from '../../store/skills.ts';
import { isScript, partNamed } from '../../types.ts';
import { bodyOffset, DESCRIPTION_LINE, parseSkillFile, renderSkillFile } from '../read/skill-file.ts';

export interface Forgotten {
  eventIds: ReadonlySet<string>;
  sessionIds: readonly string[];
}

export interface Shortened {
  content: string;
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
  content: string,
  receipts: readonly Receipt[],
  forgotten: Forgotten,
): Shortened | null {
  const parsed = parseSkillFile(content);
  const kept = receipts.filter(({ eventId }) => !forgotten.eventIds.has(eventId));
  const bearing = new Set(kept.map(({ line }) => line));
  const bare = new Set(receipts.map(({ line }) => line).filter((line) => !bearing.has(line)));
  const numbered = numberedLines(content);
  const lostLines = new Set([...bare, ...brokenScripts(numbered, bare)]);
  if (
    'problem' in parsed ||
    lostLines.has(DESCRIPTION_LINE) ||
    kept.every(({ line }) => line === DESCRIPTION_LINE)
  ) {
    return null;
  }
  const before = content.split('\n');
  const body = renumbered(
    withoutEmptyFiles(withoutEmptySections(numbered.filter(({ line }) => !lostLines.has(line)))),
  );
  const next = renderSkillFile({
    ...parsed.file,
    metadata: withoutSessions(parsed.file.metadata, forgotten.sessionIds),
    body: body.map(({ text }) => text).join('\n'),
  });
  const lines = new Map(body.map(({ line }, index) => [line, bodyOffset(next) + index + 1]));
  lines.set(DESCRIPTION_LINE, DESCRIPTION_LINE);
  return {
    content: next,
    receipts: kept.flatMap((receipt) => {
      const line = lines.get(receipt.line);
      return line === undefined ? [] : [{ ...receipt, line }];
    }),
    lost: [...lostLines]
      .sort((a, b) => a - b)
      .map((line) => before[line - 1] ?? '')
      .filter((text) => text !== ''),
  };
}

interface Line {
  text: string;
  /** In the version before. */
  line: number;
  /** The file that it stands in; null for SKILL.md. */
  part: string | null;
}

function numberedLines(content: string): Line[] {
  const offset = bodyOffset(content);
  let part: string | null = null;
  return content
    .split('\n')
    .slice(offset)
    .map((text, index) => {
      part = partNamed(text) ?? part;
      return { text, line: offset + index + 1, part };
    });
}

/** Lines that go with what was lost: a script is whole or not at all, and so is the step that starts it. */
function brokenScripts(lines: readonly Line[], lost: ReadonlySet<number>): number[] {
  const broken = new Set(
    lines.flatMap(({ line, part, text }) => {
      if (!lost.has(line)) return [];
      return isScript(part) ? (part ?? []) : (/^\d+\. .* (scripts\/\S+)`$/.exec(text)?.[1] ?? []);
    }),
  );
  const isOf = ({ part, text }: Line, path: string) => part === path || text.endsWith(` ${path}\``);
  return lines.filter((line) => [...broken].some((path) => isOf(line, path))).map(({ line }) => line);
}

const isHeading = ({ text, part }: Line) => !isScript(part) && /^#{2,6} /.test(text);
const isBlank = ({ text }: Line) => text.trim() === '';

/** A heading goes when only blank lines stand between it and the next one, or the end. */
function withoutEmptySections(lines: readonly Line[]): Line[] {
  const kept: Line[] = [];
  for (const line of lines) {
    if (isHeading(line)) dropEmptySection(kept);
    kept.push(line);
  }
  dropEmptySection(kept);
  return kept;
}

function dropEmptySection(lines: Line[]): void {
  const last = lines.findLastIndex((line) => !isBlank(line));
  const heading = lines[last];
  if (heading !== undefined && isHeading(heading)) lines.splice(last);
}

/** A file of the folder goes when only headings are left in it. */
function withoutEmptyFiles(lines: readonly Line[]): Line[] {
  const starts = lines.flatMap(({ text }, index) => (partNamed(text) === null ? [] : [index]));
  const files = [0, ...starts].map((start, at) => lines.slice(start, starts[at]));
  const holds = (file: readonly Line[]) =>
    file.slice(1).some(({ text, part }) => text !== '' && (isScript(part) || !text.startsWith('#')));
  return files.filter((file, index) => index === 0 || holds(file)).flat();
}

/** Steps count from 1 again under every heading. */
function renumbered(lines: readonly Line[]): Line[] {
  let number = 0;
  return lines.map((line) => {
    if (isHeading(line)) number = 0;
    if (isScript(line.part) || !/^\d+\. /.test(line.text)) return line;
    number++;
    return { ...line, text: line.text.replace(/^\d+/, String(number)) };
  });
}

/** `hivemind-evidence` lists the sessions by the start of their ids' digests. */
function withoutSessions(
  metadata: Readonly<Record<string, string>>,
  sessionIds: readonly string[],
): Record<string, string> {
  const gone = new Set(sessionIds.map((id) => contentHash(id).slice(0, 12)));
  const evidence = (metadata['hivemind-evidence'] ?? '')
    .split(' ')
    .filter((mark) => mark !== '' && !gone.has(mark));
  return {
    ...metadata,
    'hivemind-sessions': String(evidence.length),
    'hivemind-evidence': evidence.join(' '),
  };
}
