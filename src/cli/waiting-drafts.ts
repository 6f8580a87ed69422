/** Finds and shows drafts that wait for a person. */

import type { EvidenceSource } from '../codify/evidence.ts';
import { HivemindError } from '../errors.ts';
import { unifiedDiff } from '../lib/line-diff.ts';
import { nearest } from '../lib/nearest.ts';
import { draftsOfProject, type StoredDraft } from '../store/drafts.ts';
import { openStore, type Store } from '../store/open.ts';
import { findSkill, versionsOf } from '../store/skills.ts';
import type { Project } from '../types.ts';
import type { WorkerContext } from '../worker/context.ts';
import type { CliContext } from './context.ts';
import { localTime, oneLine, printable } from './output.ts';
import { findProjectNamed } from './projects.ts';

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
  const { draft, refusals } = stored;
  context.out(context.style('bold', draft.name));
  for (const [index, line] of [draft.description, ...draft.body].entries()) {
    const held = refusals.filter((refusal) => refusal.line === index);
    context.out(held.length === 0 ? printable(line.text) : context.style('yellow', printable(line.text)));
    for (const { message } of held) context.out(context.style('yellow', `    ! ${message}`));
    for (const { eventId, quote } of line.evidence.slice(0, SHOWN_RECEIPTS)) {
      const event = source.eventOf(eventId);
      const where = event === undefined ? 'gone' : `${event.sessionId.slice(0, 8)} ${localTime(event.at)}`;
      context.out(context.style('dim', `    ${where}  ${oneLine(quote)}`));
    }
  }
  const current = findSkill(store, stored.projectId, draft.name);
  if (current === null || current.version === 0) return;
  const before = versionsOf(store, stored.projectId, draft.name).find(
    ({ version }) => version === current.version,
  );
  const body = before?.content.replace(/^---\n[\s\S]*?\n---\n+/, '') ?? '';
  const after = `${draft.body.map(({ text }) => text).join('\n')}\n`;
  context.out();
  for (const line of unifiedDiff('SKILL.md', body, after)) context.out(printable(line));
}

/** What a draft waits for, in a few words. */
export function whyItWaits({ refusals, state }: StoredDraft): string {
  if (state === 'waiting') return 'every skill waits for your word (publish.mode)';
  return [...new Set(refusals.map(({ message }) => message))].join('; ');
}
