/** Questions to the person at the terminal. */

import { createInterface } from 'node:readline/promises';
import { visible } from './visible.ts';

/**
 * Asks a question that is answered with yes or no; a bare Enter is `assumed`. Only call it when a person can answer.
 * @param question without the `[y/N]` at its end
 */
export async function confirm(question: string, assumed: boolean): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = (await terminal.question(`${visible(question)} ${assumed ? '[Y/n]' : '[y/N]'} `)).trim();
    return answer === '' ? assumed : /^y(es)?$/i.test(answer);
  } finally {
    terminal.close();
  }
}
