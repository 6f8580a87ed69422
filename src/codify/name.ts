/** Names a skill for the kind of work it is: `release`, `address-review-comments`, `bump-version-and-publish`. */

import { isSkillName, SKILL_LIMITS } from '../types.ts';
import type { SharedGoal } from './goal-terms.ts';
import type { Recurring } from './recurring.ts';
import { slugOf } from './wording.ts';

/** More parts than this make a list of steps, not a name. */
const MAX_PARTS = 2;

/**
 * The best name that is free, or null when the work has none. Made from what the sessions share, never from one of
 * them, so it holds no date, ticket or number and comes out alike in the next run.
 */
export function nameSkill(
  goal: SharedGoal,
  steps: readonly Recurring[],
  taken: ReadonlySet<string>,
): string | null {
  const byCommands = nameFromCommands(steps);
  const byGoal = goal.namesWork && goal.verb !== null ? slug([goal.verb, ...goal.object]) : null;
  const longer = byGoal !== null && byCommands !== null ? slug([byGoal, 'by', byCommands]) : null;
  return (
    [byGoal, byCommands, longer].find(
      (name): name is string => name !== null && isSkillName(name) && !taken.has(name),
    ) ?? null
  );
}

/** The two most telling commands: those nearest to the end of the work, where its purpose shows. */
function nameFromCommands(steps: readonly Recurring[]): string | null {
  const slugs = steps.flatMap(({ kind, text }) => (kind === 'command' ? [slugOf(text.split(' '))] : []));
  const telling = [...new Set(slugs)].filter((part) => part !== '');
  const special = telling.filter((part) => !EVERYDAY.has(part));
  const parts = (special.length > 0 ? special : telling).slice(-MAX_PARTS);
  return parts.length === 0 ? null : slug([parts.join('-and-')]);
}

/** Ends nearly every piece of work, so it tells little about this one. */
const EVERYDAY = new Set(['commit', 'push', 'format', 'switch-branch', 'update-branch']);

function slug(parts: readonly string[]): string | null {
  const text = parts
    .join('-')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, SKILL_LIMITS.name)
    .replace(/-+$/, '');
  return text === '' ? null : text;
}
