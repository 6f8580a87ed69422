/** Takes lines and files out of a draft, with all that would hang in the air without them. Pure. */

import { claimOf } from './claim.ts';
import {
  type DescriptionLine,
  type DraftFile,
  type Line,
  MAIN_FILE,
  type PitfallLine,
  type SkillDraft,
  type StepLine,
} from './draft.ts';
import { briefCode, codesOf, TO_SUBAGENTS, textsOf } from './forms.ts';
import { digestOf, isScript, scriptOf, startOf } from './page.ts';

/** A claim of one file. */
export interface ClaimAt {
  path: string;
  claim: string;
}

/**
 * The draft without these claims: an alternative goes with its step, a script whole or not at all, a quote from the description
 * too; placeholders, headings, pointers and files that are left over go as well. The description itself stays.
 */
export function withoutClaims(draft: SkillDraft, claims: readonly ClaimAt[]): SkillDraft {
  const isOut = (path: string, line: Line) =>
    claims.some((one) => one.path === path && one.claim === claimOf(line));
  const broken = draft.files.filter(
    ({ path, lines }) => isScript(path) && lines.some((line) => isOut(path, line)),
  );
  const unnamed = draft.files.flatMap(({ path, lines }) =>
    lines.filter((line) => isOut(path, line)).flatMap(namedBy),
  );
  const whole = [...broken.map(({ path }) => path), ...unnamed].reduce(withoutFile, draft);
  const files = whole.files.map((file) => ({
    ...file,
    lines: isScript(file.path)
      ? file.lines
      : withFollowers(file.lines, (line) => isOut(file.path, line) && line.kind !== 'description'),
  }));
  return tidied({ ...whole, files }, whole);
}

/** The draft with a description that does not say these phrasings, topics and steps. */
export function withoutWords(draft: SkillDraft, words: readonly string[]): SkillDraft {
  const { description } = draft;
  if (!('briefs' in description) || words.length === 0) return draft;
  const without = (texts: readonly string[]) => texts.filter((text) => !words.includes(text));
  const plain = {
    ...description,
    briefs: without(description.briefs),
    topics: without(description.topics),
  };
  return {
    ...draft,
    description: plain.of === 'work' ? { ...plain, quotes: without(plain.quotes) } : plain,
  };
}

/** The file of the folder that a line starts or points to. */
function namedBy(line: Line): string[] {
  if (line.kind === 'pointer') return [line.path];
  return line.kind === 'step' && line.do === 'script' ? [scriptOf(line.start)] : [];
}

/** Keeps the lines that `isOut` does not name; what stands below a step that goes, goes with it. */
function withFollowers(lines: readonly Line[], isOut: (line: Line) => boolean): Line[] {
  let isBelow = false;
  return lines.filter((line) => {
    const follows = line.kind === 'alternative' || line.kind === 'code';
    if (!follows) isBelow = isOut(line);
    return !(isBelow || isOut(line));
  });
}

/** The draft without a file, and without what starts or points to it; a held script's steps come back in its place. */
function withoutFile(draft: SkillDraft, path: string): SkillDraft {
  const instead = draft.files.find((file) => file.path === path)?.held?.instead ?? [];
  const files = draft.files
    .filter((file) => file.path !== path)
    .map((file) => ({
      ...file,
      lines: file.lines.flatMap((line): readonly Line[] => {
        if (line.kind === 'pointer' && line.path === path) return [];
        return line.kind === 'step' && line.do === 'script' && scriptOf(line.start) === path
          ? instead
          : [line];
      }),
    }));
  return tidied({ ...draft, files }, draft);
}

/** The draft as it is published while what waits for a person waits. */
export const withoutHeld = (draft: SkillDraft): SkillDraft =>
  draft.files
    .filter(({ held }) => held !== undefined)
    .reduce((rest, { path }) => withoutFile(rest, path), draft);

