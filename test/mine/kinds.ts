/** Sample kinds of work for mining tests: the same work asked for in other words, on other days. */

import { DAY, type Line, type SessionSpec, START } from './sessions.ts';

const RELEASE_WORDS = [
  'cut release 1.4.0 of the parser',
  'please release version 2.0.1, changelog first',
  'time to ship 2.1.0: changelog, tag, publish',
  'we need a release, 3.0.0, with its changelog',
];

/** Accepted work that recurs: a release. */
export function releaseSession(number: number): SessionSpec {
  const version = `${number}.4.${number}`;
  return {
    id: `release-${number}`,
    at: START + number * 3 * DAY,
    lines: [
      { user: RELEASE_WORDS[number % RELEASE_WORDS.length] ?? '' },
      { read: '/repo/CHANGELOG.md' },
      { edit: '/repo/CHANGELOG.md' },
      { run: `npm version ${version} -m "Release ${version}"` },
      { run: 'npm publish --access public' },
      { run: 'git push --follow-tags' },
      { say: 'Released.' },
      { user: 'perfect, thanks' },
      { say: 'You are welcome.' },
    ],
  };
}

const MIGRATION_WORDS = [
  'add a nullable column for the invoice currency',
  'the orders table needs an index on customer, write the migration',
  'new migration please: drop the legacy flags table',
  'migrate: split address into street and city columns',
];

/** Accepted work that recurs: a database migration, with a red check that turns green. */
export function migrationSession(number: number): SessionSpec {
  const name = ['currency', 'orders_index', 'drop_flags', 'address'][number % 4] ?? '';
  return {
    id: `migration-${number}`,
    at: START + DAY + number * 2 * DAY,
    lines: [
      { user: MIGRATION_WORDS[number % MIGRATION_WORDS.length] ?? '' },
      { run: `alembic revision -m "${name}"` },
      { edit: `/repo/migrations/versions/${number}_${name}.py` },
      { run: 'alembic upgrade head', exit: 1, output: 'sqlalchemy.exc.OperationalError: no such table' },
      { edit: `/repo/migrations/versions/${number}_${name}.py` },
      { run: 'alembic upgrade head' },
      { run: 'alembic downgrade -1' },
      { say: 'The migration runs both ways.' },
      { user: 'great, commit it' },
      { run: `git commit -am "Add ${name}"` },
    ],
  };
}

/** Work that recurs and goes wrong every time. */
export function failedSession(number: number): SessionSpec {
  return {
    id: `deploy-${number}`,
    at: START + number * 2 * DAY,
    lines: [
      { user: `deploy build ${number} to the staging cluster` },
      {
        run: `helm upgrade web chart/ --set image.tag=${number}`,
        exit: 1,
        output: 'Error: UPGRADE FAILED: timed out',
      },
      { run: 'kubectl rollout status deployment/web -n staging', exit: 1, output: 'error: timed out' },
      { say: 'The rollout is stuck.' },
      { user: 'no, that is wrong, the pods still crash' },
      { run: 'helm rollback web', exit: 1, output: 'Error: release not found' },
    ],
  };
}

/** Requests that have nothing in common. */
export const NOISE: readonly Line[][] = [
  [
    { user: 'why does the sidebar flicker in dark mode?' },
    { read: '/repo/web/sidebar.css' },
    { say: 'A transition.' },
  ],
  [
    { user: 'translate the onboarding emails to Welsh' },
    { edit: '/repo/mail/onboarding.cy.txt' },
    { say: 'Done.' },
  ],
  [
    { user: 'profile the image resizer, it eats memory' },
    { run: 'py-spy record -o out.svg -- python resize.py' },
  ],
  [{ user: 'rename the Gadget class to Widget' }, { edit: '/repo/lib/gadget.rb' }, { say: 'Renamed.' }],
];

export function noiseSessions(): SessionSpec[] {
  return NOISE.map((lines, index) => ({
    id: `noise-${index}`,
    at: START + index * DAY + 7_200_000,
    lines: [...lines],
  }));
}

/** `count` sessions of each kind, with noise between them. */
export function mixedProject(count: number): SessionSpec[] {
  const numbers = Array.from({ length: count }, (_, index) => index);
  return [
    ...numbers.map(releaseSession),
    ...numbers.map(migrationSession),
    ...numbers.map(failedSession),
    ...noiseSessions(),
  ];
}
