/** What an episode did, step by step, in a form that can be compared between sessions. */

import { isAgentsOwn, isOwnSubagent } from '../../agents/own.ts';
import { fragmentsOf } from '../../commands/fragments.ts';
import { isValue } from '../../commands/placeholder.ts';
import { stemWords } from '../../commands/stem.ts';
import type { Episode, Step } from '../../types.ts';
import { isLooking } from './command-shape.ts';

/** `script` is a whole program; `delegate` and `skill` hand the work on; `ask` and `plan` put it before the user. */
export type ActionKind = 'command' | 'script' | 'edit' | 'read' | 'delegate' | 'skill' | 'ask' | 'plan';

/** One thing done in one episode. */
export interface Action {
  kind: ActionKind;
  /** A command's words; the path alone of an edit or a read; the name of what work was handed to. */
  words: string[];
  /** What the action has in common with its like in other sessions: the words that do not vary. */
  key: string;
  /** Coarser than `key`: program and sub-command, or the folder and extension of a path. */
  stem: string;
  sessionId: string;
  /** The `tool_call` event. */
  eventId: string;
  resultId: string | null;
  ok: boolean | null;
  /** True when a success of the whole call proves this action. */
  proven: boolean;
  errorSignature: string | null;
  /** Where in its episode: from 0 on, its last step at 1. */
  place: number;
}

/** The actions of an episode in order; steps that only look around are left out. */
export function actionsOf(episode: Episode, root: string): Action[] {
  const last = Math.max(1, episode.steps.length - 1);
  return episode.steps.flatMap((step, index): Action[] => {
    const place = index / last;
    const common = {
      sessionId: episode.sessionId,
      eventId: step.eventId,
      resultId: step.resultId,
      ok: step.ok,
      errorSignature: step.errorSignature,
      place,
    };
    if (step.kind === 'command') {
      return fragmentsOf(step.command ?? '', root).flatMap(({ words, writes, proven }): Action[] => {
        if (writes !== null) return [{ ...common, ...fileKeys('edit', writes), proven }];
        return isLooking(words) ? [] : [{ ...common, ...commandKeys(words), kind: 'command', words, proven }];
      });
    }
    const other = [...fileActions(step), ...handedOn(step), ...putToUser(step)];
    // The files of one call stand in its order, as they would had each been a call.
    return other.map((action, at) => ({
      ...common,
      ...action,
      proven: true,
      place: (index + at / other.length) / last,
    }));
  });
}

type Keys = Pick<Action, 'kind' | 'words' | 'key' | 'stem'>;

/** The subagent or skill that a step names. */
function handedOn({ kind, template }: Step): Keys[] {
  if (kind !== 'delegate' && kind !== 'skill') return [];
  const name = template.slice(kind.length + 1);
  if (!/^[a-z][\w:.-]*$/i.test(name) || isOwnSubagent(name)) return [];
  return [{ kind, words: [name], key: template, stem: template }];
}

function putToUser({ kind, tool }: Step): Keys[] {
  return kind === 'ask' || kind === 'plan' ? [{ kind, words: [tool], key: kind, stem: kind }] : [];
}

/** Each file that was changed and is still there, or the instruction that was read. */
function fileActions({ edits, readPath }: Step): Keys[] {
  const edited = edits.filter(({ change }) => change !== 'deleted').map(({ path }) => fileKeys('edit', path));
  const read = readPath !== null && isInstruction(readPath) ? [fileKeys('read', readPath)] : [];
  // Outside the project there is nothing a skill of the project could point to.
  return [...edited, ...read].filter(({ words: [path = ''] }) => !/^(?:\/|~|\.\.\/|[A-Za-z]:)/.test(path));
}

const fileKeys = (kind: 'edit' | 'read', path: string): Keys => ({
  kind,
  words: [path],
  key: `${kind} ${path}`,
  stem: `${kind} ${folderPattern(path)}`,
});

/** Reading code comes with any work; reading what people wrote for such work is a step. Agents read the rest unasked. */
function isInstruction(path: string): boolean {
  const isReadUnasked = isAgentsOwn(path) || /(?:^|\/)README\.\w+$/i.test(path);
  return !isReadUnasked && /\.(?:mdx?|rst|txt|adoc)$/i.test(path);
}

/** `docs/adr/0007-x.md` → `docs/adr/*.md` */
function folderPattern(path: string): string {
  const extension = /\.[A-Za-z0-9]+$/.exec(path)?.[0] ?? '';
  return path.includes('/') ? `${path.slice(0, path.lastIndexOf('/'))}/*${extension}` : path;
}

function commandKeys(words: readonly string[]): { key: string; stem: string } {
  const shape = words.map(shapeOf);
  return { key: `$ ${shape.join(' ')}`, stem: `$ ${stemWords(words).join(' ')}` };
}

/** A word as it counts for "the same command": what looks like a value becomes `*`. */
function shapeOf(word: string): string {
  const flag = /^(--?[A-Za-z][\w-]*)(=.*)?$/.exec(word);
  if (flag !== null) return flag[2] === undefined ? word : `${flag[1]}=*`;
  return isValue(word) ? '*' : word;
}
