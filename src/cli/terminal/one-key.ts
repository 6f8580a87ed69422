/** Asks a question that one key answers. */

import { emitKeypressEvents } from 'node:readline';
import { Interrupted } from './interruption.ts';
import { visible } from './visible.ts';

/**
 * Waits for one of `keys`; others are passed over. Only for a terminal: stdin is in raw mode meanwhile.
 * @throws Interrupted on Ctrl-C or Ctrl-D
 */
export function askKey(question: string, keys: readonly string[]): Promise<string> {
  const { stdin, stderr } = process;
  stderr.write(visible(question));
  emitKeypressEvents(stdin);
  stdin.setRawMode(true);
  stdin.resume();
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      stdin.off('keypress', onKey);
      stdin.setRawMode(false);
      stdin.pause();
      stderr.write('\n');
      settle();
    };
    const onKey = (_text: string, key: { name?: string; ctrl?: boolean }) => {
      if (key.ctrl && (key.name === 'c' || key.name === 'd'))
        finish(() => reject(new Interrupted('interrupted')));
      else if (key.name !== undefined && keys.includes(key.name)) finish(() => resolve(key.name ?? ''));
    };
    stdin.on('keypress', onKey);
  });
}
