/**
 * `npm run bench mining-generated [-- --json]`: of generated sessions whose kinds and outcomes are known, what would be
 * promoted that should not be, and what should be and is not. Reported, never tuned on.
 */

import type { Candidate } from '../../src/candidates.ts';
import { episodesOf } from '../../src/mine/episodes/episodes.ts';
import { candidatesAmong } from '../../src/mine/mine-project.ts';
import { DEFAULT_THRESHOLDS } from '../../src/mine/rank/thresholds.ts';
import { printJson, printMachine, printRows, thisMachine } from '../report/print.ts';
import { type Fate, type GeneratedSession, generateProject, RANGES, type Range } from './generator.ts';
import { ratio } from './grouping.ts';

const PROJECTS = 10;
const FAMILIES = 12;
const SINGLES = 30;
const OPTIONS = { ...DEFAULT_THRESHOLDS, now: Date.UTC(2027, 0, 1) };
const PURE_SHARE = 0.75;
/** What a promoted kind must be, and may not be. */
const FATES: readonly Fate[] = ['accepted', 'failed', 'corrected', 'abandoned', 'one-day', 'copied', 'once'];

interface Counts {
  promoted: number;
  right: number;
  due: number;
  found: number;
  /** Promoted kinds by what most of their sessions were. */
  byFate: Record<string, number>;
}

export async function bench(args: readonly string[]): Promise<void> {
  const results = RANGES.map((range) => ({ range: range.name, ...measure(range) }));
  if (args.includes('--json')) return printJson({ bench: 'mining-generated', results });
  printMachine(thisMachine());
  printRows([
    ['range', 'promoted', 'precision', 'due', 'recall', ...FATES.slice(1).map((fate) => `from ${fate}`)],
    ...results.map(({ range, promoted, right, due, found, byFate }) => [
      range,
      String(promoted),
      ratio(right, promoted).toFixed(3),
      String(due),
      ratio(found, due).toFixed(3),
      ...FATES.slice(1).map((fate) => String(byFate[fate] ?? 0)),
    ]),
  ]);
}

function measure(range: Range): Counts {
  const counts: Counts = { promoted: 0, right: 0, due: 0, found: 0, byFate: {} };
  for (let project = 0; project < PROJECTS; project += 1) {
    // Development and test ranges never share a seed either.
    const sessions = generateProject(1_000 * (RANGES.indexOf(range) + 1) + project, range, FAMILIES, SINGLES);
    countProject(sessions, counts);
  }
  return counts;
}

function countProject(sessions: readonly GeneratedSession[], counts: Counts): void {
  const byId = new Map(sessions.map((session) => [session.id, session]));
  const episodes = sessions.flatMap(({ id, events }) =>
    episodesOf(events, { sessionId: id, headless: false }, ['/repo']),
  );
  const promoted = candidatesAmong(episodes, OPTIONS).candidates.filter(
    ({ kind, blockedBy }) => kind === 'procedure' && blockedBy.length === 0,
  );
  const found = new Set<string>();
  for (const candidate of promoted) {
    const owner = ownerOf(candidate, byId);
    const fate = owner?.fate ?? 'mixed';
    counts.promoted += 1;
    counts.byFate[fate] = (counts.byFate[fate] ?? 0) + 1;
    if (fate === 'accepted') {
      counts.right += 1;
      found.add(owner?.family ?? '');
    }
  }
  counts.found += found.size;
  counts.due += new Set(sessions.filter(({ fate }) => fate === 'accepted').map(({ family }) => family)).size;
}

/** A session of the family that most of the candidate's episodes are of; null when they are mixed. */
function ownerOf(
  { episodes }: Candidate,
  byId: ReadonlyMap<string, GeneratedSession>,
): GeneratedSession | null {
  const sessions = episodes.flatMap(({ sessionId }) => byId.get(sessionId) ?? []);
  return (
    sessions.find(
      ({ family }) =>
        ratio(sessions.filter((other) => other.family === family).length, sessions.length) >= PURE_SHARE,
    ) ?? null
  );
}
