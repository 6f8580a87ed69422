/**
 * What a skill is before it is text: files of typed lines, each with the events behind it. `forms.ts` says how a line of each
 * kind reads; what a line claims is in its fields alone, so no line has to be taken apart again.
 */

import type { CandidateKind } from '../candidates.ts';

/** A pointer from a line of a skill to an event behind it. */
export interface Evidence {
  eventId: string;
  /** The words of the event that bear the line out. */
  quote: string;
}

interface Borne {
  /** Empty only on headings. */
  evidence: readonly Evidence[];
}

/** What an agent lists: what the skill does and when to use it. */
export type DescriptionLine = Borne & { kind: 'description' } & (
    | {
        of: 'work';
        /** What is done, as its most telling steps say it: `bump the version`, ``run `make seed` ``. */
        briefs: readonly string[];
        topics: readonly string[];
        /** Users' phrasings, by which the next one is recognised. */
        quotes: readonly string[];
      }
    /** With the commands that the rule comes down to: ``run `uv pip install` ``. */
    | { of: 'rule'; quote: string; briefs: readonly string[]; topics: readonly string[] }
    /** A rule that shows in what was run instead, whatever the user said. */
    | { of: 'custom'; instead: string; worked: string }
    | { of: 'failure'; failed: string; error: string | null }
  );

/** The title of a file. */
export interface TitleLine extends Borne {
  kind: 'title';
  title: string;
}

/** The heading of a section, see `SECTIONS`. */
export interface HeadingLine extends Borne {
  kind: 'heading';
  title: string;
}

/** When to use the skill. */
export type WhenLine = Borne & { kind: 'when' } & (
    | { on: 'request'; work: string; topics: readonly string[] }
    | { on: 'topic'; topics: readonly string[] }
    | { on: 'failure'; failed: string; error: string | null }
    /** Where in the repository it applies. */
    | { on: 'place'; paths: readonly string[] }
  );

/** A phrasing of the user's: how they ask for this work, or what they ask for next. */
export interface RequestLine extends Borne {
  kind: 'request';
  use: 'trigger' | 'next';
  quote: string;
}

/** Something to do. Commands and paths may hold placeholders: `<name>`. */
export type Act =
  /** @property label what the command does, in the imperative; null where the command says it */
  | { do: 'run'; label: string | null; command: string }
  /** `extend`: changed, and created only where it is missing. */
  | {
      do: 'edit';
      change: 'create' | 'update' | 'extend';
      paths: readonly string[];
      /** What recurs in the changes: a section, a symbol. */
      marks: readonly string[];
    }
  | { do: 'read'; paths: readonly string[] }
  /** Starts a script of the folder: `bash scripts/release-1a2b3c4d.sh`. */
  | { do: 'script'; start: string }
  /** A program that follows as a code block. */
  | { do: 'program'; label: string }
  | { do: 'delegate'; to: readonly string[] }
  | { do: 'skill'; skill: string }
  | { do: 'ask' }
  | { do: 'plan' };

/** A numbered step; its number is its place below the heading. */
export type StepLine = Borne & {
  kind: 'step';
  /** `asked`: the user asks for it apart, so it is not to be done unasked. */
  only: 'asked' | null;
  /** `pass`: go on only when it passes · `repeat`: again and again until it passes. */
  until: 'pass' | 'repeat' | null;
} & Act;

/** What some sessions did besides. */
export type SometimesLine = Borne & { kind: 'sometimes' } & Act;

/** Below a step: what worked when it failed. */
export interface AlternativeLine extends Borne {
  kind: 'alternative';
  error: string | null;
  worked: string;
}

/** What proves the work. */
export type CheckLine = Borne & { kind: 'check' } & (
    | { test: 'exits'; commands: readonly string[] }
    /** No file but these is changed. */
    | { test: 'changed'; paths: readonly string[] }
  );

/** A standing rule in the user's words. */
export interface RuleLine extends Borne {
  kind: 'rule';
  quote: string;
}

/** What went wrong before, and what worked. */
export type PitfallLine = Borne & { kind: 'pitfall' } & (
    | { by: 'command'; failed: string; error: string | null; worked: string }
    | { by: 'edit'; failed: string; error: string | null; worked: string }
    /** It worked in another folder of the repository, `.` for its root. */
    | { by: 'folder'; failed: string; error: string | null; folder: string }
    /** It worked without some of its words. */
    | { by: 'without'; failed: string; error: string | null; words: readonly string[] }
    /** An error that several commands gave. */
    | { by: 'error'; error: string; worked: string }
    /** What the agent ran, and what it ran once the user had corrected it. */
    | { by: 'custom'; instead: string; worked: string }
    /** The user's objection, and the files whose change answered it. */
    | { by: 'user'; quote: string; paths: readonly string[] }
  );

