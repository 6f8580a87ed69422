/** Sample sessions: a dependency upgrade that recurs but never works out. Must not become a skill. */

import { edited, failed, ran, type SampleSession, type SampleStep, turn } from './sample.ts';

const install = (version: string): SampleStep =>
  ran(`npm install paylane-sdk@${version}`, 'changed 1 package in 2s');
const broken = (error: string): SampleStep =>
  failed('npm test', ` FAIL  test/payments.test.ts\n${error}\n Test Files  1 failed | 23 passed (24)`);
const putBack = (): SampleStep => ran('git checkout -- package.json package-lock.json src/payments.ts', '');
const rename = (from: string, to: string): SampleStep => edited('src/payments.ts', from, to);

export const SDK_UPGRADES: readonly SampleSession[] = [
  {
    daysAgo: 11,
    hour: 11,
    turns: [
      turn(
        'upgrade the payments sdk to version 9',
        [
          install('9.0.0'),
          broken('TypeError: client.charge is not a function'),
          rename('client.charge(', 'client.charges.create('),
          broken('TypeError: Cannot read properties of undefined (reading "capture")'),
        ],
        'The upgrade changes how charges are captured; two tests still fail.',
      ),
      turn('no, that broke checkout. put it back', [putBack()], 'It is back on version 8.'),
    ],
  },
  {
    daysAgo: 6,
    hour: 15,
    turns: [
      turn(
        'try again to upgrade the payments sdk, 9.1 is out',
        [
          install('9.1.0'),
          broken('TypeError: client.charge is not a function'),
          rename('client.charge(', 'client.charges.create('),
          broken('Error: webhook signature does not match'),
        ],
        'Charging works now, but the webhook test fails.',
      ),
      turn('still broken, revert it', [putBack()], 'Reverted.'),
    ],
  },
  {
    daysAgo: 1,
    hour: 15,
    turns: [
      turn(
        'upgrade the payments sdk to 9.1.2',
        [install('9.1.2'), broken('Error: webhook signature does not match'), putBack()],
        'The webhook test fails as before. I put version 8 back.',
      ),
      turn("that doesn't work, leave it at 8", [], 'It stays at version 8.'),
    ],
  },
];
