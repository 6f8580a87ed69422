/** Drafts kinds of work and measures what came of it. */

import { redactText } from '../../src/capture/redact/redact-text.ts';
import { type Codified, codify, settleBothWays } from '../../src/codify/codify.ts';
import { draftSkill } from '../../src/codify/draft/draft.ts';
import { projectBackground, wholeSessions } from '../../src/codify/input/background.ts';
import type { EvidenceSource } from '../../src/codify/input/evidence.ts';
import { verifySkill } from '../../src/codify/verify.ts';
import { syntaxCheck } from '../../src/lib/syntax.ts';
import { takenSkillNames } from '../../src/library/write/targets.ts';
import { claimOf } from '../../src/skill/claim.ts';
import { linesOf, type SkillDraft } from '../../src/skill/draft.ts';
import { sayLine } from '../../src/skill/forms.ts';
import type { InstalledSkill } from '../../src/skill/installed.ts';
import { draftText, layOut } from '../../src/skill/page.ts';
import type { Episode, Project } from '../../src/types.ts';
import { problemsOfDraft } from '../../test/support/reference-validator.ts';
import { PROJECT, type World, worldOf } from '../../test/support/world.ts';
import type { GeneratedKind } from './generated.ts';
import { mutantsOf, type Place } from './mutate.ts';
import { type BenchProject, type Kind, kindOf } from './projects.ts';
import { areaUnderCurve, matcher } from './router.ts';

/** Where a draft's kind of work came from and what became of it. */
export interface Drafted {
  kind: Kind;
  codified: Codified | null;
  /** The same with scripts, which would wait for a person beside it. */
  withHeld: Codified | null;
  place: { source: EvidenceSource; project: Project };
}

export function draftKinds(
  kinds: readonly Kind[],
  place: Drafted['place'],
  all: readonly Episode[] = [],
): Drafted[] {
  const taken = takenSkillNames('/nowhere', { HOME: '/nowhere' });
  const around = surroundings(all, place.project);
  const installed: InstalledSkill[] = [];
  return kinds.map((kind) => {
    const { source, project } = place;
    const draft = draftSkill(kind.candidate, {
      episodes: kind.episodes,
      source,
      project,
      takenNames: taken,
      otherRequests: goalsBeside(kind, all),
      ...around,
      parses,
    });
    if (draft === null) return { kind, codified: null, withHeld: null, place };
    const { codified, withHeld } = settleBothWays(draft, { ...contextOf(place), installed }, 'apart');
    if ('skill' in codified.verdict) {
      const { name, description, candidateId, files } = codified.verdict.skill;
      taken.add(name);
      installed.push({ name, description, candidateId, body: files.map(({ text }) => text).join('\n') });
    }
    return { kind, codified, withHeld, place };
  });
}

/** What drafting knows of the project besides the kind's own members. */
const surroundings = (all: readonly Episode[], { root }: Project) => ({
  background: projectBackground(all, root),
  sessions: wholeSessions(all),
});

const parses = syntaxCheck(process.env);

const contextOf = ({ source, project }: Drafted['place']) => ({
  source,
  project,
  redact: (text: string) => redactText(text),
  minSessions: 3,
  minDays: 2,
  parses,
});

const goalsBeside = ({ episodes }: Kind, all: readonly Episode[]): string[] =>
  all.filter(({ id }) => !episodes.some((own) => own.id === id)).map(({ memory }) => memory.goal);

export type Fate = 'skill' | 'held' | 'refused' | 'none';

export function fateOf({ codified }: Drafted): Fate {
  if (codified === null) return 'none';
  if ('skill' in codified.verdict) return 'skill';
  return codified.verdict.refusals.every(({ held }) => held) ? 'held' : 'refused';
}

/** Drafts that passed every check. */
export const soundOf = (drafted: readonly Drafted[]): SkillDraft[] =>
  drafted.flatMap((one) => (one.codified !== null && fateOf(one) === 'skill' ? [one.codified.draft] : []));

/** Share of claiming lines that have a receipt: lines that are neither blank nor headings, and the description. */
export function receiptShare(drafts: readonly SkillDraft[]): { with: number; all: number } {
  const claims = drafts.flatMap((draft) =>
    linesOf(draft).flatMap(({ line }) => (claimOf(line) === null ? [] : [line])),
  );
  return { with: claims.filter(({ evidence }) => evidence.length > 0).length, all: claims.length };
}

/** How many of the drafts that would be published or wait the reference validator of the specification takes. */
export function validShare(drafted: readonly Drafted[]): { part: number; all: number } {
  const kept = drafted.filter((one) => fateOf(one) === 'skill' || fateOf(one) === 'held');
  const drafts = kept.flatMap(({ codified, withHeld }) =>
    [codified, withHeld].flatMap((one) => one?.draft ?? []),
  );
  return { part: drafts.filter((draft) => problemsOfDraft(draft).length === 0).length, all: drafts.length };
}

/** Of SKILL.md; roughly, by characters: a token is about four. */
export const tokensOf = (draft: SkillDraft): number =>
  Math.round(
    [`${sayLine(draft.description)}\n`, ...draft.files.slice(0, 1).map((file) => layOut(file).text)].join('')
      .length / 4,
  );

