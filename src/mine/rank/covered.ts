/** Finds the installed skill that already covers a kind of work, whoever wrote it. */

import { quotePlaceholders, templateHead, templatesOf } from '../../commands/template.ts';
import type { Episode } from '../../types.ts';
import { lineThatStates } from '../../words/rule-words.ts';
import { termsOf } from '../../words/terms.ts';
import { pathPlaceholder } from '../read/path-role.ts';
import { isSameName, meansOf } from './means.ts';
import type { Recurrence } from './score.ts';

/** A skill on disk. */
export interface SkillText {
  name: string;
  description: string;
  /** Markdown. */
  body: string;
}

/** Words that every skill's description has. */
const BOILERPLATE = new Set(termsOf('skill asked asks user wants repository project'));
/** A name of one word is said in passing. */
const MIN_NAME = 2;
/** Fewer commands are no procedure that could be the same. */
const MIN_COMMANDS = 2;

/**
 * The first skill that the work was done with (invoked in at least half of the episodes), or whose likeness to it is at least
 * `threshold`; null when none is. Likeness is a cosine: of the commands of both; of the words of the request and of the skill's
 * name and description, where they share a command if the work has any, and 1 where the requests say the name; for a rule or an error, of its words and a line's.
 * A rule is not covered by the skill that was called where it was said, but by one that states it, in these words or in others.
 */
export function coveringSkill<S extends SkillText>(
  recurrence: Recurrence,
  skills: readonly S[],
  threshold: number,
): S | null {
  const { kind, subject, episodes, sayings = [] } = recurrence;
  const used = kind === 'preference' ? undefined : skills.find(({ name }) => isUsed(name, episodes));
  if (used !== undefined || skills.length === 0) return used ?? null;
  const wordings = [...(subject === null ? [] : [subject]), ...sayings.map(({ text }) => text)];
  const likeness = kind === 'procedure' ? procedureLikeness(episodes) : lineLikeness(wordings);
  const states = ({ body }: S) => wordings.some((wording) => lineThatStates(body, wording) !== null);
  return (
    skills.find((skill) => likeness(skill) >= threshold || (kind === 'preference' && states(skill))) ?? null
  );
}

/** Whether the skill was called in at least half of the episodes: by its slash command, or by the agent. */
function isUsed(name: string, episodes: readonly Episode[]): boolean {
  const uses = episodes.filter((episode) =>
    meansOf(episode).some((means) => !means.isRead && isSameName(means.name, name)),
  );
  return uses.length * 2 >= episodes.length;
}

function procedureLikeness(episodes: readonly Episode[]): (skill: SkillText) => number {
  const commands = shared(
    episodes.map(({ steps }) =>
      steps.flatMap(({ kind, template, ok }) =>
        kind === 'command' && ok !== false ? headsOf(template.split(' && ')) : [],
      ),
    ),
  );
  const words = shared(episodes.map(({ memory }) => termsOf(memory.goal)));
  return ({ name, description, body }) => {
    const own = counted(commandsIn(body));
    const common = [...commands.keys()].filter((command) => own.has(command)).length;
    const byCommands = commands.size >= MIN_COMMANDS && own.size >= MIN_COMMANDS ? cosine(commands, own) : 0;
    if (commands.size > 0 && common === 0) return 0;
    if (isAskedFor(name, words)) return 1;
    const terms = termsOf(`${name.replaceAll('-', ' ')} ${description}`).filter(
      (term) => !BOILERPLATE.has(term),
    );
    return Math.max(byCommands, cosine(words, counted([...new Set(terms)])));
  };
}

/** True where the requests say the name: two words or more, each in most of them. */
function isAskedFor(name: string, words: Counts): boolean {
  const terms = termsOf(name.slice(name.lastIndexOf(':') + 1).replaceAll('-', ' '));
  return terms.length >= MIN_NAME && terms.every((term) => words.has(term));
}

/** The commands of a skill: what stands in its code spans and blocks. */
function commandsIn(body: string): string[] {
  const blocks = [...body.matchAll(/^```.*\n([\s\S]*?)^```/gm)].flatMap((match) =>
    (match[1] ?? '').split('\n'),
  );
  const spans = [...body.replace(/^```[\s\S]*?^```/gm, '').matchAll(/`([^`\n]+)`/g)].map(
    (match) => match[1] ?? '',
  );
  const lines = [...blocks, ...spans].map((line) => line.replace(/^\s*\$ /, '').trim());
  const templates = lines
    .filter((line) => line.includes(' '))
    .flatMap((line) => templatesOf(quotePlaceholders(line), pathPlaceholder));
  return [...new Set(headsOf(templates))];
}

/** A program and its action, `git push`; what it is done to differs between two wordings of one step. */
const headsOf = (templates: readonly string[]) =>
  templates
    .map((template) => templateHead(template).split(' ').slice(0, 2).join(' '))
    .filter((head) => head.includes(' '));

function lineLikeness(wordings: readonly string[]): (skill: SkillText) => number {
  const words = wordings.map((wording) => counted(termsOf(wording)));
  return ({ description, body }) => {
    const lines = [description, ...body.split('\n')].map((line) => counted(termsOf(line)));
    return Math.max(0, ...lines.flatMap((line) => words.map((one) => cosine(one, line))));
  };
}

type Counts = ReadonlyMap<string, number>;

/** What at least half of the lists hold, each weighing as the share that holds it. */
function shared(lists: readonly (readonly string[])[]): Counts {
  const spread = counted(lists.flatMap((list) => [...new Set(list)]));
  return new Map(
    [...spread].flatMap(([name, count]) => (count * 2 >= lists.length ? [[name, count / lists.length]] : [])),
  );
}

function counted(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

function cosine(a: Counts, b: Counts): number {
  const dot = [...a].reduce((sum, [name, value]) => sum + value * (b.get(name) ?? 0), 0);
  const length = (counts: Counts) => Math.hypot(...counts.values());
  return dot === 0 ? 0 : dot / (length(a) * length(b));
}
