/** Version control and the places where code is shared. */

import type { Action, Program } from './program.ts';

const look = (args?: string, say?: string): Action => ({
  does: 'look',
  ...(args === undefined ? {} : { args }),
  ...(say === undefined ? {} : { say }),
});

const READ_CHANGES = 'Read the changes';
const UPDATE = { slug: 'update-branch', say: 'Get what is new' } as const;
const MESSAGE = {
  '-m': 'message',
  '-am': 'message',
  '--message': 'message',
  '-F': 'file',
  '--file': 'file',
} as const;

/** What nearly any work begins or ends with. */
const EVERYDAY = 'add commit push pull fetch checkout switch merge rebase diff log show'.split(' ');

const ALL_ACTIONS: Readonly<Record<string, Action>> = {
  status: look(),
  log: {
    ...look('range', READ_CHANGES),
    values: { '-n': 'number', '--format': 'format', '--author': 'name', '-S': 'text', '-G': 'text' },
  },
  diff: look('range', READ_CHANGES),
  show: look('commit', READ_CHANGES),
  branch: {
    ...look('branch'),
    values: { '-D': 'branch', '-d': 'branch', '-m': 'branch', '--format': 'format' },
  },
  'rev-parse': look(),
  'rev-list': look(),
  'merge-base': look('branch'),
  blame: { ...look('file'), values: { '-L': 'lines' } },
  grep: look('text'),
  describe: look(),
  shortlog: look(),
  'ls-files': look(),
  'ls-tree': look(),
  'ls-remote': look(),
  'cat-file': look(),
  'check-ignore': look(),
  'symbolic-ref': look(),
  config: look(),
  remote: look(),
  'remote get-url': look('remote'),
  'remote show': look('remote'),
  'remote add': { does: 'change', args: 'remote' },
  'remote set-url': { does: 'change', args: 'remote' },
  reflog: look(),
  help: look(),
  stash: look(),
  'stash list': look(),
  'stash show': look(),
  'stash push': { does: 'change', values: { '-m': 'message' } },
  'stash pop': { does: 'change' },
  'stash apply': { does: 'change' },
  'stash drop': { does: 'change' },
  add: { does: 'stage', say: 'Stage the changes', args: 'file' },
  rm: { does: 'change', args: 'file' },
  mv: { does: 'change', args: 'file' },
  restore: { does: 'change', args: 'file', values: { '--source': 'commit' } },
  reset: { does: 'change', args: 'commit' },
  clean: { does: 'change' },
  commit: {
    does: 'commit',
    say: 'Commit',
    slug: 'commit',
    args: 'file',
    values: { ...MESSAGE, '-C': 'commit', '--author': 'name', '--date': 'date' },
  },
  push: { does: 'push', say: 'Push', slug: 'push', args: 'branch' },
  pull: { does: 'branch', ...UPDATE, args: 'branch' },
  fetch: { does: 'branch', ...UPDATE, args: 'branch' },
  checkout: {
    does: 'branch',
    say: 'Switch the branch',
    slug: 'switch-branch',
    args: 'branch',
    values: { '-b': 'branch', '-B': 'branch' },
  },
  switch: {
    does: 'branch',
    say: 'Switch the branch',
    slug: 'switch-branch',
    args: 'branch',
    values: { '-c': 'branch', '-C': 'branch' },
  },
  worktree: { does: 'branch', say: 'Set up the work tree', slug: 'set-up-worktree', args: 'folder' },
  'worktree add': {
    does: 'branch',
    say: 'Set up the work tree',
    slug: 'set-up-worktree',
    args: 'folder',
    values: { '-b': 'branch', '-B': 'branch' },
  },
  'worktree list': look(),
  'worktree remove': { does: 'branch', say: 'Set up the work tree', slug: 'set-up-worktree', args: 'folder' },
  'worktree prune': { does: 'branch' },
  clone: { does: 'branch', args: 'url' },
  init: { does: 'change' },
  merge: { does: 'merge', say: 'Merge', slug: 'merge', args: 'branch', values: MESSAGE },
  rebase: { does: 'rebase', say: 'Rebase', slug: 'rebase', args: 'branch', values: { '--onto': 'branch' } },
  'cherry-pick': { does: 'rebase', say: 'Pick the commit', slug: 'cherry-pick', args: 'commit' },
  revert: { does: 'rebase', args: 'commit' },
  bisect: { does: 'branch' },
  tag: {
    does: 'tag',
    say: 'Tag it',
    slug: 'tag',
    args: 'version',
    values: { ...MESSAGE, '-a': 'version', '-d': 'version' },
  },
  submodule: { does: 'branch' },
  apply: { does: 'change', args: 'file' },
  am: { does: 'change', args: 'file' },
};

const GIT_ACTIONS = Object.fromEntries(
  Object.entries(ALL_ACTIONS).map(([name, action]): [string, Action] => [
    name,
    EVERYDAY.includes(name) ? { ...action, everyday: true } : action,
  ]),
);

