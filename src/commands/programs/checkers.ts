/** Programs that test, check, build or format code. */

import type { Action, Program, Proof } from './program.ts';

const named = (names: string, program: Omit<Program, 'depth'>): Record<string, Program> =>
  Object.fromEntries(names.split(' ').map((name) => [name, { depth: 0, ...program }]));

const proving = (proves: Proof, names: string) => named(names, { does: 'check', proves });

const NOTHING: Action = { does: 'run', proves: 'never' };
const check = (proves: Proof): Action => ({ does: 'check', proves });
const FORMATS = {
  does: 'change',
  proves: 'never',
  say: 'Format the code',
  slug: 'format',
} as const satisfies Action;
const INSTALLS: Action = { does: 'install', proves: 'never' };

export const CHECKERS: Readonly<Record<string, Program>> = {
  ...proving('test', 'jest mocha ava tap phpunit rspec ctest tox nox karma tape uvu bats testcafe py.test'),
  pytest: {
    depth: 0,
    does: 'check',
    proves: 'test',
    args: 'file',
    values: {
      '-k': 'test',
      '-m': 'marker',
      '-n': 'number',
      '-p': 'plugin',
      '-c': 'file',
      '--cov': 'package',
    },
  },
  vitest: {
    depth: 1,
    does: 'check',
    proves: 'test',
    args: 'file',
    actions: {
      run: check('test'),
      list: NOTHING,
      init: NOTHING,
      dev: NOTHING,
      watch: NOTHING,
      bench: NOTHING,
    },
    values: {
      '-t': 'test',
      '--testNamePattern': 'test',
      '--project': 'project',
      '--config': 'file',
      '-c': 'file',
    },
  },
  playwright: {
    depth: 1,
    actions: {
      test: check('test'),
      install: INSTALLS,
      'install-deps': INSTALLS,
      'show-report': NOTHING,
      codegen: NOTHING,
    },
    values: { '--project': 'project', '-g': 'test', '--grep': 'test', '--config': 'file', '-c': 'file' },
  },
  cypress: { depth: 1, actions: { run: check('test'), install: INSTALLS, open: NOTHING, verify: NOTHING } },
  ...proving(
    'lint',
    `eslint stylelint pylint flake8 shellcheck hadolint actionlint yamllint markdownlint markdownlint-cli2 ktlint detekt
     swiftlint tflint ansible-lint djlint oxlint knip jshint tslint vulture bandit semgrep codespell cspell gitleaks typos`.replace(
      /\s+/g,
      ' ',
    ),
  ),
  ...named('rubocop', { does: 'check', proves: 'lint' }),
  ruff: { depth: 1, actions: { check: check('lint'), format: FORMATS, clean: NOTHING, rule: NOTHING } },
  biome: {
    depth: 1,
    actions: {
      check: check('lint'),
      lint: check('lint'),
      ci: check('lint'),
      format: FORMATS,
      init: NOTHING,
      migrate: NOTHING,
    },
  },
  'golangci-lint': { depth: 1, actions: { run: check('lint'), fmt: FORMATS } },
  'pre-commit': { depth: 1, actions: { run: check('lint'), install: INSTALLS, autoupdate: INSTALLS } },
  ...proving('types', 'tsc mypy pyright basedpyright vue-tsc svelte-check pytype'),
  ...proving('build', 'webpack rollup esbuild tsup xcodebuild msbuild ninja gcc g++ clang cc rustc javac'),
  cmake: {
    depth: 0,
    values: { '-S': 'folder', '-B': 'folder', '-G': 'generator', '--preset': 'preset', '--target': 'target' },
  },
  vite: { depth: 1, actions: { build: check('build'), dev: NOTHING, preview: NOTHING } },
  next: { depth: 1, actions: { build: check('build'), lint: check('lint'), dev: NOTHING, start: NOTHING } },
  turbo: { depth: 1, scripts: 'also without run', actions: { run: { does: 'run' } } },
  nx: { depth: 1, scripts: 'also without run', actions: { run: { does: 'run' } } },
  swift: {
    depth: 1,
    actions: { test: check('test'), build: check('build'), run: NOTHING, package: NOTHING },
  },
  dotnet: {
    depth: 1,
    actions: {
      test: check('test'),
      build: check('build'),
      format: FORMATS,
      run: NOTHING,
      restore: INSTALLS,
      add: INSTALLS,
    },
  },
  ...named('gradle gradlew ./gradlew mvn ./mvnw sbt ant', { scripts: 'all' }),
  ...named('prettier black isort gofmt goimports rustfmt clang-format autopep8 yapf shfmt dprint', FORMATS),
};
