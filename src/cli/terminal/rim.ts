/** The rim that everything printed passes: nothing that came from elsewhere reaches the terminal as more than text. */

import type { CliContext, Surroundings } from '../context.ts';
import { visible, visibleJson } from './visible.ts';

/**
 * What verbs print through: each line is made visible ({@link visible}), but for the styles that verbs ask for. Those
 * are marked on the way here by a word that nobody can know before.
 */
export function throughRim(surroundings: Surroundings): CliContext {
  const secret = crypto.randomUUID();
  const mark = new RegExp(`${secret}:(\\d+);`);
  const sequences: string[] = [];
  const marked = (sequence: string): string => {
    if (sequence === '') return '';
    if (!sequences.includes(sequence)) sequences.push(sequence);
    return `${secret}:${sequences.indexOf(sequence)};`;
  };
  /** Between the marks, which split into the numbers at odd places. */
  const shown = (line: string): string =>
    line
      .split(mark)
      .map((part, index) => (index % 2 === 0 ? visible(part) : (sequences[Number(part)] ?? '')))
      .join('');
  return {
    ...surroundings,
    out: (line = '') => surroundings.out(shown(line)),
    note: (line) => surroundings.note(shown(line)),
    status: (line) => surroundings.status(shown(line)),
    json: (value) => surroundings.out(visibleJson(JSON.stringify(value, null, 2))),
    style: (name, text) => {
      const [before = '', after = ''] = surroundings.style(name, '\n').split('\n');
      return `${marked(before)}${text}${marked(after)}`;
    },
  };
}

/** Prints a text line by line. */
export function printText(text: string, print: (line: string) => void): void {
  for (const line of text.split('\n')) print(line);
}
