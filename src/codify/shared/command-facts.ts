/** What a command is for drafting: the step it is, what it does and proves, whether it is the project's own. */

import { doesOf, isSystemCommand } from '../../commands/deeds.ts';
import type { Deed, Proof } from '../../commands/programs/program.ts';
import { provenBy } from '../../commands/proves.ts';
import { meaningOf } from '../../commands/stem.ts';

export interface CommandFacts {
  /** Program and action, and what else makes another step of it: the branch a checkout starts, the route of a request. */
  stem: string;
  does: Deed;
  proves: Proof | null;
  /** It is the project's own: a script, a task, a program that nobody told us of. */
  isOwn: boolean;
  /** It comes with any work: `ls`, `cat`, `mkdir`. */
  isSystem: boolean;
}

/** Tasks that every project has. */
const ANY_TASK = /^(?:test|start|build|lint|dev)$/;

/** @param words as spelled, without wrappers */
export function factsOf(words: readonly string[]): CommandFacts {
  const { stem, args, program, script } = meaningOf(words);
  const proves = provenBy(words);
  const does = doesOf(words);
  const more = does === 'branch' ? branchPart(args) : does === 'look' ? rangePart(args) : [];
  const isTask = script !== null && !ANY_TASK.test(script);
  const isUnknown = program === undefined && /^[\w./-]+$/.test(stem[0] ?? '');
  return {
    stem: [...stem, ...more, ...requestPart(stem, args)].join(' '),
    does,
    proves,
    isOwn: proves === null && (isTask || isUnknown),
    isSystem: isSystemCommand(words),
  };
}

/** Starting a branch, going to the trunk and taking files back are three things. */
function branchPart(args: readonly string[]): string[] {
  if (args.some((arg) => /^-[bBcC]$/.test(arg))) return ['-b'];
  if (args.includes('--')) return ['--'];
  return args.filter((arg) => /^(?:main|master|trunk|develop)$/.test(arg)).slice(0, 1);
}

/** To compare two states is another step than to look at one. */
const rangePart = (args: readonly string[]): string[] =>
  args.some((arg) => /\w\.\.\.?\w/.test(arg)) ? ['..'] : [];

/** What a request to a server asks for: its route with numbers left open, or the fields that a query calls. */
function requestPart(stem: readonly string[], args: readonly string[]): string[] {
  if (!/^(?:gh|glab) api\b/.test(stem.join(' '))) return [];
  const query = args.find((word) => /\{/.test(word) && /\bquery\b|\bmutation\b|^\W*query=/.test(word));
  if (query !== undefined) {
    const called = [...query.matchAll(/([A-Za-z]\w*)\s*\(/g)].map(([, name]) => name ?? '');
    const fields = called.filter((name) => !/^(?:query|mutation)$/i.test(name));
    return [/\bmutation\b/.test(query) ? (fields[0] ?? '') : fields.slice(0, 3).join('.')];
  }
  const route = args.find((word) => /^["']?\/?[a-z]+\/\S*\w/.test(word)) ?? '';
  const writes = args.some((word) => /^(?:-X|--method|-f|-F|--field|--raw-field)/.test(word));
  const open = route.replace(/["']/g, '').replace(/\d+/g, '#').replace(/\?.*/, '');
  return [open, ...(writes ? ['write'] : [])];
}
