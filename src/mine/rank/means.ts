/** What a kind of work was done with by the record alone: a slash command, or a skill that was called or read. */

import { readCommandLine } from '../../commands/parse.ts';
import { meaningOf } from '../../commands/stem.ts';
import type { Episode, Step } from '../../types.ts';
import { slashCommand } from '../read/turns.ts';

/** Called by the user or the agent, or read by an agent that has no other way to load a skill. */
interface Means {
  /** Of a command or skill. */
  name: string;
  /** How it is told: `/name`, or where its file lay. */
  place: string;
  isRead: boolean;
}

/** The file of a skill, in any agent's folder. */
const SKILL_FILE = /(?:[~\w.@/$-]*\/)?skills\/(?:[\w.-]+\/)*([\w.-]+)\/SKILL\.md\b/g;
const HOME = /^(?:\/home|\/Users)\/[^/]+(?=\/)/;

/** True for the same command or skill: a plugin's, or one in a folder, is called by both names, `plugin:skill` and `skill`. */
export const isSameName = (called: string, name: string): boolean =>
  called === name || called.endsWith(`:${name}`) || name.endsWith(`:${called}`);

/** The commands and skills that the work of an episode was done with. */
export function meansOf({ prompt, steps }: Episode): Means[] {
  const slash = slashCommand(prompt);
  const asked = slash === null ? [] : [{ name: slash, place: `/${slash}`, isRead: false }];
  return [...asked, ...steps.flatMap(meansOfStep)];
}

function meansOfStep({ kind, template, command, readPath }: Step): Means[] {
  if (kind === 'skill') {
    const name = template.replace(/^skill /, '');
    return [{ name, place: name, isRead: false }];
  }
  return [...(readPath ?? command ?? '').matchAll(SKILL_FILE)].map(([path, name = '']) => ({
    name,
    place: path.replace(HOME, '~'),
    isRead: true,
  }));
}

/**
 * The command or skill of the user's that the work was done with, whether or not it still lies on this disk: called in at least
 * half of the episodes, or read in more than half; in half where it is named for a program that they ran.
 * @param ours names of skills that this program wrote
 * @returns how it is told, else null
 */
export function coveringMeans(episodes: readonly Episode[], ours: ReadonlySet<string>): string | null {
  const uses = new Map<string, { place: string; called: number; read: number }>();
  for (const episode of episodes) {
    const own = new Map(meansOf(episode).map((means) => [means.name, means]));
    for (const { name, place, isRead } of own.values()) {
      const use = uses.get(name) ?? { place, called: 0, read: 0 };
      uses.set(name, isRead ? { ...use, read: use.read + 1 } : { ...use, called: use.called + 1 });
    }
  }
  const half = episodes.length / 2;
  for (const [name, { place, called, read }] of uses) {
    if ([...ours].some((own) => isSameName(name, own))) continue;
    const isFor = () => episodes.filter((episode) => runs(episode, name)).length >= half;
    if (called >= half || called + read > half || (called + read >= half && isFor())) return place;
  }
  return null;
}

/** Whether a program of that name was run. */
const runs = ({ steps }: Episode, program: string): boolean =>
  steps.some(({ command }) =>
    (readCommandLine(command ?? '')?.commands ?? []).some(
      ({ words }) => meaningOf(words.map(({ text }) => text)).stem[0] === program,
    ),
  );
