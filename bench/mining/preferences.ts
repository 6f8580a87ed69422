/** Measures the users' standing rules that mining finds, against the corrections that readers quoted in the labels. */

import { recurringRules } from '../../src/mine/rank/recurring-rules.ts';
import type { Episode } from '../../src/types.ts';
import { termsOf } from '../../src/words/terms.ts';
import { seededRandom } from './bootstrap.ts';
import { groupBy, ratio } from './grouping.ts';
import type { Label } from './labels.ts';

/** A rule as a reader quoted it from a correction. */
export interface QuotedRule {
  project: string;
  session: string;
  words: string;
  /** The rule that mining found for it; null when it found none. */
  found: string | null;
}

/**
 * A quotation states a rule when it says what to do or not to do at all, rather than what is wrong. Deliberately plainer than the
 * product's own reading, which it judges.
 */
const STATES_RULE = /\b(?:use|always|never|avoid|must|should(?:n't)?|don't|only)\b/i;
const QUESTION = /\?|^(?:why|but why|can|could)\b/i;
/** Share of the quoted rule's terms that a found one must hold. */
const SAME_RULE = 0.5;
const SAMPLE = 20;
const SEED = 7;

/** The rules among the quotations of corrected labels, with what mining found in the same session. */
export function quotedRules(
  labels: readonly Label[],
  episodes: ReadonlyMap<string, Episode[]>,
): QuotedRule[] {
  return labels
    .filter(({ outcome }) => outcome === 'corrected')
    .flatMap(({ project, session_file: session, evidence = '' }) => {
      const notes = (episodes.get(session) ?? []).flatMap(({ memory }) => memory.preferences);
      return [...evidence.matchAll(/"([^"]+)"/g)]
        .map((match) => match[1] ?? '')
        .filter((words) => STATES_RULE.test(words) && !QUESTION.test(words))
        .map((words) => ({
          project,
          session,
          words,
          found: notes.find(({ text }) => isSame(words, text))?.text ?? null,
        }));
    });
}

function isSame(quoted: string, found: string): boolean {
  const [wanted, have] = [new Set(termsOf(quoted)), new Set(termsOf(found))];
  return (
    wanted.size > 0 && ratio([...wanted].filter((term) => have.has(term)).length, wanted.size) >= SAME_RULE
  );
}

/** One row a project: quoted rules found; what was found at all, and what of it returned in several sessions. */
export function preferenceTable(rules: readonly QuotedRule[], episodes: readonly Episode[]): string[][] {
  const rows = [
    ['preferences', 'quoted rules', 'found', 'recall', 'found at all', 'return', 'repairs that return'],
  ];
  const row = (name: string, own: readonly QuotedRule[], work: readonly Episode[]) => {
    const hits = own.filter(({ found }) => found !== null).length;
    const returning = [...groupBy(work, ({ projectId }) => projectId).values()]
      .flatMap((project) => recurringRules(project))
      .filter((note) => new Set(note.episodes.map(({ sessionId }) => sessionId)).size > 1);
    const count = (kind: string) => String(returning.filter((note) => note.kind === kind).length);
    rows.push([
      name,
      String(own.length),
      String(hits),
      ratio(hits, own.length).toFixed(2),
      String(work.reduce((sum, { memory }) => sum + memory.preferences.length, 0)),
      count('preference'),
      count('troubleshooting'),
    ]);
  };
  const named = groupBy(rules, ({ project }) => project);
  const byProject = groupBy(episodes, ({ projectId }) => projectId.replace('+', '/'));
  for (const [project, work] of byProject) row(project, named.get(project) ?? [], work);
  row('all', rules, episodes);
  return rows;
}

/** Found rules drawn at random, and the quoted ones that were missed, for a person to say how many are real. */
export function preferencesToRead(rules: readonly QuotedRule[], episodes: readonly Episode[]): string[] {
  const random = seededRandom(SEED);
  const notes = episodes.flatMap(({ projectId, memory }) =>
    memory.preferences.map(({ text }) => `${projectId.padEnd(40)} ${JSON.stringify(text)}`),
  );
  const drawn = notes.map((note) => ({ note, at: random() })).sort((a, b) => a.at - b.at);
  return [
    `${Math.min(SAMPLE, notes.length)} of ${notes.length} found rules, to be read:`,
    ...drawn.slice(0, SAMPLE).map(({ note }) => `  ${note}`),
    'quoted rules that were missed:',
    ...rules.flatMap(({ found, project, words }) =>
      found === null ? [`  ${project.padEnd(40)} ${JSON.stringify(words)}`] : [],
    ),
  ];
}
