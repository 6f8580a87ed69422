/** Words a candidate as a skill, without a model: only what the sessions share, and where each line comes from. */

import type { Candidate, DraftLine, Episode, Evidence, Project, SkillDraft } from '../types.ts';
import { describeWork, goalEvidence, whenToUse } from './describe.ts';
import type { EvidenceSource } from './evidence.ts';
import { type SharedGoal, sharedGoal } from './goal-terms.ts';
import { nameSkill } from './name.ts';
import { pitfallLines, ruleLines } from './pitfalls.ts';
import { type Recurring, recurringActions } from './recurring.ts';
import { checkLines, placeholderLines, stepLines } from './steps.ts';
import { isEveryday } from './wording.ts';

export interface DraftInput {
  /** The candidate's episodes, whatever their outcome. */
  episodes: readonly Episode[];
  source: EvidenceSource;
  project: Project;
  /** Names that must not be used: skills of others, and ours for other candidates. */
  takenNames: ReadonlySet<string>;
  /** The name this candidate's skill already has, if there is one: it keeps it. */
  knownName?: string;
}

/** More steps than this are no procedure that anybody would follow. */
const MAX_STEPS = 14;

/**
 * Words a candidate as a skill. Makes no claim that the episodes do not bear out and calls nothing but its input.
 * @returns null when the sessions share too little to be worth a skill, or nothing to name it by
 */
export function draftSkill(candidate: Candidate, input: DraftInput): SkillDraft | null {
  const episodes = [...input.episodes].sort(byTime);
  const accepted = episodes.filter(({ outcome }) => outcome === 'accepted');
  const goal = sharedGoal(accepted);
  const steps = mostShared(recurringActions(accepted, input.project.root));
  const rules = ruleLines(episodes, input.source);
  const pitfalls = pitfallLines(episodes, input.source, input.project.root);
  if (!isWorthwhile(steps, rules.length + pitfalls.length)) return null;
  const name = input.knownName ?? nameSkill(goal, steps, input.takenNames);
  if (name === null) return null;
  const requests = goalEvidence(accepted, goal, input.source);
  return {
    candidateId: candidate.id,
    kind: candidate.kind,
    name,
    description: describeWork(name, goal, steps, requests),
    body: bodyOf({ name, goal, steps, rules, pitfalls, requests }),
    sessionIds: [...new Set(accepted.map(({ sessionId }) => sessionId))],
  };
}

function byTime(a: Episode, b: Episode): number {
  return a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1);
}

/** At least two things to know, one of which an agent would not have done unasked. */
function isWorthwhile(steps: readonly Recurring[], lessons: number): boolean {
  const own = steps.filter(({ kind, text }) => kind !== 'command' || !isEveryday(text.split(' ')));
  return steps.length > 0 && steps.length + lessons >= 2 && own.length + lessons >= 1;
}

/** The steps that most sessions share, back in their order. */
function mostShared(steps: readonly Recurring[]): Recurring[] {
  const kept = new Set([...steps].sort((a, b) => b.sessions - a.sessions).slice(0, MAX_STEPS));
  return steps.filter((step) => kept.has(step));
}

interface Parts {
  name: string;
  goal: SharedGoal;
  steps: readonly Recurring[];
  rules: readonly DraftLine[];
  pitfalls: readonly DraftLine[];
  requests: readonly Evidence[];
}

function bodyOf({ name, goal, steps, rules, pitfalls, requests }: Parts): DraftLine[] {
  return [
    scaffold(`# ${titleOf(name)}`),
    ...section('When to use', [whenToUse(name, goal, requests)]),
    ...section('Steps', stepLines(steps)),
    ...section('Placeholders', placeholderLines(steps)),
    ...section('Check', checkLines(steps)),
    ...section('Pitfalls', [...pitfalls, ...rules]),
  ];
}

/** A line that claims nothing. */
export const scaffold = (text: string): DraftLine => ({ text, evidence: [] });

function section(title: string, lines: readonly DraftLine[]): DraftLine[] {
  return lines.length === 0 ? [] : [scaffold(''), scaffold(`## ${title}`), scaffold(''), ...lines];
}

/** `address-review-comments` → `Address review comments` */
export function titleOf(name: string): string {
  const words = name.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
