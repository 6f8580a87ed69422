/** Finds what of a kind of work an agent reads in the repository anyway. */

import type { CandidateKind, KnownFact } from '../../candidates.ts';
import { type DocLine, type RepoDoc, whereDocumented, whereSaid } from '../../repository/documents.ts';
import type { Episode } from '../../types.ts';
import { lineThatStates } from '../../words/rule-words.ts';

/** Shorter commands (`ls`, `npm`) name no step. */
const MIN_COMMAND_CHARS = 4;

/**
 * The commands that at least half of the episodes ran, and the rule that they state, as far as the repository's documents,
 * manifests and CI files hold them; each with the first place that does, in the order in which they came up.
 */
export function knownFacts(
  kind: CandidateKind,
  subject: string | null,
  episodes: readonly Episode[],
  docs: readonly RepoDoc[],
): KnownFact[] {
  if (docs.length === 0) return [];
  if (kind === 'preference') {
    const text = subject ?? '';
    const place = whereStated(docs, text);
    return place === null ? [] : [{ text, ...place }];
  }
  return sharedCommands(episodes).flatMap((text) => {
    const place = whereDocumented(docs, text);
    return place === null ? [] : [{ text, ...place }];
  });
}

/** The first place in the documents that states a rule, in its very words or in others. */
function whereStated(docs: readonly RepoDoc[], rule: string): DocLine | null {
  const said = whereSaid(docs, rule.replace(/[\s.!]+$/, ''), 'prose');
  if (said !== null) return said;
  for (const { path, text, kind } of docs) {
    const line = kind === 'prose' ? lineThatStates(text, rule) : null;
    if (line !== null) return { path, line };
  }
  return null;
}

function sharedCommands(episodes: readonly Episode[]): string[] {
  const spread = new Map<string, number>();
  for (const { steps } of episodes) {
    const own = steps.flatMap(({ kind, template }) =>
      kind === 'command' ? template.split(' && ').map(fixedPart) : [],
    );
    for (const command of new Set(own)) spread.set(command, (spread.get(command) ?? 0) + 1);
  }
  return [...spread].flatMap(([command, count]) =>
    command.length >= MIN_COMMAND_CHARS && count * 2 >= episodes.length ? [command] : [],
  );
}

/** A template up to its first placeholder: what is the same each time. */
const fixedPart = (template: string): string => (template.split(/\s*(?: --)?\s*<[a-z]/)[0] ?? '').trim();
