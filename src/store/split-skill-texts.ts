/**
 * The step of the schema that takes a skill's version apart. Before it a version was one text, each file but SKILL.md below
 * `==> path <==`, receipts named lines of that text, and drafts were lists of strings.
 */

import type { Database } from 'better-sqlite3';
import { claimOf, DESCRIPTION_CLAIM } from '../skill/claim.ts';
import { type DescriptionLine, type DraftFile, type Evidence, type Line, MAIN_FILE } from '../skill/draft.ts';
import { readLine, sayLine } from '../skill/forms.ts';
import { bodyOffset, DESCRIPTION_LINE } from '../skill/frontmatter.ts';
import { hashOfFiles, isScript, type Page } from '../skill/page.ts';
import type { Refusal, RefusalCode } from '../skill/refusal.ts';

const TABLES = `
  CREATE TABLE skill_files (
    project_id TEXT NOT NULL,
    skill TEXT NOT NULL,
    version INTEGER NOT NULL,
    path TEXT NOT NULL,
    text TEXT NOT NULL,
    -- JSON: for each line of the text what it claims, or null.
    claims TEXT NOT NULL,
    PRIMARY KEY (project_id, skill, version, path)
  ) WITHOUT ROWID;
  ALTER TABLE receipts RENAME TO line_receipts;
  DROP INDEX receipts_by_event;
  -- A pointer from a claim of a file to an event behind it.
  CREATE TABLE receipts (
    project_id TEXT NOT NULL,
    skill TEXT NOT NULL,
    version INTEGER NOT NULL,
    path TEXT NOT NULL,
    claim TEXT NOT NULL,
    event_id TEXT NOT NULL,
    quote TEXT NOT NULL,
    PRIMARY KEY (project_id, skill, version, path, claim, event_id, quote)
  ) WITHOUT ROWID;
  CREATE INDEX receipts_by_event ON receipts (event_id);
`;

const LEFT_OVER = `
  DROP TABLE line_receipts;
  ALTER TABLE skill_versions DROP COLUMN content;
`;

/** Turns every stored version and draft into files with typed lines. */
export function splitSkillTexts(database: Database): void {
  database.exec(TABLES);
  splitVersions(database);
  splitDrafts(database);
  database.exec(LEFT_OVER);
}

interface VersionRow {
  project_id: string;
  name: string;
  version: number;
  content: string;
}

function splitVersions(database: Database): void {
  const addFile = database.prepare('INSERT INTO skill_files VALUES (?, ?, ?, ?, ?, ?)');
  const addReceipt = database.prepare('INSERT OR IGNORE INTO receipts VALUES (?, ?, ?, ?, ?, ?, ?)');
  const receiptsOf = database.prepare(
    'SELECT line, event_id, quote FROM line_receipts WHERE project_id = ? AND skill = ? AND version = ?',
  );
  const setHash = database.prepare(
    'UPDATE skill_versions SET content_hash = ? WHERE project_id = ? AND name = ? AND version = ?',
  );
  const rows = database.prepare('SELECT project_id, name, version, content FROM skill_versions').all();
  for (const { project_id, name, version, content } of rows as VersionRow[]) {
    const key = [project_id, name, version] as const;
    const { pages, placeOf } = splitContent(content);
    for (const { path, text, claims } of pages) addFile.run(...key, path, text, JSON.stringify(claims));
    for (const { line, event_id, quote } of receiptsOf.all(...key) as LineReceipt[]) {
      const place = placeOf.get(line);
      if (place !== undefined) addReceipt.run(...key, place.path, place.claim, event_id, quote);
    }
    setHash.run(hashOfFiles(pages), ...key);
  }
  database.exec(`
    UPDATE skills SET content_hash = (
      SELECT content_hash FROM skill_versions AS current WHERE current.project_id = skills.project_id
        AND current.name = skills.name AND current.version = skills.version)
    WHERE version > 0`);
}

interface LineReceipt {
  line: number;
  event_id: string;
  quote: string;
}

/** The heading of a file in such a text. */
const PART = /^==> ((?:references|scripts)\/[a-z0-9-]+\.\w+) <==$/;

