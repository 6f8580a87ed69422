/** What recurs in the new text of a file that is changed each time: the headings under which it goes, what is called there. */

import { editsOf } from '../../agents/edits.ts';
import type { EvidenceSource } from '../input/evidence.ts';
import type { Act } from './acts.ts';
import { isCode } from './path-forms.ts';
import { receiptsFor } from './receipts-of.ts';
import { groupBy, isMost, sessionsOf } from './support.ts';
import type { WorkStep } from './work-step.ts';

const MAX_MARKS = 3;
/** Shorter ones are said by any file, longer ones are prose. In characters. */
const LENGTH = { least: 4, most: 60 } as const;
/** Share of the sessions that must put it in. */
const USUAL = 0.6;

/** The step with what most sessions put into its file; the acts that show it last, where receipts are taken from. */
export function withMarks(step: WorkStep, source: EvidenceSource): WorkStep {
  const [form] = step.forms;
  if (step.kind !== 'edit' || form === undefined) return step;
  const isProgram = isCode(form.form.key);
  // Of programs only a file that is the same each time has a place where such things go.
  if (isProgram && form.form.gap !== null) return step;
  const found = step.exact.flatMap((act) =>
    addedBy(act, source)
      .flatMap(isProgram ? callsIn : headingsIn)
      .map((mark) => ({ mark, act, sessionId: act.sessionId })),
  );
  const marks = [...groupBy(found, ({ mark }) => mark)]
    .filter(([, uses]) => isMost(sessionsOf(uses).size, step.sessions, USUAL))
    .sort(
      ([a, x], [b, y]) => sessionsOf(y).size - sessionsOf(x).size || b.length - a.length || (a < b ? -1 : 1),
    )
    .slice(0, MAX_MARKS);
  const held = (act: Act) => marks.filter(([, uses]) => uses.some((use) => use.act === act)).length;
  const exact = [...step.exact].sort((a, b) => held(a) - held(b));
  const shown = new Set(receiptsFor(exact, step.others).map(({ eventId }) => eventId));
  const borne = marks.filter(([, uses]) => uses.some(({ act }) => shown.has(act.eventId)));
  return { ...step, exact, marks: borne.map(([mark]) => mark) };
}

/** Lines that an act put into its file. */
function addedBy({ eventId, words }: Act, source: EvidenceSource): string[] {
  const call = source.eventOf(eventId);
  if (call === undefined) return [];
  return editsOf(call)
    .filter(({ path }) => path.endsWith(words[0] ?? ''))
    .flatMap(({ added }) => added)
    .map((line) => line.trim());
}

const isPlain = (mark: string): boolean =>
  mark.length >= LENGTH.least && mark.length <= LENGTH.most && !/[`“”<>]/.test(mark);

/** Headings of Markdown, and the boxes of a check list. */
function headingsIn(line: string): string[] {
  const box = /^[-*] \[[ xX]\](?= )/.exec(line)?.[0];
  const heading = /^#{1,6} \S.*$/.exec(line)?.[0];
  return [box, heading].flatMap((mark) => (mark !== undefined && isPlain(mark) ? [mark] : []));
}

/** Names that are called in a line of a program. */
const callsIn = (line: string): string[] =>
  [...line.matchAll(/(?<![\w$.])[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*(?=\()/g)]
    .map(([name]) => name)
    .filter(isPlain);
