/** What most sessions of a kind did, in the order in which it comes, with what loops and what has to pass. */

import { isAsking } from '../../commands/deeds.ts';
import type { Episode } from '../../types.ts';
import { type Act, actsOf } from './acts.ts';
import { MASKED, OWN_FOLDER } from './command-shape.ts';
import { type EditForm, editFeature, editForms } from './edit-forms.ts';
import { hasRole } from './path-forms.ts';
import { isExact, type Spelling, spellingsOf } from './spelling.ts';
import { doesOf, inOrder, isHandIn, placesOf, withLoops } from './step-order.ts';
import { type Background, groupBy, isMost, liftOf, MIN_SESSIONS, sessionsOf } from './support.ts';
import type { WorkStep } from './work-step.ts';

export interface Work {
  steps: WorkStep[];
  /** What hands the work in and was done only where the user asked for it apart. */
  asked: WorkStep[];
  /** What fewer sessions did, and hardly any other work of the project. */
  sometimes: WorkStep[];
  acts: readonly Act[];
}

/** What looks around is said only where it is more of this work than of any other. */
const LOOK = { lift: 2, share: 0.75, shareLift: 1.4, most: 4 } as const;
/** Handing in ends nearly any work. */
const HAND_IN = { lift: 1.3, share: 0.75 } as const;
const SOMETIMES = { share: 0.25, lift: 2, most: 4, sessions: 3 } as const;
/** How many times as common as in other work an edit must be: between 1.3 and 3 it makes no difference. */
const EDIT_LIFT = 1.8;
/** More steps than this are no procedure that anybody would follow. */
const MAX_STEPS = 14;

/** What a background holds of a member: its commands, and the forms of what it changed. */
const stemFeature = (stem: string): string => `act ${stem}`;

/**
 * @param members nobody objected to these; some were accepted
 * @param background counts of what all moments of the project did
 */
export function workOf(members: readonly Episode[], root: string, background: Background): Work {
  const acts = actsOf(members, root);
  const accepted = new Set(
    members.flatMap(({ outcome, sessionId }) => (outcome === 'accepted' ? [sessionId] : [])),
  );
  const all = sessionsOf(members).size;
  const isEnough = (own: readonly Act[]): boolean => {
    const sessions = sessionsOf(own);
    const fromAccepted = [...sessions].filter((id) => accepted.has(id)).length;
    return isMost(sessions.size, all) || (accepted.size >= 2 && isMost(fromAccepted, accepted.size));
  };
  const found: WorkStep[] = [];
  const asked: WorkStep[] = [];
  const rare: WorkStep[] = [];
  for (const [stem, own] of groupBy(acts.filter(isPlain), (act) => act.stem)) {
    const lift = liftOf(stemFeature(stem), membersOf(own), members.length, background);
    const share = membersOf(own) / members.length;
    const unasked = own.filter((act) => !act.asked);
    if (isEnough(own) && !isEnough(unasked)) asked.push(...askedSteps(own, lift));
    else if (isEnough(own) && belongs(own[0], lift, share)) found.push(...toSteps(unasked, lift, isEnough));
    else if (isRare(own, lift ?? 1, sessionsOf(own).size / all))
      rare.push(...toSteps(own, lift, () => false));
  }
  const forms = editForms(acts, members.length, { isEnough, lift: EDIT_LIFT }, background);
  const families = rareFamilies(acts, members.length, all, background).filter(
    ({ form }) => !forms.some((kept) => kept.form.key === form.key),
  );
  rare.push(...families.map((form) => editStep(form, members.length, background)));
  const edited = new Set(forms.map(({ form }) => form.key));
  const read = found.filter(({ kind, stem }) => !(kind === 'read' && edited.has(stem.slice('read '.length))));
  const edits = forms.map((form) => editStep(form, members.length, background));
  return {
    steps: withLoops(inOrder(mostTelling([...read, ...edits])), acts),
    asked: inOrder(asked),
    sometimes: rare.sort((a, b) => worthOf(b) - worthOf(a)).slice(0, SOMETIMES.most),
    acts,
  };
}

/** What was done upon a request for it alone is no part of the work, unless two sessions are not enough to say so. */
function askedSteps(own: readonly Act[], lift: number | null): WorkStep[] {
  const apart = own.filter(({ asked }) => asked);
  // What is staged goes without saying once a commit is asked for.
  const isOften = sessionsOf(apart).size >= MIN_SESSIONS && own[0]?.does !== 'stage';
  return isOften ? toSteps(apart, lift, () => false) : [];
}

/** Families of files that some sessions changed, and hardly any other work: a single file may be one task's. */
function rareFamilies(
  acts: readonly Act[],
  members: number,
  sessions: number,
  background: Background,
): EditForm[] {
  const isEnough = (own: readonly Act[]) =>
    sessionsOf(own).size >= Math.max(SOMETIMES.sessions, sessions * SOMETIMES.share);
  const forms = editForms(acts, members, { isEnough, lift: SOMETIMES.lift }, background);
  return forms.filter(({ form }) => form.gap === 'name' && hasRole(form.key) && form.key.includes('/'));
}

/**
 * What two sessions or more did on a stretch of their way: commands that do more than look, and files changed alike.
 * @param stretches of one session each; the acts of each are its own in order
 */
