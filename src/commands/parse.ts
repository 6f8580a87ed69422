/** Reads a shell command line into the simple commands that it runs. Expands nothing and runs nothing. */

import {
  type AndOr,
  type Assignment,
  type Command,
  forEachChild,
  type Pipeline,
  parse,
  type Redirection as RedirectionNode,
  type Statement,
  type SyntaxNode,
  type Word as WordNode,
  type WordPart,
} from 'unbash';
import type { CommandLine, EnvAssignment, Redirection, SimpleCommand, Word } from './command-line.ts';
import { isStrict, placeAfter, placeIn } from './place.ts';
import { innerLine, unwrap } from './wrappers.ts';

/** A longer line is a file pasted into the shell, not a command that a person would repeat. In characters. */
const MAX_LINE = 100_000;
/** Shells that start shells. */
const MAX_DEPTH = 3;

/**
 * The commands of a line, subshells, pipes and loops opened. Takes time linear in the length of `text`.
 * @returns null for what is no command line: a quote or a bracket that never closes, or more than 100,000 characters
 */
export function readCommandLine(text: string): CommandLine | null {
  if (text.length > MAX_LINE) return null;
  const known = recent.get(text);
  if (known !== undefined) return known;
  const line = readLine(text, 0);
  if (text.length <= MAX_KEPT) keep(text, line);
  return line;
}

/** Mining, drafting and checks ask for the same lines again and again; what each gets is never changed. */
const recent = new Map<string, CommandLine | null>();
/** Lines that are kept, and the longest of them, in characters: some megabytes at most. */
const MAX_LINES = 5_000;
const MAX_KEPT = 2_000;

function keep(text: string, line: CommandLine | null): void {
  const [oldest] = recent.keys();
  if (recent.size >= MAX_LINES && oldest !== undefined) recent.delete(oldest);
  recent.set(text, line);
}

function readLine(text: string, depth: number): CommandLine | null {
  const script = parse(text);
  if (script.errors !== undefined && script.errors.length > 0) return CMDLET.test(text) ? whole(text) : null;
  const commands = readList(script.commands, OUTERMOST, { place: '', depth });
  if (commands.some(isCmdlet)) return whole(text);
  return { language: 'shell', commands, isProgram: commands.some(({ nested }) => nested) };
}

/** `Get-ChildItem`, `$env:NAME = …`: what starts a command of PowerShell and none of a shell's. */
const CMDLET = /^\s*(?:[A-Z][a-z]+-[A-Z][A-Za-z]+(?=\s|$)|\$env:\w+\s*=|\$\w+\s+=\s)/;

const isCmdlet = ({ words }: SimpleCommand) =>
  CMDLET.test(
    words
      .slice(0, 3)
      .map(({ text }) => text)
      .join(' '),
  );

function whole(text: string): CommandLine {
  const line = text.trim();
  const word = { text: line, value: line, quoted: false };
  const command = { ...OUTERMOST, words: [word], env: [], redirections: [], input: null, place: '' };
  return { language: 'powershell', commands: [command], isProgram: false };
}

/** What the surroundings of a command say of it. */
type Setting = Pick<SimpleCommand, 'operator' | 'piped' | 'nested' | 'proven'>;

const OUTERMOST: Setting = { operator: null, piped: false, nested: false, proven: true };

/** One shell: what a `cd` in it changes holds until its end. */
interface Shell {
  place: string;
  /** How many shells it was started from. */
  depth: number;
}

function readList(list: readonly Statement[], setting: Setting, shell: Shell): SimpleCommand[] {
  let strict = false;
  return list.flatMap(({ command, background }, index) => {
    const isLast = index === list.length - 1;
    const operator = background === true ? '&' : isLast ? setting.operator : ';';
    // What was sent to the background has not finished, so the line's end proves nothing of it.
    const proven = setting.proven && background !== true && (isLast || strict);
    if (command.type === 'Command') strict ||= isStrict(wordsOf(command));
    return readNode(command, { ...setting, operator, proven, piped: setting.piped && index === 0 }, shell);
  });
}

function readNode(node: SyntaxNode, setting: Setting, shell: Shell): SimpleCommand[] {
  switch (node.type) {
    case 'Command':
      return readSimple(node, setting, shell);
    case 'AndOr':
      return readAndOr(node, setting, shell);
    case 'Pipeline':
      return readPipeline(node, setting, shell);
    case 'Subshell':
      return readList(node.body.commands, setting, { ...shell });
    case 'BraceGroup':
      return readList(node.body.commands, setting, shell);
    case 'Redirected':
      return readNode(node.command, setting, shell);
    case 'TestCommand':
    case 'ArithmeticCommand':
      return [];
    default:
      return readCompound(node, { ...setting, operator: ';', nested: true, proven: false }, shell);
  }
}

/** Loops, conditions, functions: whatever commands they hold. */
function readCompound(node: SyntaxNode, setting: Setting, shell: Shell): SimpleCommand[] {
  const commands: SimpleCommand[] = [];
  forEachChild(node, (child) => {
    if (child.type === 'CompoundList') commands.push(...readList(child.commands, setting, shell));
    else if (child.type === 'CaseItem' || child.type === 'Elif')
      commands.push(...readCompound(child, setting, shell));
    else if (BODIES.has(child.type)) commands.push(...readNode(child, setting, shell));
  });
  return commands;
}

/** What stands as the body of a function. */
const BODIES = new Set<string>([
  'Subshell',
  'BraceGroup',
  'Redirected',
  'Command',
] satisfies SyntaxNode['type'][]);

