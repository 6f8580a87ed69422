/**
 * Takes the lease of the home named on the command line as the host of that name, at that moment (ms since the epoch), and
 * prints the name if it got it. A process of its own, for tests of several at once.
 */

import { thisMachine } from '../../src/lib/machine.ts';
import { homePaths } from '../../src/paths.ts';
import { takeLease } from '../../src/store/guard/lease.ts';

const [, , home = '', host = '', at = '0'] = process.argv;
while (Date.now() < Number(at));
try {
  takeLease(homePaths(home), { ...thisMachine(), host, boot: `boot of ${host}` });
  process.stdout.write(host);
} catch (error) {
  process.exitCode = /in use by hivemind/.test(String(error)) ? 0 : 1;
}