/** What is left over after lines went from `before`. */
function tidied(draft: SkillDraft, before: SkillDraft): SkillDraft {
  const lines = draft.files.flatMap((file) => file.lines);
  const gone = before.files.flatMap((file) => file.lines).filter((line) => !lines.includes(line));
  const files = draft.files.map((file) => ({
    ...file,
    lines: withoutEmptySections(withoutUnused(file.lines, lines)),
  }));
  return renamed({ ...draft, description: descriptionWithout(draft.description, gone, lines), files });
}

/** Placeholders that no other line has, and checks of commands that are no steps any more. */
function withoutUnused(lines: readonly Line[], all: readonly Line[]): Line[] {
  const codes = all.filter(({ kind }) => kind !== 'placeholder').flatMap(codesOf);
  const isUsed = (name: string) => codes.some((code) => code.includes(name));
  const steps = new Set(all.filter(({ kind }) => kind === 'step').flatMap(codesOf));
  return lines.filter((line) => {
    if (line.kind === 'placeholder') return isUsed(line.name);
    return (
      line.kind !== 'check' || line.test !== 'exits' || line.commands.every((command) => steps.has(command))
    );
  });
}

function withoutEmptySections(lines: readonly Line[]): Line[] {
  return lines.filter((line, at) => {
    const next = lines[at + 1];
    return (
      line.kind !== 'heading' || (next !== undefined && next.kind !== 'heading' && next.kind !== 'title')
    );
  });
}

/** The description without the phrasings and steps that went. */
function descriptionWithout(
  description: DescriptionLine,
  gone: readonly Line[],
  left: readonly Line[],
): DescriptionLine {
  if (!('briefs' in description)) return description;
  const isStepOf = (brief: string) => (line: Line) => isDone(line) && isBriefOf(brief, line);
  const briefs = description.briefs.filter(
    (brief) => !gone.some(isStepOf(brief)) || left.some(isStepOf(brief)),
  );
  if (description.of === 'rule') return { ...description, briefs };
  const quotes = new Set(gone.flatMap((line) => (line.kind === 'request' ? [line.quote] : [])));
  return {
    ...description,
    briefs,
    quotes: description.quotes.filter((quote) => !quotes.has(quote)),
    evidence: description.evidence.filter(({ quote }) => !quotes.has(quote)),
  };
}

type DoneLine = StepLine | Extract<PitfallLine, { by: 'custom' }>;

/** What is to be done: a step, or a command that takes another one's place. */
const isDone = (line: Line): line is DoneLine =>
  line.kind === 'step' || (line.kind === 'pitfall' && line.by === 'custom');

/** Whether a brief step of the description stands for what a line says. */
function isBriefOf(brief: string, step: DoneLine): boolean {
  const code = briefCode(brief);
  if (code !== null)
    return textsOf(step, 'command', 'edited', 'created').some((text) => text.startsWith(code));
  if (step.kind === 'step' && step.do === 'delegate') return brief === TO_SUBAGENTS;
  return step.kind === 'step' && step.do === 'run' && step.label?.toLowerCase() === brief.toLowerCase();
}

/** Files that hold nothing but headings go with what points to them; the others are named for what they hold now. */
function renamed(draft: SkillDraft): SkillDraft {
  const isEmpty = ({ path, lines }: DraftFile) =>
    path !== MAIN_FILE && !lines.some((line) => claimOf(line) !== null);
  const empty = draft.files.find(isEmpty);
  if (empty !== undefined) return withoutFile(draft, empty.path);
  return draft.files.reduce((rest, file) => {
    if (file.path === MAIN_FILE) return rest;
    const path = file.path.replace(/-[0-9a-f]{8}(?=\.\w+$)/, `-${digestOf(file)}`);
    return path === file.path ? rest : withName(rest, file.path, path);
  }, draft);
}

function withName(draft: SkillDraft, before: string, after: string): SkillDraft {
  const rename = (line: Line): Line => {
    if (line.kind === 'pointer' && line.path === before) return { ...line, path: after };
    const starts = line.kind === 'step' && line.do === 'script' && scriptOf(line.start) === before;
    return starts ? { ...line, start: startOf(after) } : line;
  };
  const files = draft.files.map((file) => ({
    ...file,
    path: file.path === before ? after : file.path,
    lines: file.lines.map(rename),
  }));
  return { ...draft, files };
}
