/** What every check gets and gives. */

import type { SyntaxCheck } from '../../lib/syntax.ts';
import type { RepoDoc } from '../../repository/documents.ts';
import {
  type DraftLine,
  isScript,
  type Project,
  partNamed,
  type Refusal,
  type SessionEvent,
  type SkillDraft,
} from '../../types.ts';
import type { EvidenceSource } from '../input/evidence.ts';

export interface CheckContext {
  source: EvidenceSource;
  project: Project;
  /** Masks secrets; a text that it changes holds one. */
  redact(text: string): string;
  /** Distinct sessions, and distinct days, that must stand behind a skill. */
  minSessions: number;
  minDays: number;
  /** Every skill that the project's agents can see. */
  installed?: readonly InstalledSkill[];
  /** What the repository says about itself. */
  docs?: readonly RepoDoc[];
  /** Whether a script can be read by its interpreter. Without it no script passes. */
  parses?: SyntaxCheck;
}

/** A skill on disk, ours or another's. */
export interface InstalledSkill {
  name: string;
  description: string;
  body: string;
  /** Set on ours: the candidate it was made from. */
  candidateId?: string;
}

/** A line of the draft with its place: 0 is the description, from 1 the body. */
export interface CheckedLine extends DraftLine {
  line: number;
  /** The file of the folder that it stands in; null for SKILL.md. */
  part: string | null;
  /** The events its evidence names, those that exist. */
  events: SessionEvent[];
}

export interface CheckInput {
  draft: SkillDraft;
  lines: readonly CheckedLine[];
  context: CheckContext;
}

/** One independent reason to stop a draft. Pure: same draft and evidence, same answer. */
export type Check = (input: CheckInput) => Refusal[];

/** The draft's lines with their places and events. */
export function checkedLines(draft: SkillDraft, source: EvidenceSource): CheckedLine[] {
  let part: string | null = null;
  return [draft.description, ...draft.body].map((draftLine, line) => {
    part = line === 0 ? null : (partNamed(draftLine.text) ?? part);
    const events = draftLine.evidence.flatMap(({ eventId }) => source.eventOf(eventId) ?? []);
    return { ...draftLine, line, part, events };
  });
}

/** True for a line of a program: it is what was run, not words about it. */
export const isScriptLine = ({ text, part }: CheckedLine): boolean =>
  isScript(part) && partNamed(text) === null;

/** Headings and blank lines claim nothing; every other line does. A script has no headings. */
export function isClaim(checked: CheckedLine): boolean {
  const { text, line } = checked;
  if (isScriptLine(checked)) return text.trim() !== '';
  return line === 0 || !(/^(?:#{1,6} [\p{L}\p{N} -]+)?$/u.test(text) || partNamed(text) !== null);
}

/** How a line of SKILL.md points to another file of the folder. */
export const POINTER = /^- Seen less often: `([^`]+)`$/;
/** How a step starts a script of the folder. */
export const SCRIPT_STEP =
  /^\d+\. Run the script: `(?:bash|python3 - <|node --input-type=module <|node <) (scripts\/[a-z0-9-]+\.(?:sh|py|mjs|cjs))`$/;

/** How a line says where the repository states something: the document, and the heading. */
export const NOTE = /^- (?:`[^`]*`|A rule that the user gave): see `([^`]+)`(?:, `([^`]+)`)?$/;
