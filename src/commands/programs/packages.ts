/** Package managers, and the programs that run a project's own scripts by their names. */

import type { Action, Program } from './program.ts';

const INSTALL: Action = {
  does: 'install',
  proves: 'never',
  say: 'Install the dependencies',
  args: 'package',
};
const CHANGE: Action = {
  does: 'install',
  proves: 'never',
  say: 'Change the dependency',
  slug: 'update-dependencies',
  args: 'package',
};
const BUMP: Action = {
  does: 'change',
  proves: 'never',
  say: 'Bump the version',
  slug: 'bump-version',
  args: 'version',
};
const PUBLISH: Action = { does: 'publish', proves: 'never', say: 'Publish the package', slug: 'publish' };
const LOOK: Action = { does: 'look', proves: 'never', args: 'package' };
const RUN: Action = { does: 'run' };
const FORMAT: Action = { does: 'change', proves: 'never', say: 'Format the code', slug: 'format' };
const proof = (proves: NonNullable<Action['proves']>): Action => ({ does: 'check', proves });

const actions = (names: string, action: Action): Record<string, Action> =>
  Object.fromEntries(names.split(' ').map((name) => [name, action]));

const NODE_ACTIONS: Readonly<Record<string, Action>> = {
  ...actions('install ci rebuild dedupe prune link', INSTALL),
  ...actions('add remove uninstall update upgrade', CHANGE),
  ...actions('view info show ls list outdated why whoami config root bin prefix search explain', LOOK),
  ...actions('audit init create pack cache login logout store approve-builds', {
    does: 'run',
    proves: 'never',
  }),
  'config set': { does: 'change', proves: 'never' },
  version: BUMP,
  publish: PUBLISH,
  test: proof('test'),
  ...actions('run start stop restart', RUN),
};

const NODE_VALUES = {
  '--filter': 'package',
  '-F': 'package',
  '-C': 'folder',
  '--dir': 'folder',
  '--cwd': 'folder',
  '--prefix': 'folder',
  '--workspace': 'package',
  '-w': 'package',
} as const;

const NODE_ALIASES = {
  t: 'test',
  tst: 'test',
  i: 'install',
  in: 'install',
  'clean-install': 'ci',
  un: 'uninstall',
  rm: 'remove',
  up: 'update',
  upd: 'update',
  'run-script': 'run',
} as const;

const nodeManager = (scripts: Program['scripts'], own: Record<string, Action> = {}): Program => ({
  depth: 1,
  ...(scripts === undefined ? {} : { scripts }),
  actions: { ...NODE_ACTIONS, ...own },
  values: NODE_VALUES,
  aliases: NODE_ALIASES,
  runs: ['exec', 'dlx', 'x'],
});

const PYTHON_ACTIONS: Readonly<Record<string, Action>> = {
  ...actions('install sync lock venv', INSTALL),
  ...actions('add remove update upgrade', CHANGE),
  ...actions('tree show list env', LOOK),
  ...actions('version bump', BUMP),
  ...actions('publish upload', PUBLISH),
  build: proof('build'),
};

const pythonManager: Program = {
  depth: 1,
  actions: {
    ...PYTHON_ACTIONS,
    ...actions('pip', INSTALL),
    'pip install': INSTALL,
    'pip list': LOOK,
    'pip show': LOOK,
    'pip compile': INSTALL,
    'pip sync': INSTALL,
    'tool install': INSTALL,
    'tool list': LOOK,
    'python install': INSTALL,
  },
  values: {
    '--project': 'folder',
    '--directory': 'folder',
    '-p': 'version',
    '--python': 'version',
    '--with': 'package',
    '--extra': 'name',
    '--group': 'name',
  },
  runs: ['run', 'tool run'],
};

const scriptRunner: Program = {
  depth: 1,
  scripts: 'all',
  values: { '-C': 'folder', '-f': 'file', '-j': 'number', '--file': 'file', '--directory': 'folder' },
};

const systemManager: Program = {
  depth: 1,
  actions: {
    ...actions('install add i', INSTALL),
    ...actions('remove uninstall update upgrade', CHANGE),
    ...actions('list info search show services', LOOK),
  },
};