export interface Caught {
  caught: Record<Place, number>;
  all: Record<Place, number>;
  slipped: string[];
}

/** How many single-token mutants of the sound drafts the checks refuse. */
export function mutationCatch(drafted: readonly Drafted[], random: () => number): Caught {
  const result: Caught = {
    caught: { command: 0, path: 0, claim: 0, quote: 0 },
    all: { command: 0, path: 0, claim: 0, quote: 0 },
    slipped: [],
  };
  const sound = drafted.filter((one) => fateOf(one) === 'skill');
  const drafts = soundOf(sound);
  const placeOf = new Map(sound.map((one) => [one.codified?.draft.candidateId, one.place]));
  for (const { place, draft, what } of mutantsOf(drafts, random)) {
    const home = placeOf.get(draft.candidateId);
    if (home === undefined) continue;
    const refused = 'refusals' in verifySkill(draft, contextOf(home));
    result.all[place] += 1;
    result.caught[place] += Number(refused);
    if (!refused) result.slipped.push(what);
  }
  return result;
}

/** Share of the sessions, in time, that descriptions are made from; the rest test them. */
const TRAINING = 0.6;

/**
 * Area under the curve of each kind whose first sessions gave a draft: do its later requests match its description
 * better than later requests of other kinds do?
 */
export function routerScores(
  { episodes, source, project }: Pick<BenchProject, 'episodes' | 'source' | 'project'>,
  kinds: readonly Kind[],
): RouterScore[] {
  const times = episodes.map(({ startedAt }) => startedAt).sort((a, b) => a - b);
  const split = times[Math.floor(times.length * TRAINING)] ?? 0;
  const early = ({ startedAt }: Episode) => startedAt < split;
  const corpus = episodes.filter(early).map(({ memory }) => memory.goal);
  return kinds
    .filter(({ candidate }) => candidate.kind === 'procedure')
    .flatMap((kind) => {
      const trained = kindOf(kind.label, kind.episodes.filter(early));
      const input = {
        episodes: trained.episodes,
        source,
        project,
        takenNames: new Set<string>(),
        otherRequests: goalsBeside(trained, episodes.filter(early)),
        ...surroundings(episodes.filter(early), project),
      };
      const draft = codify(trained.candidate, input, {
        ...contextOf({ source, project }),
        minSessions: 2,
        minDays: 1,
      })?.draft;
      if (draft === undefined) return [];
      const score = matcher(sayLine(draft.description), corpus);
      const own = new Set(kind.episodes.map(({ id }) => id));
      const later = episodes.filter((episode) => !early(episode));
      const goals = (mine: boolean) =>
        later.filter(({ id }) => own.has(id) === mine).map(({ memory }) => score(memory.goal));
      const value = areaUnderCurve(goals(true), goals(false));
      if (value === null) return [];
      return [{ label: kind.label, value, own: goals(true).length, others: goals(false).length }];
    });
}

/** How well one kind's description tells its later requests from others. */
export interface RouterScore {
  label: string;
  value: number;
  /** Later requests of the kind, and of other kinds. */
  own: number;
  others: number;
}

export interface GeneratedResult {
  drafted: Drafted[];
  required: { present: number; all: number };
  forbidden: { present: number; all: number };
  auc: number[];
}

export function measureGenerated(kinds: readonly GeneratedKind[]): GeneratedResult {
  const result: GeneratedResult = {
    drafted: [],
    required: { present: 0, all: 0 },
    forbidden: { present: 0, all: 0 },
    auc: [],
  };
  for (const [index, generated] of kinds.entries()) {
    const world = worldOf(generated.sessions);
    const kind = { ...kindOf(`${index} ${generated.label}`, world.episodes) };
    const [drafted] = draftKinds([kind], { source: world.source, project: PROJECT });
    if (drafted === undefined) continue;
    result.drafted.push(drafted);
    const text = drafted.codified === null ? '' : draftText(drafted.codified.draft);
    result.required.all += generated.required.length;
    result.required.present += generated.required.filter((step) => text.includes(step)).length;
    result.forbidden.all += generated.forbidden.length;
    result.forbidden.present += generated.forbidden.filter((step) => text.includes(step)).length;
    result.auc.push(...generatedAuc(drafted, world, kinds, generated));
  }
  return result;
}

/** Requests of the kind against requests of all other kinds. */
function generatedAuc(
  drafted: Drafted,
  world: World,
  kinds: readonly GeneratedKind[],
  own: GeneratedKind,
): number[] {
  if (drafted.codified === null) return [];
  const corpus = kinds.flatMap(({ sessions }) => sessions.map(({ goal }) => goal));
  const score = matcher(sayLine(drafted.codified.draft.description), corpus);
  const mine = world.episodes.map(({ memory }) => score(memory.goal));
  const others = kinds
    .filter(({ label }) => label !== own.label)
    .flatMap(({ sessions }) => sessions.map(({ goal }) => score(goal)));
  return [areaUnderCurve(mine, others) ?? []].flat();
}