export function stepsBetween(stretches: readonly (readonly Act[])[], background: Background): WorkStep[] {
  const acts = stretches.flatMap((own, member) =>
    own.map((act, at): Act => ({ ...act, member, place: at / Math.max(1, own.length) })),
  );
  const isEnough = (own: readonly Act[]) => isMost(sessionsOf(own).size, sessionsOf(acts).size);
  const commands = [...groupBy(acts.filter(isPlain), (act) => act.stem)].flatMap(([, own]) =>
    isEnough(own) && own[0]?.kind === 'command' && belongs(own[0], 0, 1) ? toSteps(own, 1, isEnough) : [],
  );
  const forms = editForms(acts, stretches.length, { isEnough, lift: EDIT_LIFT }, background);
  return inOrder([...commands, ...forms.map((form) => editStep(form, stretches.length, background))]);
}

/** Edits are compared by the forms of their paths instead; a command that is only asked how it works does nothing. */
const isPlain = ({ worked, kind, words }: Act): boolean =>
  worked && kind !== 'edit' && !isAsking(words) && !isPrivate(words);

/** A program of one machine, or what held a secret, can mean nothing elsewhere. */
const isPrivate = ([program = '', ...args]: readonly string[]): boolean =>
  OWN_FOLDER.test(program) || [program, ...args].some((word) => MASKED.test(word));

/** The steps that most sessions share, of those that only look the ones that are most of this work. */
function mostTelling(found: readonly WorkStep[]): WorkStep[] {
  const looks = found
    .filter(isLook)
    .sort((a, b) => (b.lift ?? 1) - (a.lift ?? 1))
    .slice(LOOK.most);
  const kept = found
    .filter((step) => !looks.includes(step))
    .sort((a, b) => b.sessions - a.sessions)
    .slice(0, MAX_STEPS);
  return found.filter((step) => kept.includes(step));
}

const membersOf = (acts: readonly Act[]): number => new Set(acts.map(({ member }) => member)).size;
const worthOf = ({ lift, sessions }: WorkStep): number => (lift ?? 1) * sessions;
const isLook = (step: WorkStep): boolean => doesOf(step) === 'look';

/** Whether what most sessions ran is part of the work, or comes with any. */
function belongs(act: Act | undefined, lift: number | null, share: number): boolean {
  if (act === undefined || act.does === 'say' || act.does === 'tidy' || act.isSystem) return false;
  if (act.does === 'look') return isLookedFor(act, lift, share);
  if (isHandIn(act)) return (lift ?? 1) >= HAND_IN.lift || share >= HAND_IN.share;
  return true;
}

/** Where nothing can be compared, a look at the working copy counts as one that agents take unasked. */
function isLookedFor({ words: [program] }: Act, lift: number | null, share: number): boolean {
  if (lift === null) return share >= LOOK.share && program !== 'git';
  return lift >= LOOK.lift || (share >= LOOK.share && lift >= LOOK.shareLift);
}

function isRare(acts: readonly Act[], lift: number, share: number): boolean {
  const [act] = acts;
  return (
    act?.kind === 'command' &&
    share >= SOMETIMES.share &&
    sessionsOf(acts).size >= 2 &&
    lift >= SOMETIMES.lift &&
    !['look', 'say', 'tidy'].includes(act.does ?? '') &&
    !isHandIn(act)
  );
}

/** The best spelling, and a second one if it recurs by itself and says something else, or where the first one does not. */
function toSteps(
  own: readonly Act[],
  lift: number | null,
  isEnough: (acts: readonly Act[]) => boolean,
): WorkStep[] {
  const spellings = spellingsOf(own);
  const [first] = spellings;
  if (first === undefined) return [];
  const shown = new Set(first.rows.map(({ act }) => act.sessionId));
  const second = spellings.slice(1).find((spelling) => {
    // What differs in the number of its gaps alone is the same step.
    if (says(first, spelling) && says(spelling, first)) return false;
    const rows = spelling.rows.map(({ act }) => act);
    return isEnough(says(first, spelling) ? rows.filter(({ sessionId }) => !shown.has(sessionId)) : rows);
  });
  return [first, ...(second === undefined ? [] : [second])].map((spelling) =>
    commandStep(spelling, own, lift),
  );
}

/** True where a spelling has no word that another one lacks, but for what stands in gaps. */
function says(one: Spelling, other: Spelling): boolean {
  const fixed = ({ rows: [row] }: Spelling) =>
    row?.tokens.flatMap(({ key, type }) => (type === null ? key : [])) ?? [];
  const words = new Set(fixed(one));
  return fixed(other).every((word) => words.has(word));
}

function commandStep({ rows }: Spelling, own: readonly Act[], lift: number | null): WorkStep {
  const exact = rows.filter(isExact).map(({ act }) => act);
  const [act] = own;
  return {
    kind: act?.kind ?? 'command',
    stem: act?.stem ?? '',
    tokens: rows[0]?.tokens ?? [],
    forms: [],
    exact,
    others: own.filter((other) => !exact.includes(other)),
    rows,
    sessions: sessionsOf(own).size,
    lift,
    places: placesOf(own),
    until: null,
  };
}

function editStep(form: EditForm, members: number, background: Background): WorkStep {
  return {
    kind: 'edit',
    stem: `edit ${form.form.key}`,
    tokens: [],
    forms: [form],
    exact: form.acts,
    others: [],
    rows: [],
    sessions: form.sessions,
    lift: liftOf(editFeature(form.form.key), membersOf(form.acts), members, background),
    places: placesOf(form.acts),
    until: null,
  };
}

/** The features by which a project's moments are the background of a kind. */
export function workFeatures(acts: readonly Act[]): string[] {
  return acts.filter(({ worked }) => worked).map(({ stem }) => stemFeature(stem));
}
