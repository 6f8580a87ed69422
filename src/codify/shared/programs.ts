/** Finds what sessions ran word for word alike and what is too much for one line of a skill: loops, programs, fixed runs. */

import { isEveryday } from '../../commands/deeds.ts';
import { readCommandLine } from '../../commands/parse.ts';
import type { Episode } from '../../types.ts';
import { type Act, actsOf } from './acts.ts';
import { MASKED, OWN_FOLDER } from './command-shape.ts';

/** A program as it was given to its interpreter. */
export interface Program {
  /** What the file's name ends in, and with that its interpreter. */
  extension: 'sh' | 'py' | 'mjs' | 'cjs';
  text: string;
}

/** One session in which a program ran: the action behind each of its lines, in order. */
type Occurrence = readonly Act[];

/** A program that most sessions ran, word for word. */
export interface RepeatedProgram extends Program {
  /** One a session, oldest first. */
  occurrences: Occurrence[];
  /** The single commands that it is made of; empty for a program that came in one piece. */
  commands: string[];
}

const MAX_TEXT = 4_000;
/** Fewer commands in a row are read and done one by one at no cost; nobody should be asked about a file for them. */
const MIN_RUN = 4;
const MAX_RUN = 8;
const MAJORITY = 0.5;
const MIN_SESSIONS = 2;

/** What is fed to an interpreter, in a here-document that expands nothing. */
const FED =
  /^(python3?|node)((?: -(?!-)| --input-type=(?:module|commonjs))*) <<-?\s*'(\w+)'\n([\s\S]*?)\n\3\s*$/;

/**
 * The program that a command line is, where it is more than simple commands; null for any other line.
 * @param root the project's: a move there first is left out
 */
export function programOf(line: string, root: string): Program | null {
  const text = withoutMove(line, root);
  const fed = FED.exec(text);
  if (fed !== null) {
    const [, interpreter = '', flags = '', , body = ''] = fed;
    const extension =
      interpreter !== 'node' ? 'py' : flags.includes('=module') ? ('mjs' as const) : ('cjs' as const);
    return { extension, text: body.trim() };
  }
  const isCompound = /^(?:for|while|until|if|case)\b|\n\s*(?:for|while|until|if|case)\b/.test(text);
  return isCompound && readCommandLine(text)?.isProgram === true ? { extension: 'sh', text } : null;
}

function withoutMove(line: string, root: string): string {
  const text = line.trim();
  const move = [`cd ${root}`, `cd "${root}"`].find((prefix) => text.startsWith(prefix));
  return move === undefined ? text : text.slice(move.length).replace(/^\s*(?:&&|;|\n)\s*/, '');
}

/** Programs and fixed runs of commands that most of the sessions have, those of most sessions first. */
export function repeatedPrograms(episodes: readonly Episode[], root: string): RepeatedProgram[] {
  const accepted = new Set(
    episodes.flatMap(({ outcome, sessionId }) => (outcome === 'accepted' ? [sessionId] : [])),
  );
  const all = new Set(episodes.map(({ sessionId }) => sessionId));
  const isMost = (part: number, whole: number) => part >= Math.max(MIN_SESSIONS, Math.ceil(whole * MAJORITY));
  const found = new Map<
    string,
    { program: Program; commands: string[]; bySession: Map<string, Occurrence> }
  >();
  for (const episode of episodes) {
    for (const { program, commands, actions } of [...wholePrograms(episode, root), ...runs(episode, root)]) {
      const key = `${program.extension}\n${program.text}`;
      const entry = found.get(key) ?? { program, commands, bySession: new Map<string, Occurrence>() };
      found.set(key, entry);
      entry.bySession.set(episode.sessionId, actions);
    }
  }
  const repeated = [...found.values()]
    .filter(({ bySession }) => {
      const sessions = [...bySession.keys()];
      return (
        isMost(sessions.length, all.size) ||
        isMost(sessions.filter((id) => accepted.has(id)).length, accepted.size)
      );
    })
    .map(({ program, commands, bySession }) => ({
      ...program,
      commands,
      occurrences: [...bySession.values()],
    }));
  return withoutParts(repeated);
}

interface Found {
  program: Program;
  commands: string[];
  actions: Occurrence;
}

function wholePrograms(episode: Episode, root: string): Found[] {
  return episode.steps.flatMap((step): Found[] => {
    const program = step.ok === true && step.command !== null ? programOf(step.command, root) : null;
    if (program === null || !isPortable(program.text)) return [];
    const place = episode.steps.indexOf(step) / Math.max(1, episode.steps.length - 1);
    const common = {
      kind: 'script',
      stem: 'script',
      does: null,
      proves: null,
      isSystem: false,
      isOwn: true,
      created: false,
      isAlone: true,
      member: 0,
      sessionId: episode.sessionId,
      eventId: step.eventId,
      worked: true,
      asked: false,
    } as const;
    const actions = program.text.split('\n').map((line): Act => ({ ...common, words: [line.trim()], place }));
    return [{ program, commands: [], actions }];
  });
}

/** Every row of commands that nothing else stood between, each proven to have worked. */
function runs(episode: Episode, root: string): Found[] {
  const actions = actsOf([episode], root).filter(({ isSystem }) => !isSystem);
  const isFit = ({ kind, worked, words }: Act) =>
    kind === 'command' && worked && isPortable(words.join(' ')) && !/\n/.test(words.join(' '));
  const found: Found[] = [];
  for (let start = 0; start < actions.length; start += 1) {
    const rest = actions.slice(start, start + MAX_RUN);
    const end = rest.findIndex((action) => !isFit(action));
    const row = end < 0 ? rest : rest.slice(0, end);
    for (let size = MIN_RUN; size <= row.length; size += 1) {
      const members = row.slice(0, size);
      const commands = members.map(({ words }) => words.join(' '));
      const own = members.filter(({ words }) => !isEveryday(words));
      if (new Set(commands).size < size || own.length < 2) continue;
      found.push({ program: { extension: 'sh', text: runText(commands) }, commands, actions: members });
    }
  }
  return found;
}

/** Each command goes on only when the one before it worked, as it was in the sessions. */
export const runText = (commands: readonly string[]): string => commands.join(' &&\n');

/** Nothing of one machine, nothing masked, nothing that would end the file early. */
const isPortable = (text: string): boolean =>
  text !== '' &&
  text.length <= MAX_TEXT &&
  !MASKED.test(text) &&
  !/^==> .* <==$/m.test(text) &&
  !text.split(/[\s()]+/).some((word) => OWN_FOLDER.test(word));

/** A run that is part of another is none of its own. */
function withoutParts(programs: readonly RepeatedProgram[]): RepeatedProgram[] {
  return programs
    .filter(({ text }) => !programs.some((other) => other.text !== text && `\n${other.text} `.includes(text)))
    .sort(
      (a, b) =>
        b.occurrences.length - a.occurrences.length ||
        b.text.length - a.text.length ||
        (a.text < b.text ? -1 : 1),
    );
}