const TEXTS = {
  '--title': 'title',
  '-t': 'title',
  '--body': 'text',
  '-b': 'text',
  '--body-file': 'file',
  '-F': 'file',
  '--label': 'label',
  '-l': 'label',
  '--add-label': 'label',
  '--remove-label': 'label',
  '--assignee': 'name',
  '--reviewer': 'name',
  '--milestone': 'milestone',
  '--base': 'branch',
  '-B': 'branch',
  '--head': 'branch',
  '-H': 'branch',
  '--repo': 'repository',
  '-R': 'repository',
  '--json': 'fields',
  '--jq': 'filter',
  '-q': 'filter',
  '--template': 'format',
  '--limit': 'number',
  '-L': 'number',
  '--state': 'state',
  '-s': 'state',
  '--search': 'text',
  '--author': 'name',
  '--branch': 'branch',
  '--workflow': 'workflow',
} as const;

const COMMENT = { say: 'Answer on the pull request', slug: 'answer-review' } as const;
const ISSUE = { say: 'Update the issue', slug: 'update-issue', args: 'issue', does: 'remote' } as const;
const CI_RUN = { say: 'Look at the CI run', slug: 'check-ci', args: 'run-id' } as const;

/** Actions on a pull request, which GitLab calls a merge request. */
const requestActions = (name: string, args: string): Record<string, Action> => ({
  [`${name} create`]: { does: 'propose', say: 'Open a pull request', slug: 'open-pull-request' },
  [`${name} view`]: look(args, 'Read the pull request'),
  [`${name} diff`]: look(args, 'Read the pull request'),
  [`${name} list`]: look(args, 'Read the pull request'),
  [`${name} status`]: look(args),
  [`${name} checks`]: { ...look(args, "Look at the pull request's checks"), slug: 'check-pull-request' },
  [`${name} comment`]: { does: 'remote', ...COMMENT, args },
  [`${name} note`]: { does: 'remote', ...COMMENT, args },
  [`${name} review`]: { does: 'remote', ...COMMENT, args },
  [`${name} edit`]: { does: 'remote', say: 'Edit the pull request', args },
  [`${name} ready`]: { does: 'remote', args },
  [`${name} close`]: { does: 'remote', args },
  [`${name} merge`]: { does: 'merge', say: 'Merge the pull request', slug: 'merge-pull-request', args },
  [`${name} checkout`]: { does: 'branch', say: 'Check out the pull request', args },
});

const HOST_ACTIONS: Readonly<Record<string, Action>> = {
  ...requestActions('pr', 'pr'),
  ...requestActions('mr', 'mr'),
  'issue view': look('issue', 'Read the issue'),
  'issue list': look('issue', 'Read the issue'),
  'issue create': { does: 'remote', say: 'Open an issue', slug: 'open-issue' },
  'issue close': ISSUE,
  'issue comment': ISSUE,
  'issue edit': ISSUE,
  'release create': {
    does: 'publish',
    say: 'Create the release',
    slug: 'create-release',
    args: 'version',
    values: { '--notes': 'text', '--target': 'branch' },
  },
  'release view': look('version'),
  'release list': look(),
  'release upload': { does: 'publish', args: 'version' },
  'run view': { does: 'look', ...CI_RUN, values: { '--job': 'job-id' } },
  'run list': { does: 'look', ...CI_RUN },
  'run watch': { does: 'look', ...CI_RUN },
  'run download': { does: 'look', ...CI_RUN },
  'run rerun': { does: 'remote', ...CI_RUN },
  'run cancel': { does: 'remote', ...CI_RUN },
  'workflow run': { does: 'remote', args: 'workflow', values: { '--ref': 'branch' } },
  'workflow list': look(),
  'workflow view': look('workflow'),
  'repo view': look('repository'),
  'repo clone': { does: 'branch', args: 'repository' },
  'auth status': look(),
  api: {
    does: 'look',
    say: 'Ask the GitHub API',
    args: 'route',
    values: {
      '-X': 'method',
      '--method': 'method',
      '-f': 'field',
      '-F': 'field',
      '-H': 'header',
      '--input': 'file',
    },
  },
  'api graphql': { does: 'look', say: 'Ask the GitHub API', values: { '-f': 'field', '-F': 'field' } },
  'search issues': look('text'),
  'search prs': look('text'),
  'search code': look('text'),
};

export const GIT: Readonly<Record<string, Program>> = {
  git: {
    depth: 1,
    actions: GIT_ACTIONS,
    aliases: { co: 'checkout', ci: 'commit', st: 'status', br: 'branch' },
  },
  gh: { depth: 2, actions: HOST_ACTIONS, values: TEXTS },
  glab: { depth: 2, actions: HOST_ACTIONS, values: TEXTS },
  jj: {
    depth: 1,
    actions: {
      commit: { does: 'commit', say: 'Commit', slug: 'commit', values: MESSAGE },
      describe: { does: 'commit', say: 'Commit', slug: 'commit', values: MESSAGE },
      'git push': { does: 'push', say: 'Push', slug: 'push' },
      'git fetch': { does: 'branch', ...UPDATE },
      status: look(),
      log: look(),
      diff: look(),
      show: look('commit'),
      new: { does: 'branch' },
    },
  },
};
