/** Words recurring actions as lines: numbered steps, what to check, what the placeholders stand for. */

import { provenBy } from '../../commands/proves.ts';
import { imperative } from '../../commands/say.ts';
import { unquote } from '../../commands/unquote.ts';
import type { DraftLine, Evidence } from '../../types.ts';
import type { Action } from '../shared/actions.ts';
import type { Placeholder } from '../shared/placeholders.ts';
import type { Recurring } from '../shared/recurring.ts';
import { type KnownRepair, stemOf } from '../shared/repairs.ts';

/** Receipts a line keeps: enough sessions to look into, not all of them. */
const MAX_RECEIPTS = 5;
/** In characters. */
const MAX_QUOTE = 200;

/**
 * The steps in order, numbered. A check that more work follows says that it must pass first; below a step stands what got
 * past its failure.
 */
export function stepLines(steps: readonly Recurring[], branches: readonly KnownRepair[]): DraftLine[] {
  const grouped = handedOnTogether(steps);
  return grouped.flatMap((group, index) => {
    const [step] = group;
    if (step === undefined) return [];
    const goesOn = roleOf(step) !== null && grouped.slice(index + 1).some(([next]) => next && isWork(next));
    const names = group.map(({ text }) => `\`${text}\``).join(', ');
    const said = step.kind === 'delegate' ? `Delegate to ${names}` : sayStep(step);
    const text = `${index + 1}. ${said}${goesOn ? '. Go on only when it passes.' : ''}`;
    const own = branches.filter(({ failed }) => stemOf(failed) === stemOf(step.text)).map(branchLine);
    return [{ text, evidence: group.flatMap((one) => receiptsOf(one)) }, ...own];
  });
}

/** What runs side by side is one step: subagents that stand in a row. */
function handedOnTogether(steps: readonly Recurring[]): Recurring[][] {
  const groups: Recurring[][] = [];
  for (const step of steps) {
    const last = groups.at(-1);
    if (step.kind === 'delegate' && last?.[0]?.kind === 'delegate') last.push(step);
    else groups.push([step]);
  }
  return groups;
}

/** What to do when a step fails, from the sessions in which it did. */
function branchLine({ error, worked, evidence }: KnownRepair): DraftLine {
  const how = error === null ? '' : ` with \`${error}\``;
  return { text: `   - If it failed${how}, this worked: \`${worked}\``, evidence };
}

/** What some sessions did besides, one bullet each. */
export function sometimesLines(steps: readonly Recurring[]): DraftLine[] {
  return steps.map((step) => ({ text: `- ${sayStep(step)}`, evidence: receiptsOf(step) }));
}

/** `Bump the version: `npm version <bump>`` */
function sayStep(step: Recurring): string {
  const code = `\`${step.text}\``;
  if (step.kind === 'edit') return `Update ${code}`;
  if (step.kind === 'read') return `Read ${code}`;
  if (step.kind === 'script') return `Run the script: ${code}`;
  if (step.kind === 'skill') return `Use the skill ${code}`;
  if (step.kind === 'ask') return 'Ask the user which way to go.';
  if (step.kind === 'plan') return 'Show the user a plan before changing anything.';
  return `${imperative(step.text.split(' '))}: ${code}`;
}

const roleOf = (step: Recurring) => (step.kind === 'command' ? provenBy(step.text.split(' ')) : null);
const isWork = (step: Recurring): boolean =>
  step.kind === 'script' || (step.kind === 'command' && roleOf(step) === null);

/** The commands that proved the work: each exited without an error in the sessions behind it. */
export function checkLines(steps: readonly Recurring[]): DraftLine[] {
  return steps
    .filter((step) => roleOf(step) !== null)
    .map((step) => ({ text: `- \`${step.text}\` exits without an error.`, evidence: receiptsOf(step) }));
}

/** One line for each placeholder whose values can be shown. The others say by their name what they are. */
export function placeholderLines(steps: readonly Recurring[]): DraftLine[] {
  const lines = new Map<string, DraftLine>();
  for (const step of steps) {
    for (const placeholder of step.placeholders) {
      if (placeholder.seen.length === 0 || lines.has(placeholder.name)) continue;
      lines.set(placeholder.name, {
        text: placeholderLine(placeholder),
        evidence: receiptsFor(placeholder, step),
      });
    }
  }
  return [...lines.values()];
}

const placeholderLine = ({ name, seen }: Placeholder): string =>
  `- \`<${name}>\`: so far ${seen.map((value) => `\`${value}\``).join(', ')}`;

/** A receipt for each value shown, then others. */
function receiptsFor({ seen }: Placeholder, step: Recurring): Evidence[] {
  const holds = (value: string) =>
    step.instances.find(({ words }) =>
      words.some((word) => unquote(word.replace(/^--?[\w-]+=/, '')) === value),
    );
  const shown = seen.flatMap((value) => holds(value) ?? []).map(receiptOf);
  return [
    ...shown,
    ...receiptsOf(step).filter(({ eventId }) => !shown.some((other) => other.eventId === eventId)),
  ];
}

/** Commit messages and the like make long commands; their beginning tells which one is meant. */
const receiptOf = ({ eventId, words }: Action): Evidence => ({
  eventId,
  quote: words.join(' ').slice(0, MAX_QUOTE).trim(),
});

/** One receipt a session, the newest sessions: the call as it was made, an exact one where the session has one. */
export function receiptsOf(step: Recurring): Evidence[] {
  const bySession = new Map<string, Action>();
  for (const action of [...step.others, ...step.instances]) bySession.set(action.sessionId, action);
  const exact = new Set(step.instances);
  return [...bySession.values()]
    .sort((a, b) => Number(exact.has(a)) - Number(exact.has(b)))
    .slice(-MAX_RECEIPTS)
    .map(receiptOf);
}
