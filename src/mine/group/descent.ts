/** Reads a tree of likeness from its root down: which of its nodes are kinds of work. */

import type { GroupingRules } from './grouping-rules.ts';
import type { Join } from './linkage.ts';
import type { Separation } from './separation.ts';

/** So much more separate the work must be than the agent's account to vouch in its place: it has the fewest features. */
const MORE_OF_WORK = 0.5;

interface Node {
  leaves: readonly number[];
  sessions: ReadonlySet<string>;
  /** What the kinds below it, or it alone, are worth. */
  yield: number;
  /** The kinds taken from it. */
  kinds: readonly (readonly number[])[];
}

/**
 * The kinds in a tree, as lists of leaves, ascending. A node that is no kind is split rather than dropped; one that is gives
 * way to its branches where they hold more: further sessions count, loose ones less.
 * @param sessionOf the session of a leaf · separate: how far a group stands out
 */
export function kindsIn(
  joins: readonly Join[],
  leaves: number,
  sessionOf: (leaf: number) => string,
  separate: (group: readonly number[]) => Separation,
  rules: GroupingRules,
): number[][] {
  const nodes: (Node | null)[] = Array.from({ length: leaves }, (_, leaf) => ({
    leaves: [leaf],
    sessions: new Set([sessionOf(leaf)]),
    yield: 0,
    kinds: [],
  }));
  for (const { left, right, likeness } of joins) {
    const branches = [nodes[left], nodes[right]] as [Node, Node];
    nodes.push(joined(branches, likeness, separate, rules));
    // A branch is never looked at again, and holds a set of its own.
    nodes[left] = nodes[right] = null;
  }
  const kinds = nodes.at(-1)?.kinds ?? [];
  return kinds.map((kind) => [...kind].sort((a, b) => a - b));
}

function joined(
  [left, right]: readonly [Node, Node],
  likeness: number,
  separate: (group: readonly number[]) => Separation,
  rules: GroupingRules,
): Node {
  const leaves = [...left.leaves, ...right.leaves];
  const sessions = new Set([...left.sessions, ...right.sessions]);
  const below = { yield: left.yield + right.yield, kinds: [...left.kinds, ...right.kinds] };
  const own = (sessions.size - 1) * Math.sqrt(Math.max(0, likeness));
  const isKind =
    own > below.yield &&
    likeness >= (sessions.size === 2 ? rules.leastOfTwo : rules.least) &&
    standsOut(separate(leaves), likeness, rules);
  return { leaves, sessions, ...(isKind ? { yield: own, kinds: [leaves] } : below) };
}

/**
 * The user's words and one of what the agent made of them and what it did tell the group from the rest; or, whatever the words,
 * both of these do. The sort of request alone never vouches: "yes" and "continue" are of one sort.
 */
function standsOut({ request, account, work }: Separation, likeness: number, rules: GroupingRules): boolean {
  const asked = likeness >= rules.alike ? rules.loosely : rules.clearly;
  if (request >= rules.clearly && (account >= asked || work >= asked + MORE_OF_WORK)) return true;
  return account >= rules.clearly && work >= rules.clearly;
}
