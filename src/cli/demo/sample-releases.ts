/** Sample sessions: releasing a patch version. Recurs and is accepted; two of the four meet the same obstacle. */

import { failed, ran, type SampleSession, type SampleStep, turn } from './sample.ts';

const PASSED = ' Test Files  24 passed (24)\n      Tests  211 passed (211)';
const tests = (): SampleStep => ran('npm test', PASSED);
const bump = (version: string): SampleStep => ran('npm version patch -m "Release %s"', `v${version}`);
const push = (version: string): SampleStep =>
  ran(
    'git push origin main --follow-tags',
    `To github.com:acme/orders-api.git\n   4be01fa..91c2d7e  main -> main\n * [new tag]         v${version} -> v${version}`,
  );
const publish = (version: string): SampleStep =>
  ran(
    `gh release create v${version} --generate-notes`,
    `https://github.com/acme/orders-api/releases/tag/v${version}`,
  );
const dirty = (): SampleStep =>
  failed(
    'npm version patch -m "Release %s"',
    'npm error Git working directory not clean.\nnpm error M package-lock.json',
  );

const commitLockFile = (): SampleStep =>
  ran(
    'git commit -m "Update the lock file" package-lock.json',
    '[main 3c9f1d0] Update the lock file\n 1 file changed, 12 insertions(+), 9 deletions(-)',
  );

export const RELEASES: readonly SampleSession[] = [
  {
    daysAgo: 12,
    hour: 15,
    turns: [
      turn(
        'Release a patch version, please. Run the tests before you tag.',
        [tests(), bump('1.4.1'), push('1.4.1'), publish('1.4.1')],
        'v1.4.1 is tagged, pushed and published.',
      ),
      turn('thanks, that worked', [], 'Glad to hear it.'),
    ],
  },
  {
    daysAgo: 9,
    hour: 14,
    turns: [
      turn(
        'cut a patch release with the currency fix',
        [
          ran(
            'git log --oneline -3',
            '77ab0c1 Round amounts per currency\n91c2d7e 1.4.1\n4be01fa Add invoice route',
          ),
          tests(),
          dirty(),
          commitLockFile(),
          bump('1.4.2'),
          push('1.4.2'),
          publish('1.4.2'),
        ],
        'v1.4.2 is out. The lock file was not committed yet, so I did that first.',
      ),
      turn('perfect', [], 'Good.'),
    ],
  },
  {
    daysAgo: 6,
    hour: 10,
    turns: [
      turn(
        'release a new patch version of the api',
        [tests(), bump('1.4.3'), push('1.4.3'), publish('1.4.3')],
        'v1.4.3 is tagged, pushed and published.',
      ),
      turn('great, it is live', [], 'Good to know.'),
    ],
  },
  {
    daysAgo: 2,
    hour: 11,
    turns: [
      turn(
        'please release a patch version again',
        [tests(), dirty(), commitLockFile(), bump('1.4.4'), push('1.4.4'), publish('1.4.4')],
        'v1.4.4 is out; the lock file had to be committed first, as last time.',
      ),
      turn('thank you, looks good', [], 'You are welcome.'),
    ],
  },
];