function readAndOr({ commands, operators }: AndOr, setting: Setting, shell: Shell): SimpleCommand[] {
  const proven = provenAmong(commands, operators, setting.proven);
  return commands.flatMap((node, index) => {
    const operator = operators[index] ?? setting.operator;
    const piped = setting.piped && index === 0;
    return readNode(node, { ...setting, operator, piped, proven: proven[index] ?? false }, shell);
  });
}

/** `a && b` proves both; `a || b` neither, as either will do, unless the right side only gives up: `a || exit 1`. */
function provenAmong(commands: AndOr['commands'], operators: AndOr['operators'], all: boolean): boolean[] {
  const proven = commands.map(() => false);
  let known = all;
  for (let index = commands.length - 1; index >= 0; index -= 1) {
    const isAlternative = operators[index - 1] === '||';
    proven[index] = known && !isAlternative;
    if (isAlternative) known &&= givesUp(commands[index]);
  }
  return proven;
}

function givesUp(node: SyntaxNode | undefined): boolean {
  if (node?.type === 'Subshell' || node?.type === 'BraceGroup')
    return givesUp(node.body.commands.at(-1)?.command);
  if (node?.type !== 'Command') return false;
  const [program = '', status = ''] = wordsOf(node).map(({ value }) => value);
  return program === 'false' || (/^(?:exit|return)$/.test(program) && /^[1-9]\d*$/.test(status));
}

function readPipeline(
  { commands, operators, prefixes }: Pipeline,
  setting: Setting,
  shell: Shell,
): SimpleCommand[] {
  const proven = setting.proven && !prefixes.some(({ type }) => type === 'Negation');
  return commands.flatMap((command, index) => {
    const operator = index < operators.length ? '|' : setting.operator;
    return readNode(command, { ...setting, operator, proven, piped: index > 0 || setting.piped }, shell);
  });
}

function readSimple(node: Command, setting: Setting, shell: Shell): SimpleCommand[] {
  const words = wordsOf(node);
  if (words.length === 0) return readAssigned(node, setting, shell);
  const command = unwrap({ words, env: envOf(node), place: shell.place });
  const line = innerLine(command.words);
  const inner = line === null || shell.depth >= MAX_DEPTH ? null : readLine(line, shell.depth + 1);
  if (inner !== null) return inner.commands.map((one, index) => within(command, setting, one, index, inner));
  const moved = placeAfter(command.words, shell.place);
  if (moved === null)
    return [
      { ...command, ...setting, redirections: node.redirects.map(redirectionOf), input: inputOf(node) },
    ];
  shell.place = moved;
  return [];
}

/** A command of `bash -lc "…"`, as if it stood in its place. */
function within(
  { env, place }: Pick<SimpleCommand, 'env' | 'place'>,
  outer: Setting,
  command: SimpleCommand,
  index: number,
  { commands }: CommandLine,
): SimpleCommand {
  return {
    ...command,
    env: [...env, ...command.env],
    operator: index === commands.length - 1 ? outer.operator : command.operator,
    piped: command.piped || (index === 0 && outer.piped),
    nested: command.nested || outer.nested,
    proven: command.proven && outer.proven,
    place: placeIn(place, command.place),
  };
}

/** `x=$(npm version patch)` runs what it substitutes, and ends as that does. */
function readAssigned({ prefix }: Command, setting: Setting, shell: Shell): SimpleCommand[] {
  return prefix.flatMap((part) => {
    if (part.type !== 'Assignment' || part.value.type !== 'Word') return [];
    return substitutionsIn(part.value).flatMap((list) => readList(list, setting, { ...shell }));
  });
}

function substitutionsIn(word: WordNode): (readonly Statement[])[] {
  const parts = (word.parts ?? []).flatMap((part): readonly WordPart[] =>
    part.type === 'DoubleQuoted' ? part.parts : [part],
  );
  return parts.flatMap((part) =>
    part.type === 'CommandExpansion' && part.script !== undefined ? [part.script.commands] : [],
  );
}

function wordsOf({ name, args }: Command): Word[] {
  return [...(name === undefined ? [] : [name]), ...args].map(wordOf);
}

function wordOf(node: WordNode | Assignment): Word {
  const { text } = node;
  const quoted = /["'`]|\$\(/.test(text);
  if (node.type === 'Assignment')
    return { text, value: text.replace(/^(\w+\+?=)(["'])(.*)\2$/s, '$1$3'), quoted };
  return { text, value: documentIn(node) ?? node.value, quoted };
}

/** The text of `"$(cat <<'EOF' … EOF)"`, which is how agents write a text of several lines. */
function documentIn(word: WordNode): string | null {
  if (!word.text.includes('<<')) return null;
  const [list, ...others] = substitutionsIn(word);
  const command = list?.[0]?.command;
  if (others.length > 0 || list?.length !== 1 || command?.type !== 'Command') return null;
  return command.name?.value === 'cat' ? (inputOf(command)?.trim() ?? null) : null;
}

function inputOf({ redirects }: Command): string | null {
  const fed = redirects.findLast(({ type }) => type !== 'Redirect');
  if (fed?.type === 'HereDoc') return fed.body.text;
  return fed?.type === 'HereString' ? (fed.target?.value ?? '') : null;
}

function envOf({ prefix }: Command): EnvAssignment[] {
  return prefix.flatMap((part) =>
    part.type !== 'Assignment'
      ? []
      : [{ text: part.text, name: part.name, value: part.value.type === 'Word' ? part.value.value : '' }],
  );
}

function redirectionOf(node: RedirectionNode): Redirection {
  const { operator, descriptor } = node;
  const from =
    descriptor === undefined
      ? ''
      : descriptor.type === 'FileDescriptor'
        ? descriptor.value
        : `{${descriptor.name}}`;
  const target = node.type === 'HereDoc' ? node.delimiter : node.target;
  return { text: `${from}${operator}${target?.text ?? ''}`, operator, target: target?.value ?? '' };
}
