/** Puts what sessions ran word for word into files of the skill's folder, each named by one step. */

import type { SyntaxCheck } from '../../lib/syntax.ts';
import type { CodeLine, DraftFile, StepLine } from '../../skill/draft.ts';
import { digestOf, startOf } from '../../skill/page.ts';
import type { Act } from '../shared/acts.ts';
import { commandText, GapNames } from '../shared/gaps.ts';
import type { RepeatedProgram } from '../shared/programs.ts';
import type { WorkStep } from '../shared/work-step.ts';

/** More scripts than this are a program of their own. */
const MAX_SCRIPTS = 2;
/** Sessions that each line's receipts lead to. */
const MAX_RECEIPTS = 5;
/** In characters. */
const MAX_QUOTE = 200;

/** A script as a step, and as a file. */
export interface Script {
  step: WorkStep;
  file: DraftFile;
  /** Commands that it runs, which need no steps of their own. */
  commands: string[];
}

/**
 * Scripts of a skill. Their names change with what they hold, so that an old SKILL.md never starts new words.
 * @param parses a program that it finds an error in becomes no script
 */
export function scriptsFrom(
  programs: readonly RepeatedProgram[],
  name: string,
  parses: SyntaxCheck,
): Script[] {
  const scripts = programs.slice(0, MAX_SCRIPTS).map((program) => scriptFrom(program, name));
  return scripts.filter(({ path, text }) => parses(path, text)).map(({ script }) => script);
}

function scriptFrom({ extension, text, occurrences, commands }: RepeatedProgram, name: string) {
  const newest = occurrences.slice(-MAX_RECEIPTS);
  const lines = text.split('\n').map((line, index): CodeLine => {
    const acts = newest.flatMap((acts) => acts[index] ?? []);
    const evidence = line.trim() === '' ? [] : acts.map(receiptOf);
    return { kind: 'code', language: null, text: line, evidence };
  });
  const path = `scripts/${name}-${digestOf({ path: 'scripts/', lines })}.${extension}`;
  const step: WorkStep = {
    kind: 'script',
    stem: path,
    start: startOf(path),
    tokens: [],
    forms: [],
    rows: [],
    exact: occurrences.flatMap((acts) => acts[0] ?? []),
    others: [],
    sessions: occurrences.length,
    lift: 1,
    places: new Map(occurrences.map((acts, at) => [at, acts.at(-1)?.place ?? 0])),
    until: null,
  };
  return { path, text, script: { step, file: { path, lines }, commands } };
}

const receiptOf = ({ eventId, words }: Act) => ({
  eventId,
  quote: words.join(' ').slice(0, MAX_QUOTE).trim(),
});

/** The steps with each script in the place of the commands that it runs. */
export function withScripts(steps: readonly WorkStep[], scripts: readonly Script[]): WorkStep[] {
  const covered = new Set(scripts.flatMap(({ commands }) => commands));
  const merged = [...steps];
  for (const { step, commands } of scripts) {
    const last = merged.findLastIndex((one) => commands.includes(textOf(one)));
    const later = merged.findIndex((one) => placeOf(one) > placeOf(step));
    merged.splice(last >= 0 ? last + 1 : later >= 0 ? later : merged.length, 0, step);
  }
  return merged.filter((one) => !covered.has(textOf(one)));
}

const textOf = (step: WorkStep): string => commandText(step, new GapNames());
const placeOf = ({ places }: WorkStep): number => Math.max(0, ...places.values());

/**
 * The file of a script, which waits for a person.
 * @param steps the skill's steps without any script
 */
export const heldFile = ({ file, commands }: Script, steps: readonly StepLine[]): DraftFile => ({
  ...file,
  held: {
    instead: steps.filter((step) => step.do === 'run' && commands.includes(step.command)),
    isOptional: false,
  },
});
