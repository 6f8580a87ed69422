/** What each member of a kind did, act by act, in a form that can be compared between sessions. */

import { isAgentsOwn, isOwnSubagent } from '../../agents/own.ts';
import { type Fragment, fragmentsOf } from '../../commands/fragments.ts';
import type { Deed, Proof } from '../../commands/programs/program.ts';
import type { Episode, Step } from '../../types.ts';
import { handsWorkIn, isRequestToHandIn } from './asked.ts';
import { factsOf } from './command-facts.ts';

/** `script` is a whole program; `delegate` and `skill` hand work on; `ask` and `plan` put it before the user. */
export type ActKind = 'command' | 'script' | 'edit' | 'read' | 'delegate' | 'skill' | 'ask' | 'plan';

/** One thing done in one member. */
export interface Act {
  kind: ActKind;
  /** What makes it the same step elsewhere: program and action of a command; the path of an edit or a read. */
  stem: string;
  /** A command's words as spelled; the path alone of an edit or a read; the name of what work was handed to. */
  words: readonly string[];
  /** Of a command. */
  does: Deed | null;
  proves: Proof | null;
  /** A command that comes with any work: `ls`, `cat`, `mkdir`. */
  isSystem: boolean;
  /** A command of the project's own: a script, a task, a program that nobody told us of. */
  isOwn: boolean;
  /** Of an edit: the file was written whole, and nothing is known of it before. */
  created: boolean;
  /** The member's number. */
  member: number;
  sessionId: string;
  /** The `tool_call` event. */
  eventId: string;
  /** It is all that its call did, so that the call's failure is its own. */
  isAlone: boolean;
  /** True when it worked: the call succeeded, and that proves this part of it. */
  worked: boolean;
  /** Where in its member, from 0 to 1. */
  place: number;
  /** It hands work in, and the user asked for it apart, in a later prompt. */
  asked: boolean;
}

/** The acts of every member in order, those that worked and those that did not. */
export const actsOf = (members: readonly Episode[], root: string): Act[] =>
  members.flatMap((member, number) => actsOfMember(member, number, root));

function actsOfMember(episode: Episode, member: number, root: string): Act[] {
  const { steps, sessionId } = episode;
  const touched = new Set<string>();
  const handIns = handInTurns(episode, root);
  return steps.flatMap((step, index) => {
    const common = { member, sessionId, eventId: step.eventId };
    const parts = partsOf(step, root);
    const isAlone = parts.filter(({ kind, does }) => kind === 'command' && !isIdle(does)).length === 1;
    const acts = parts.map(
      ({ proven, ...part }, nth): Act => ({
        ...common,
        // What one call did has an order too: the commands of a line, the files of a patch.
        place: (index + nth / parts.length) / steps.length,
        does: null,
        proves: null,
        isSystem: false,
        isOwn: false,
        ...part,
        // A tool that writes a file whole did not make one that was there before.
        created: part.created === true && !touched.has(part.words[0] ?? ''),
        isAlone,
        asked: handsWorkIn(part.does) && handIns.some(([from, to]) => index >= from && index < to),
        // Agents report a plan as refused when the user takes it up in a new session, so its result says nothing.
        worked: part.kind === 'plan' || (step.ok === true && proven),
      }),
    );
    for (const path of [step.readPath, ...step.edits.map((edit) => edit.path)])
      if (path !== null) touched.add(path);
    return acts;
  });
}

/** The later turns of an episode in which the user asked to hand the work in. */
function handInTurns({ later = [], steps }: Episode, root: string): (readonly [from: number, to: number])[] {
  return later.flatMap(({ prompt, steps: [from, to] }) => {
    const parts = steps.slice(from, to).flatMap((step) => partsOf(step, root));
    return isRequestToHandIn(
      prompt,
      parts.map(({ kind, words }) => (kind === 'command' ? words : null)),
    )
      ? [[from, to] as const]
      : [];
  });
}

const isIdle = (does: Deed | null | undefined): boolean =>
  does === 'look' || does === 'say' || does === 'tidy';

type Part = Pick<Act, 'kind' | 'stem' | 'words'> &
  Partial<Pick<Act, 'does' | 'proves' | 'created' | 'isSystem' | 'isOwn'>> & { proven: boolean };

/** A project's moments share their steps, and each candidate asks for some of them again. */
const known = new WeakMap<Step, { root: string; parts: readonly Part[] }>();

function partsOf(step: Step, root: string): readonly Part[] {
  const before = known.get(step);
  if (before?.root === root) return before.parts;
  const parts = readParts(step, root);
  known.set(step, { root, parts });
  return parts;
}

function readParts(step: Step, root: string): Part[] {
  switch (step.kind) {
    case 'command':
      return fragmentsOf(step.command ?? '', root).map(commandPart);
    case 'edit':
      return step.edits
        .filter(({ path, change }) => change !== 'deleted' && isBelowProject(path))
        .map(({ path, change }) => ({
          ...pathPart('edit', path),
          created: change === 'created',
          proven: true,
        }));
    case 'read':
      return step.readPath !== null && isBelowProject(step.readPath) && isInstruction(step.readPath)
        ? [{ ...pathPart('read', step.readPath), proven: true }]
        : [];
    case 'delegate':
    case 'skill':
      return handedOn(step.kind, step.template.slice(step.kind.length + 1));
    case 'ask':
    case 'plan':
      return [{ kind: step.kind, stem: step.kind, words: [step.tool], proven: true }];
    default:
      return [];
  }
}

function commandPart({ words, writes, proven }: Fragment): Part {
  if (writes !== null) return { ...pathPart('edit', writes), created: words[0] === 'cat', proven };
  const { stem, ...facts } = factsOf(words);
  // What comes behind a look only reshapes what it printed.
  const pipe = words.indexOf('|');
  const own = facts.does === 'look' && pipe > 0 ? words.slice(0, pipe) : words;
  return { ...facts, kind: 'command', stem: `$ ${stem}`, words: own, proven };
}

const pathPart = (kind: 'edit' | 'read', path: string) => ({ kind, stem: `${kind} ${path}`, words: [path] });

function handedOn(kind: 'delegate' | 'skill', name: string): Part[] {
  if (!/^[a-z][\w:.-]*$/i.test(name) || isOwnSubagent(name)) return [];
  return [{ kind, stem: `${kind} ${name}`, words: [name], proven: true }];
}

/** Outside the project there is nothing that a skill of the project could point to. */
const isBelowProject = (path: string): boolean => !/^(?:\/|~|\.\.\/|[A-Za-z]:)/.test(path);

/** Reading code comes with any work; reading what people wrote for such work is a step. Agents read the rest unasked. */
function isInstruction(path: string): boolean {
  const isReadUnasked = isAgentsOwn(path) || /(?:^|\/)README\.\w+$/i.test(path);
  return !isReadUnasked && /\.(?:mdx?|rst|txt|adoc)$/i.test(path);
}
