/**
 * Loaded before the program (`node --import`): a clock that runs as many times too fast as `$CLOCK_SPEED` says since
 * `$CLOCK_START` (ms), and jumps to and fro by the milliseconds in the file `$CLOCK_JUMP`.
 */

import { readFileSync } from 'node:fs';

const { CLOCK_SPEED = '1', CLOCK_START = '0', CLOCK_JUMP = '', CLOCK_NODE } = process.env;
// Those that this process starts are to have the same clock.
process.execPath = CLOCK_NODE ?? process.execPath;
const now = Date.now.bind(Date);

function jump(): number {
  try {
    return Number(readFileSync(CLOCK_JUMP, 'utf8'));
  } catch {
    return 0;
  }
}

Date.now = () => {
  const start = Number(CLOCK_START);
  return Math.round(start + (now() - start) * Number(CLOCK_SPEED) + jump());
};