export const PACKAGES: Readonly<Record<string, Program>> = {
  npm: nodeManager('behind run'),
  pnpm: nodeManager('also without run'),
  yarn: nodeManager('also without run', { workspace: RUN, set: CHANGE }),
  bun: { ...nodeManager('also without run', { build: proof('build'), pm: LOOK }), interprets: true },
  ...Object.fromEntries(
    ['npx', 'bunx', 'pnpx', 'uvx', 'pipx'].map((name): [string, Program] => [
      name,
      {
        depth: 0,
        runs: 'directly',
        values: { '-p': 'package', '--package': 'package', '--from': 'package', '--with': 'package' },
      },
    ]),
  ),
  ...Object.fromEntries(
    ['uv', 'poetry', 'pipenv', 'rye', 'pdm', 'hatch'].map((name) => [name, pythonManager]),
  ),
  pip: {
    depth: 1,
    actions: {
      ...actions('install', INSTALL),
      ...actions('uninstall', CHANGE),
      ...actions('show list freeze index', LOOK),
    },
  },
  pip3: {
    depth: 1,
    actions: {
      ...actions('install', INSTALL),
      ...actions('uninstall', CHANGE),
      ...actions('show list freeze index', LOOK),
    },
  },
  twine: { depth: 1, actions: { upload: PUBLISH } },
  bundle: {
    depth: 1,
    actions: { ...actions('install', INSTALL), ...actions('add update', CHANGE) },
    runs: ['exec'],
  },
  composer: {
    depth: 1,
    scripts: 'also without run',
    actions: { ...actions('install', INSTALL), ...actions('require remove update', CHANGE), run: RUN },
    runs: ['exec'],
    aliases: { 'run-script': 'run' },
  },
  make: scriptRunner,
  gmake: scriptRunner,
  just: scriptRunner,
  task: scriptRunner,
  rake: scriptRunner,
  invoke: scriptRunner,
  mise: {
    depth: 1,
    scripts: 'behind run',
    actions: {
      ...actions('install use', INSTALL),
      ...actions('ls list current doctor env tasks', LOOK),
      run: RUN,
      trust: { does: 'run', proves: 'never' },
    },
    aliases: { r: 'run', i: 'install', u: 'use' },
    runs: ['exec', 'x'],
  },
  deno: {
    depth: 1,
    scripts: 'behind run',
    interprets: true,
    actions: {
      test: proof('test'),
      lint: proof('lint'),
      check: proof('types'),
      compile: proof('build'),
      fmt: FORMAT,
      task: RUN,
      run: RUN,
      ...actions('install cache', INSTALL),
      ...actions('add remove', CHANGE),
      info: LOOK,
    },
    aliases: { task: 'run' },
  },
  cargo: {
    depth: 1,
    actions: {
      test: proof('test'),
      nextest: proof('test'),
      check: proof('types'),
      clippy: proof('lint'),
      build: proof('build'),
      fmt: FORMAT,
      ...actions('install fetch', INSTALL),
      ...actions('add remove update upgrade', CHANGE),
      ...actions('tree metadata search', LOOK),
      ...actions('version bump', BUMP),
      publish: PUBLISH,
      ...actions('run bench doc clean new init', { does: 'run', proves: 'never' }),
    },
    aliases: { t: 'test', b: 'build', c: 'check', r: 'run' },
    values: {
      '-p': 'package',
      '--package': 'package',
      '--bin': 'name',
      '--test': 'test',
      '--features': 'features',
      '--manifest-path': 'file',
      '--target': 'target',
    },
  },
  go: {
    depth: 1,
    actions: {
      test: {
        ...proof('test'),
        values: {
          '-run': 'test',
          '-tags': 'tags',
          '-count': 'number',
          '-timeout': 'time',
          '-bench': 'benchmark',
        },
        args: 'package',
      },
      vet: { ...proof('lint'), args: 'package' },
      build: {
        ...proof('build'),
        values: { '-o': 'file', '-tags': 'tags', '-ldflags': 'flags' },
        args: 'package',
      },
      fmt: FORMAT,
      ...actions('install', INSTALL),
      get: CHANGE,
      ...actions('env list version doc', LOOK),
      ...actions('run mod generate tool work', { does: 'run', proves: 'never' }),
      generate: { does: 'change', proves: 'never', say: 'Generate the code', slug: 'generate-code' },
      'mod tidy': { does: 'install', proves: 'never' },
      'mod download': INSTALL,
    },
  },
  ...Object.fromEntries(
    ['brew', 'apt', 'apt-get', 'apk', 'dnf', 'yum', 'pacman', 'gem', 'choco', 'winget', 'conda', 'mamba'].map(
      (name) => [name, systemManager],
    ),
  ),
};
