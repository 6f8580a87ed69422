/** Which files a kind of work changes each time, as paths with what varies left open. */

import { isInProject } from '../input/project-path.ts';
import type { Act } from './acts.ts';
import { MASKED } from './command-shape.ts';
import { constancy, formsOf, hasRole, isBare, isDated, type PathForm } from './path-forms.ts';
import { type Background, groupBy, liftOf, MIN_SESSIONS, sessionsOf } from './support.ts';

/** Files of one form that most sessions changed. */
export interface EditForm {
  form: Pick<PathForm, 'key' | 'gap'>;
  acts: readonly Act[];
  /** What stood in the gap, by the member's number. */
  slots: ReadonlyMap<number, ReadonlySet<string>>;
  sessions: number;
  /** `extend`: most members changed what was there, and one had to create it. */
  change: 'create' | 'update' | 'extend';
}

/** A form that a kept one covers in so many of its members says nothing new. */
const COVERED = 0.7;
const MAX_FORMS = 8;
/** Members of which most must have created the file for it to be created each time. */
const CREATED = 0.5;

/** What path forms are called in a background. */
export const editFeature = (key: string): string => `edit ${key}`;

/**
 * The forms that most sessions share and other work of the project does not, the most constant first. Of files of the program,
 * which differ from task to task, the form is the news.
 * @param need what makes a form part of the work: enough acts of it, and how many times as common as in other work it is
 */
export function editForms(
  acts: readonly Act[],
  members: number,
  need: { isEnough: (acts: readonly Act[]) => boolean; lift: number },
  background: Background,
): EditForm[] {
  const edits = acts.filter(
    ({ kind, worked, words }) => kind === 'edit' && worked && isInProject(words[0] ?? ''),
  );
  const byForm = groupBy(
    edits.flatMap((act) => formsOf(act.words[0] ?? '').map((form) => ({ act, form }))),
    // A note of some day is of another sort than what else lies in its folder.
    ({ form }) => `${form.key} ${form.gap === 'date'}`,
  );
  const candidates = [...byForm]
    .map(([, entries]) => [entries[0]?.form.key ?? '', entries] as const)
    .filter(([key]) => !isBare(key) && !MASKED.test(key) && !isDated(key))
    .map(([key, entries]) => ({ key, entries, acts: entries.map(({ act }) => act) }))
    .filter(({ acts: own }) => need.isEnough(own))
    .filter(
      ({ key, acts: own }) =>
        (liftOf(editFeature(key), membersOf(own).size, members, background) ?? need.lift) >= need.lift,
    )
    .sort(
      (a, b) =>
        Number(a.entries[0]?.form.gap !== null) - Number(b.entries[0]?.form.gap !== null) ||
        constancy(b.key) - constancy(a.key) ||
        (a.key < b.key ? -1 : 1),
    );
  const kept: EditForm[] = [];
  for (const { key, entries, acts: own } of candidates) {
    if (kept.length >= MAX_FORMS || isCovered(own, kept) || isTold(key, kept)) continue;
    const gap = entries[0]?.form.gap ?? null;
    const slots = new Map<number, Set<string>>();
    for (const { act, form } of entries) {
      if (form.slot !== null) slots.set(act.member, (slots.get(act.member) ?? new Set()).add(form.slot));
    }
    const all = membersOf(own);
    const made = own.filter((act) => act.created);
    kept.push({
      form: { key, gap },
      acts: own,
      slots,
      sessions: sessionsOf(own).size,
      change: gap === null ? 'update' : changeOf(key, membersOf(made).size / all.size, sessionsOf(made).size),
    });
  }
  return kept;
}

function changeOf(key: string, share: number, sessions: number): EditForm['change'] {
  if (share >= CREATED && sessions >= MIN_SESSIONS) return 'create';
  return hasRole(key) && sessions > 0 && share < CREATED ? 'extend' : 'update';
}

const membersOf = (acts: readonly Act[]): Set<number> => new Set(acts.map(({ member }) => member));

/** True for a form of any folder where a kept one tells the folder. */
const isTold = (key: string, kept: readonly EditForm[]): boolean =>
  !key.includes('/') && kept.some(({ form }) => form.key.endsWith(`/${key}`));

/** True where in most of its members a form says only what the kept ones say already. */
function isCovered(own: readonly Act[], kept: readonly EditForm[]): boolean {
  const said = new Set(
    kept.flatMap(({ acts }) => acts.map(({ eventId, words }) => `${eventId} ${words[0]}`)),
  );
  const covered = own.filter(({ eventId, words }) => said.has(`${eventId} ${words[0]}`));
  return membersOf(covered).size >= membersOf(own).size * COVERED;
}
