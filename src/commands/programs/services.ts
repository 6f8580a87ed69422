/** Programs that drive something outside the repository: containers, clusters, clouds, the system's services. */

import type { Action, Program } from './program.ts';

const LOOK: Action = { does: 'look', proves: 'never' };
const BUILD: Action = { does: 'check', proves: 'build' };

const actions = (names: string, action: Action): Record<string, Action> =>
  Object.fromEntries(names.split(' ').map((name) => [name, action]));

const CONTAINER: Program = {
  depth: 2,
  actions: {
    ...actions('ps images logs inspect info version stats top port', LOOK),
    'compose ps': LOOK,
    'compose logs': LOOK,
    build: BUILD,
    'compose build': BUILD,
    ...actions('run exec pull push start stop restart rm rmi', { does: 'run', proves: 'never' }),
    ...actions('up down', { does: 'run', proves: 'never' }),
  },
  values: {
    '-t': 'tag',
    '-f': 'file',
    '--name': 'name',
    '-p': 'port',
    '-e': 'variable',
    '-v': 'volume',
    '--file': 'file',
  },
};

export const SERVICES: Readonly<Record<string, Program>> = {
  docker: CONTAINER,
  podman: CONTAINER,
  'docker-compose': { ...CONTAINER, depth: 1 },
  ...Object.fromEntries(
    [
      'kubectl',
      'helm',
      'aws',
      'az',
      'flyctl',
      'heroku',
      'supabase',
      'terraform',
      'pulumi',
      'vercel',
      'netlify',
      'wrangler',
      'firebase',
    ].map((name): [string, Program] => [
      name,
      {
        depth: 2,
        actions: {
          ...actions('get describe logs list status', LOOK),
          validate: { does: 'check', proves: 'lint' },
          deploy: { does: 'remote', say: 'Deploy', slug: 'deploy' },
        },
      },
    ]),
  ),
  gcloud: { depth: 3 },
  systemctl: { depth: 1, actions: { status: LOOK } },
};
