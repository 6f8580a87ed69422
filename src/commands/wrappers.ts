/** Takes off what only says how a program is run: `time`, `timeout 60`, `env A=b`, `git -C x --no-pager`. */

import type { EnvAssignment, SimpleCommand, Word } from './command-line.ts';
import { placeIn } from './place.ts';
import type { Wrapper } from './programs/program.ts';
import { GLOBAL_FLAGS, programName, programOf, WRAPPERS } from './programs.ts';

type Wrapped = Pick<SimpleCommand, 'words' | 'env' | 'place'>;

/** More around one command is no command that a person would repeat, and each costs a look at all its words. */
const MAX_WRAPPERS = 8;

/** The command inside its wrappers; a wrapper that wraps nothing is a command itself. */
export function unwrap(command: Wrapped): Wrapped {
  let { words, env } = command;
  for (let around = 0; around < MAX_WRAPPERS; around += 1) {
    const inner = wrapped(words);
    if (inner === null) break;
    words = inner.words;
    env = [...env, ...inner.env];
  }
  return withoutGlobalFlags({ words, env, place: command.place });
}

/** What a wrapper runs; null where the first word is none, or wraps nothing. */
function wrapped(words: readonly Word[]): Pick<Wrapped, 'words' | 'env'> | null {
  const name = programName(words[0]?.value ?? '');
  const wrapper = Object.hasOwn(WRAPPERS, name) ? WRAPPERS[name] : undefined;
  if (wrapper === undefined) return isUnknownWrapper(words) ? { words: words.slice(1), env: [] } : null;
  const start = innerStart(words, wrapper);
  if (start === null) return null;
  return {
    words: words.slice(start),
    env: words.slice(1, start).flatMap((word) => assignmentIn(word) ?? []),
  };
}

/** Where the wrapped program stands, behind the wrapper's flags, assignments and operands; null for none. */
function innerStart(words: readonly Word[], wrapper: Wrapper): number | null {
  const valued = new Set(wrapper.values?.split(' '));
  const asks = new Set(wrapper.asks?.split(' '));
  let operands = wrapper.operands ?? 0;
  for (let at = 1; at < words.length; at += 1) {
    const word = words[at] as Word;
    if (asks.has(word.value)) return null;
    if (word.value.startsWith('-')) at += valued.has(word.value) ? 1 : 0;
    else if (assignmentIn(word) === null && operands === 0) return at;
    else if (assignmentIn(word) === null) operands -= 1;
  }
  return null;
}

function assignmentIn({ text, value }: Word): EnvAssignment | null {
  const parts = /^([A-Za-z_]\w*)=(.*)$/s.exec(value);
  return parts === null ? null : { text, name: parts[1] ?? '', value: parts[2] ?? '' };
}

/** A program nobody told us of, in front of a known one with one of its actions: `rtk git status`. */
function isUnknownWrapper(words: readonly Word[]): boolean {
  const [first = '', second = '', third = ''] = words.map(({ value }) => value);
  if (!/^[a-z][\w-]*$/.test(first) || programOf(first) !== undefined) return false;
  const actions = programOf(second)?.actions;
  return actions !== undefined && Object.hasOwn(actions, third);
}

function withoutGlobalFlags(command: Wrapped): Wrapped {
  const [program, ...rest] = command.words;
  const flags = GLOBAL_FLAGS[programName(program?.value ?? '')];
  if (program === undefined || flags === undefined) return command;
  let { place } = command;
  for (let at = 0; at < rest.length; at += 1) {
    const flag = rest[at]?.value ?? '';
    if (flags.asks.has(flag)) return command;
    if (!flag.startsWith('-')) return { ...command, words: [program, ...rest.slice(at)], place };
    if (flags.valued.has(flag)) at += 1;
    if (flag === '-C') place = placeIn(place, rest[at]?.value ?? '');
  }
  return command;
}

const SHELL = /^(?:ba|z|da|k)?sh$/;

/** The line that `bash -lc "…"` runs; null for any other command. */
export function innerLine(words: readonly Word[]): string | null {
  const [program, ...rest] = words.map(({ value }) => value);
  const flags = rest.findIndex((word) => !/^-[a-z]+$/.test(word));
  const isGiven = SHELL.test(programName(program ?? '')) && flags > 0 && /c$/.test(rest[flags - 1] ?? '');
  return isGiven ? (rest[flags] ?? null) : null;
}