/** The files of a text, and for each of its lines that claims something (from 1) where that is now. */
function splitContent(content: string): {
  pages: Page[];
  placeOf: Map<number, { path: string; claim: string }>;
} {
  const offset = bodyOffset(content);
  const files: { path: string; lines: { text: string; claim: string | null; line: number }[] }[] = [
    { path: MAIN_FILE, lines: [] },
  ];
  content.split('\n').forEach((text, index) => {
    const line = index + 1;
    const path = PART.exec(text)?.[1];
    if (path !== undefined) files.push({ path, lines: [] });
    const file = files.at(-1);
    const inFrontmatter = line === DESCRIPTION_LINE ? DESCRIPTION_CLAIM : null;
    const claim = line <= offset ? inFrontmatter : claimOf(lineOf(file?.path ?? MAIN_FILE, text));
    if (path === undefined) file?.lines.push({ text, claim, line });
  });
  const placeOf = new Map<number, { path: string; claim: string }>();
  const pages = files.map(({ path, lines }) => {
    const isText = ({ text }: { text: string }) => text.trim() !== '';
    const kept = lines.slice(lines.findIndex(isText), lines.findLastIndex(isText) + 1);
    for (const { claim, line } of kept) if (claim !== null) placeOf.set(line, { path, claim });
    return {
      path,
      text: `${kept.map(({ text }) => text).join('\n')}\n`,
      claims: kept.map(({ claim }) => claim),
    };
  });
  return { pages, placeOf };
}

const lineOf = (path: string, text: string): Line =>
  isScript(path) ? { kind: 'code', language: null, text, evidence: [] } : readLine(text);

interface OldDraft {
  draft: { description: OldLine; body: OldLine[] } & Record<string, unknown>;
  refusals: { code: RefusalCode; message: string; line?: number; held: boolean }[];
}
interface OldLine {
  text: string;
  evidence: Evidence[];
}

function splitDrafts(database: Database): void {
  const rows = database.prepare('SELECT project_id, candidate_id, body, accepted_lines FROM drafts').all();
  const update = database.prepare(
    'UPDATE drafts SET body = ?, accepted_lines = ? WHERE project_id = ? AND candidate_id = ?',
  );
  const drop = database.prepare('DELETE FROM drafts WHERE project_id = ? AND candidate_id = ?');
  for (const row of rows as Record<'project_id' | 'candidate_id' | 'body' | 'accepted_lines', string>[]) {
    const { draft, refusals } = JSON.parse(row.body) as OldDraft;
    const description = readLine(draft.description.text);
    if (description.kind !== 'description') {
      // Words of no form: the next run drafts it anew.
      drop.run(row.project_id, row.candidate_id);
      continue;
    }
    const { body: lines, ...rest } = draft;
    const { files, placeOf } = draftFiles(lines);
    const main: DescriptionLine = { ...description, evidence: draft.description.evidence };
    placeOf.set(0, { path: MAIN_FILE, line: main });
    const body = {
      draft: { ...rest, description: main, files },
      refusals: refusals.map(
        ({ line, ...refusal }): Refusal => ({ ...refusal, at: at(placeOf, line), words: [] }),
      ),
    };
    const accepted = (JSON.parse(row.accepted_lines) as string[]).map((text) =>
      text.replace(/^\d+\. /, '1. '),
    );
    update.run(JSON.stringify(body), JSON.stringify(accepted), row.project_id, row.candidate_id);
  }
}

type Places = Map<number, { path: string; line: Line }>;

function draftFiles(lines: readonly OldLine[]): { files: DraftFile[]; placeOf: Places } {
  const files: { path: string; lines: Line[] }[] = [{ path: MAIN_FILE, lines: [] }];
  const placeOf: Places = new Map();
  lines.forEach(({ text, evidence }, index) => {
    const path = PART.exec(text)?.[1];
    if (path !== undefined) files.push({ path, lines: [] });
    const file = files.at(-1);
    const isBlank = text === '' && !(isScript(file?.path ?? '') && (file?.lines.length ?? 0) > 0);
    if (path !== undefined || file === undefined || isBlank) return;
    const line = { ...lineOf(file.path, text), evidence };
    file.lines.push(line);
    placeOf.set(index + 1, { path: file.path, line });
  });
  // Until it is drafted anew, a skill with a script waits as a whole.
  const held = { instead: [], isOptional: false };
  return { files: files.map((file) => (isScript(file.path) ? { ...file, held } : file)), placeOf };
}

function at(placeOf: Places, line: number | undefined): Refusal['at'] {
  const place = line === undefined ? undefined : placeOf.get(line);
  return place === undefined
    ? null
    : { path: place.path, claim: claimOf(place.line), text: sayLine(place.line) };
}