/** What a placeholder stands for. */
export interface PlaceholderLine extends Borne {
  kind: 'placeholder';
  /** With its angle brackets. */
  name: string;
  /** In plain words, see `MEANINGS`; null where the name says it. */
  meaning: string | null;
  /** Values it had. */
  seen: readonly string[];
}

/** Files that the work touches; several that change together. */
export interface FileLine extends Borne {
  kind: 'file';
  paths: readonly string[];
  role: 'updated' | 'created' | 'read';
}

/** Where the repository says something: what is left out of the skill for it. */
export type NoteLine = Borne & { kind: 'note'; document: string; heading: string | null } & (
    | { of: 'command'; command: string }
    | { of: 'rule' }
  );

/** Points to a file of the folder that holds what was learned less often. */
export interface PointerLine extends Borne {
  kind: 'pointer';
  path: string;
}

/** A code block; in a file that is a program, one line of it. */
export interface CodeLine extends Borne {
  kind: 'code';
  /** Of a block; null for a line of a program. */
  language: string | null;
  text: string;
}

/** Words of no form, as a person may have written them. No draft that passes its checks holds any. */
export interface ProseLine extends Borne {
  kind: 'prose';
  text: string;
}

export type Line =
  | DescriptionLine
  | TitleLine
  | HeadingLine
  | WhenLine
  | RequestLine
  | StepLine
  | SometimesLine
  | AlternativeLine
  | CheckLine
  | RuleLine
  | PitfallLine
  | PlaceholderLine
  | FileLine
  | NoteLine
  | PointerLine
  | CodeLine
  | ProseLine;

export type LineKind = Line['kind'];

/** A file of the skill's folder. */
export interface DraftFile {
  /** Relative to the folder, with `/`: `SKILL.md`, `references/….md`, `scripts/….sh`. */
  path: string;
  /** Of SKILL.md, those below its frontmatter. */
  lines: readonly Line[];
  /** Set on a script that waits for a person's word: the skill is published without it meanwhile. */
  held?: HeldFile;
}

export interface HeldFile {
  /** The steps that stand in the place of the one that starts the file, as long as it waits. */
  instead: readonly StepLine[];
  /** False where the skill is not worth having without the file: then all of it waits. */
  isOptional: boolean;
}

/** A candidate worded as a skill, not yet checked. */
export interface SkillDraft {
  candidateId: string;
  kind: CandidateKind;
  name: string;
  description: DescriptionLine;
  /** SKILL.md first. */
  files: readonly DraftFile[];
  /** Sessions the draft was made from, oldest first. */
  sessionIds: readonly string[];
}

export const MAIN_FILE = 'SKILL.md';

/** A heading with its lines; nothing where there are none. */
export function section(title: Section, lines: readonly Line[]): Line[] {
  return lines.length === 0 ? [] : [{ kind: 'heading', title, evidence: [] }, ...lines];
}

/** The title of the skill, or of another file of its folder. */
export const title = (name: string): TitleLine => ({
  kind: 'title',
  title: titleOf(name),
  evidence: [],
});

/** Sections that a skill may have. */
export const SECTIONS = [
  'When to use',
  'Where it applies',
  'Steps',
  'Sometimes',
  'When asked',
  'Placeholders',
  'Check',
  'Done when',
  'Files',
  'Pitfalls',
  'Watch out',
  'Rules',
  'What comes next',
  'What worked',
  'Written down already',
  'More',
] as const;
export type Section = (typeof SECTIONS)[number];

/** What placeholders stand for, in plain words. */
export const MEANINGS = {
  '<pr>': 'the number of the pull request',
  '<issue>': 'the number of the issue',
  '<branch>': 'the branch',
  '<package>': 'the package',
  '<TestName>': 'the name of the test',
  '<name>': 'the name of what is changed',
  '<version>': 'the version',
  '<message>': 'what the commit does',
  '<sha>': 'the commit',
} as const;
export type Meaning = keyof typeof MEANINGS;

/** `address-review-comments` → `Address review comments` */
export function titleOf(name: string): string {
  const words = name.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Every line of a draft with its file: the description, as a line of SKILL.md, first. */
export function linesOf(draft: SkillDraft): { path: string; line: Line }[] {
  return [
    { path: MAIN_FILE, line: draft.description },
    ...draft.files.flatMap(({ path, lines }) => lines.map((line) => ({ path, line }))),
  ];
}
