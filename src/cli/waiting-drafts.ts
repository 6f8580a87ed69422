/** Finds and shows drafts that wait for a person. */

import type { EvidenceSource } from '../codify/input/evidence.ts';
import { HivemindError } from '../errors.ts';
import { unifiedDiff } from '../lib/line-diff.ts';
import { nearest } from '../lib/nearest.ts';
import { claimOf, DESCRIPTION_CLAIM } from '../skill/claim.ts';
import { type Evidence, linesOf, MAIN_FILE } from '../skill/draft.ts';
import { sayLine } from '../skill/forms.ts';
import { layOut } from '../skill/page.ts';
import type { Refusal } from '../skill/refusal.ts';
import { parseSkillFile } from '../skill/skill-file.ts';
import { draftsOfProject, type StoredDraft } from '../store/drafts.ts';
import { openStore, type Store } from '../store/open.ts';
import { currentFiles, findSkill } from '../store/skills.ts';
import type { Project } from '../types.ts';
import type { WorkerContext } from '../worker/context.ts';
import type { CliContext } from './context.ts';
import { findProjectNamed } from './projects.ts';
import { fileHeading, localTime } from './terminal/output.ts';
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
  printLine(context, refusals, {
    path: MAIN_FILE,
    claim: DESCRIPTION_CLAIM,
    text: sayLine(draft.description),
  });
  if (source !== undefined) printReceipts(context, draft.description.evidence, source);
  const evidenceOf = new Map(
    linesOf(draft).map(({ path, line }) => [`${path} ${claimOf(line)}`, line.evidence]),
  );
  for (const file of draft.files) {
    const page = layOut(file);
    printText(file.path === MAIN_FILE ? '' : `\n${fileHeading(file.path)}\n`, context.out);
    for (const [index, text] of page.text.trimEnd().split('\n').entries()) {
      const claim = page.claims[index] ?? null;
      printLine(context, refusals, { path: file.path, claim, text });
      if (source !== undefined) printReceipts(context, evidenceOf.get(`${file.path} ${claim}`) ?? [], source);
    }
  }
}

interface ShownLine {
  path: string;
  claim: string | null;
  text: string;
}

function printLine(
  context: CliContext,
  refusals: readonly Refusal[],
  { path, claim, text }: ShownLine,
): void {
  const held = refusals.filter(({ at }) => at !== null && at.path === path && at.claim === claim);
  context.out(held.length === 0 ? printable(text) : context.style('yellow', printable(text)));
  for (const refusal of held)
    context.out(context.style('yellow', `    ! ${refusal.message}${wordsOf(refusal)}`));
}

/** ` (“sudo”)`: what of the line is the matter. */
function wordsOf({ words, at }: Refusal): string {
  const telling = words.filter((word) => word !== at?.text);
  return telling.length === 0 ? '' : ` (${telling.map((word) => `“${oneLine(word)}”`).join(', ')})`;
}

function printReceipts(context: CliContext, evidence: readonly Evidence[], source: EvidenceSource): void {
  for (const { eventId, quote } of evidence.slice(0, SHOWN_RECEIPTS)) {
    const event = source.eventOf(eventId);
    const where = event === undefined ? 'gone' : `${event.sessionId.slice(0, 8)} ${localTime(event.at)}`;
    context.out(context.style('dim', `    ${where}  ${oneLine(quote)}`));
  }
}

/** Prints what a draft would change in the skill that is there; all of it where there is none. */
export function printChange(context: CliContext, store: Store, { projectId, draft }: StoredDraft): void {
  const current = findSkill(store, projectId, draft.name);
  const before = new Map(
    (current === null ? [] : currentFiles(store, current)).map(({ path, text }) => [
      path,
      bodyOf(path, text),
    ]),
  );
  for (const file of draft.files)
    for (const line of unifiedDiff(file.path, before.get(file.path) ?? null, layOut(file).text))
      context.out(line);
}

/** A draft has no frontmatter yet. */
function bodyOf(path: string, text: string): string {
  const parsed = path === MAIN_FILE ? parseSkillFile(text) : { problem: '' };
  return 'file' in parsed ? parsed.file.body : text;
}

/** What a draft waits for, in a few words. */
export function whyItWaits({ refusals, state }: StoredDraft): string {
  if (state === 'waiting') return 'every skill waits for your word (publish.mode)';
  return [...new Set(refusals.map(({ message }) => message))].join('; ');
}
