/** Finds and shows drafts that wait for a person. */

import type { EvidenceSource } from '../codify/input/evidence.ts';
import { HivemindError } from '../errors.ts';
import { unifiedDiff } from '../lib/line-diff.ts';
import { nearest } from '../lib/nearest.ts';
import { draftsOfProject, type StoredDraft } from '../store/drafts.ts';
import { openStore, type Store } from '../store/open.ts';
import { findSkill, versionsOf } from '../store/skills.ts';
import type { DraftLine, Project } from '../types.ts';
import type { WorkerContext } from '../worker/context.ts';
import type { CliContext } from './context.ts';
import { findProjectNamed } from './projects.ts';
import { localTime } from './terminal/output.ts';
import { printText } from './terminal/rim.ts';
import { oneLine, printable } from './terminal/visible.ts';

/** Receipts of one line that a terminal shows. */
const SHOWN_RECEIPTS = 2;

/** The store, opened to write, and the project whose drafts are meant. */
export async function openDrafts(
  context: CliContext,
  projectName: string | undefined,
): Promise<{ worker: WorkerContext; project: Project }> {
  const { paths, env, now } = context;
  const store = openStore(paths.database);
  const project = await findProjectNamed(context, store, projectName);
  return { worker: { paths, env, now, config: context.config(), store }, project };
}

/** Drafts of a project that a person has not decided on, oldest first. */
export function undecided(store: Store, projectId: string): StoredDraft[] {
  return draftsOfProject(store, projectId).filter(({ state }) => state === 'held' || state === 'waiting');
}

/**
 * The draft called `name`, decided on or not.
 * @throws HivemindError NOT_FOUND naming the nearest
 */
export function draftNamed(store: Store, projectId: string, name: string): StoredDraft {
  const drafts = draftsOfProject(store, projectId);
  const found = drafts.find(({ draft }) => draft.name === name || draft.candidateId === name);
  if (found !== undefined) return found;
  const meant = nearest(
    name,
    drafts.map(({ draft }) => draft.name),
  );
  throw new HivemindError('NOT_FOUND', `No draft is named ${JSON.stringify(name)}.`, {
    hint: meant === undefined ? 'hivemind skillify review lists them' : `Did you mean ${meant}?`,
  });
}

/** The whole draft as text. */
export const draftText = ({ draft }: StoredDraft): string =>
  `${draft.description.text}\n\n${draft.body.map(({ text }) => text).join('\n')}\n`;

/** Prints a draft with why it waits, the receipts of each line, and what it would change. */
export function printDraft(
  context: CliContext,
  store: Store,
  stored: StoredDraft,
  source: EvidenceSource,
): void {
  printLines(context, stored, source);
  context.out();
  printChange(context, store, stored);
}

/** Prints a draft with why it waits. @param source given, each line's receipts are printed below it */
export function printLines(
  context: CliContext,
  { draft, refusals }: StoredDraft,
  source?: EvidenceSource,
): void {
  context.out(context.style('bold', draft.name));
  for (const [index, line] of [draft.description, ...draft.body].entries()) {
    const held = refusals.filter((refusal) => refusal.line === index);
    printText(printable(line.text), (text) =>
      context.out(held.length === 0 ? text : context.style('yellow', text)),
    );
    for (const { message } of held) context.out(context.style('yellow', `    ! ${message}`));
    if (source !== undefined) printReceipts(context, line, source);
  }
}

function printReceipts(context: CliContext, { evidence }: DraftLine, source: EvidenceSource): void {
  for (const { eventId, quote } of evidence.slice(0, SHOWN_RECEIPTS)) {
    const event = source.eventOf(eventId);
    const where = event === undefined ? 'gone' : `${event.sessionId.slice(0, 8)} ${localTime(event.at)}`;
    context.out(context.style('dim', `    ${where}  ${oneLine(quote)}`));
  }
}

/** Prints what a draft would change in the skill that is there; all of it where there is none. */
export function printChange(context: CliContext, store: Store, { projectId, draft }: StoredDraft): void {
  const current = findSkill(store, projectId, draft.name);
  const before = versionsOf(store, projectId, draft.name).find(
    ({ version }) => version > 0 && version === current?.version,
  );
  const body = before?.content.replace(/^---\n[\s\S]*?\n---\n+/, '') ?? null;
  const after = `${draft.body.map(({ text }) => text).join('\n')}\n`;
  for (const line of unifiedDiff('SKILL.md', body, after)) context.out(line);
}

/** What a draft waits for, in a few words. */
export function whyItWaits({ refusals, state }: StoredDraft): string {
  if (state === 'waiting') return 'every skill waits for your word (publish.mode)';
  return [...new Set(refusals.map(({ message }) => message))].join('; ');
}
