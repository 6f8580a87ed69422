import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commitsSince, headOf, textsAt } from '../../src/repository/history.ts';
import { projectOf } from '../../src/repository/identity.ts';
import { normaliseRemote } from '../../src/repository/remote.ts';
import { git, repository, scratch } from './scratch-repository.ts';

const defaultBranch = (bare: string) =>
  readFileSync(join(bare, 'HEAD'), 'utf8').trim().replace('ref: refs/heads/', '');

const project = (cwd: string) => projectOf(cwd, process.env);

describe('the project of a folder', () => {
  test('a name that no program can be given is a folder without a repository', async () => {
    expect(await projectOf('/no\0where', process.env)).toMatchObject({ remote: null });
  });

  test('of another system is one, whatever the case of its drive and the way its slashes lean', async () => {
    const spelled = ['C:\\work\\shop', 'c:\\work\\shop', 'C:/work/shop', 'c:/work/shop', 'c:\\work/shop'];
    const found = await Promise.all(spelled.map(project));
    expect(new Set(found.map(({ id }) => id)).size).toBe(1);
    expect((await project('d:\\work\\shop')).id).not.toBe(found[0]?.id);
  });

  test('clones of one remote are one project, each with its own root', async () => {
    const a = repository('git@github.com:Owner/Repo.git');
    const b = repository('https://robin:pass1234@github.com/owner/repo');
    const [first, second] = [await project(a), await project(b)];
    expect(first).toEqual({ id: second.id, remote: 'github.com/owner/repo', root: a });
    expect(second.root).toBe(b);
    expect(first.id).toMatch(/^[0-9a-f]{16}$/);
  });

  test('sub-folders and work trees join their repository, with a remote and without', async () => {
    for (const main of [repository(), repository('https://example.com/a/b')]) {
      mkdirSync(join(main, 'deep', 'er'), { recursive: true });
      const tree = join(scratch(), 'tree');
      git(main, 'worktree', 'add', '--quiet', tree);
      const whole = await project(main);
      expect(await project(join(main, 'deep', 'er'))).toEqual(whole);
      expect(await project(tree)).toEqual(whole);
    }
  });

  test('repositories without a remote are different projects', async () => {
    expect((await project(repository())).id).not.toBe((await project(repository())).id);
  });

  test('origin wins over other remotes; without it the first counts', async () => {
    const folder = repository();
    git(folder, 'remote', 'add', 'fork', 'https://example.com/fork/x');
    expect((await project(folder)).remote).toBe('example.com/fork/x');
    git(folder, 'remote', 'add', 'origin', 'https://example.com/main/x');
    expect((await project(folder)).remote).toBe('example.com/main/x');
  });

  test('a submodule is a project of its own; a git folder that lies apart counts once it names its work tree', async () => {
    const [outer, inner] = [repository('https://example.com/a/outer'), repository()];
    git(outer, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner, 'part');
    expect(await project(join(outer, 'part'))).toMatchObject({
      remote: `file:${inner}`,
      root: join(outer, 'part'),
    });
    const apart = scratch();
    git(apart, 'init', '--quiet', '--separate-git-dir', join(scratch(), 'git'));
    git(apart, 'remote', 'add', 'origin', 'https://example.com/a/apart');
    expect(await project(apart)).toMatchObject({ remote: null, root: apart });
    git(apart, 'config', 'core.worktree', apart);
    expect(await project(apart)).toMatchObject({ remote: 'example.com/a/apart', root: apart });
  });

  test.each(['.bare', 'repo.git'])(
    'work trees of a bare repository (%s) are one project, at the one of its default branch',
    async (name) => {
      const folder = scratch();
      git(folder, 'clone', '--quiet', '--bare', repository(), name);
      const bare = join(folder, name);
      if (name === '.bare') writeFileSync(join(folder, '.git'), 'gitdir: ./.bare\n');
      git(bare, 'remote', 'set-url', 'origin', 'https://example.com/a/bare');
      git(bare, 'worktree', 'add', '--quiet', '-b', 'fix', join(folder, 'fix'));
      expect(await project(join(folder, 'fix'))).toMatchObject({ root: join(folder, 'fix') });
      git(bare, 'worktree', 'add', '--quiet', join(folder, 'trunk'), defaultBranch(bare));
      const whole = await project(join(folder, 'trunk'));
      expect(whole).toMatchObject({ remote: 'example.com/a/bare', root: join(folder, 'trunk') });
      mkdirSync(join(folder, 'fix', 'deep'));
      expect(await project(join(folder, 'fix', 'deep'))).toEqual(whole);
      if (name === '.bare') expect(await project(folder)).toEqual(whole);
      rmSync(join(folder, 'fix'), { recursive: true });
      expect(await project(join(folder, 'trunk'))).toEqual(whole);
    },
  );

  test('a repository of another owner, as containers mount them, is one all the same', async () => {
    const folder = repository('https://example.com/a/b');
    const bin = scratch();
    // What git's own tests say to make every folder another owner's.
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell expands it
    const script = '#!/bin/sh\nPATH=${PATH#*:} GIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec git "$@"\n';
    writeFileSync(join(bin, 'git'), script, { mode: 0o755 });
    mkdirSync(join(folder, 'deep'));
    const env = { ...process.env, PATH: `${bin}:${process.env.PATH}` };
    expect(() => execFileSync('git', ['-C', folder, 'rev-parse'], { env, stdio: 'pipe' })).toThrow(/dubious/);
    expect(await projectOf(join(folder, 'deep'), env)).toEqual(await project(folder));
  });

  test('a folder that is gone belongs to the repository it was in', async () => {
    const folder = repository();
    expect(await project(join(folder, 'was', 'here'))).toEqual(await project(folder));
  });

  test('without a repository the path is the project, links resolved, and gone or not', async () => {
    const folder = scratch();
    const link = join(scratch(), 'link');
    symlinkSync(folder, link);
    const plain = await project(folder);
    expect(plain).toMatchObject({ remote: null, root: folder });
    expect(await project(link)).toEqual(plain);
    rmSync(folder, { recursive: true });
    expect(await project(folder)).toEqual(plain);
  });

  test('without git, and with the variables of a git hook around, it still answers', async () => {
    const folder = repository();
    expect((await projectOf(folder, { PATH: '/nowhere' })).root).toBe(folder);
    const other = repository();
    expect((await projectOf(folder, { ...process.env, GIT_DIR: join(other, '.git') })).root).toBe(folder);
  });
});

describe('a folder that came from elsewhere', () => {
  const claimed = () => repository('https://example.com/victim/shop');

  test('is its own root, wherever its settings say that the work lies', async () => {
    const [folder, elsewhere] = [repository(), scratch()];
    git(folder, 'config', 'core.worktree', elsewhere);
    expect(await project(folder)).toMatchObject({ root: folder });
  });

  test.each<[string, (folder: string, victim: string) => void]>([
    ['a file', (folder, victim) => writeFileSync(join(folder, '.git'), `gitdir: ${victim}/.git\n`)],
    ['a link', (folder, victim) => symlinkSync(join(victim, '.git'), join(folder, '.git'))],
    [
      'a file, to a work tree of that',
      (folder, victim) => {
        git(victim, 'worktree', 'add', '--quiet', join(scratch(), 'tree'));
        writeFileSync(join(folder, '.git'), `gitdir: ${victim}/.git/worktrees/tree\n`);
      },
    ],
    [
      'a common folder',
      (folder, victim) => {
        git(folder, 'init', '--quiet');
        writeFileSync(join(folder, '.git', 'commondir'), `${victim}/.git\n`);
        writeFileSync(join(folder, '.git', 'gitdir'), `${folder}/.git\n`);
      },
    ],
  ])('does not own the git folder of another one that it names by %s', async (_, name) => {
    const [folder, victim] = [scratch(), claimed()];
    const before = await project(victim);
    name(folder, victim);
    mkdirSync(join(folder, 'deep'));
    expect(await project(join(folder, 'deep'))).toMatchObject({ remote: null, root: folder });
    expect(await project(victim)).toEqual(before);
  });

  test('neither runs a program nor opens a file by its settings', async () => {
    const folder = repository('https://example.com/a/b');
    const [traps, ran] = [scratch(), join(scratch(), 'ran')];
    const trap = join(traps, 'trap');
    writeFileSync(trap, `#!/bin/sh\necho "$0 $*" >>'${ran}'\n`, { mode: 0o755 });
    const pipe = join(traps, 'pipe');
    execFileSync('mkfifo', [pipe]);
    writeFileSync(join(folder, '.gitattributes'), '* diff=evil filter=evil\n');
    git(folder, 'add', '.');
    git(folder, 'commit', '--quiet', '--message=attributes');
    const before = await project(folder);
    for (const [key, value] of [
      ...['core.fsmonitor', 'core.pager', 'core.editor', 'core.sshCommand', 'core.askPass'].map((key) => [
        key,
        trap,
      ]),
      ...['diff.external', 'diff.evil.command', 'diff.evil.textconv', 'filter.evil.clean'].map((key) => [
        key,
        trap,
      ]),
      ...['log.showSignature', 'core.alternateRefsCommand', 'gpg.program', 'pager.log'].map((key) => [
        key,
        trap,
      ]),
      ...['core.attributesFile', 'mailmap.file', 'core.excludesFile', 'include.path'].map((key) => [
        key,
        pipe,
      ]),
      ['core.hooksPath', traps],
      ['alias.log', `!${trap}`],
      ['log.showSignature', 'true'],
      ['log.mailmap', 'true'],
    ] as const)
      appendFileSync(
        join(folder, '.git', 'config'),
        `[${key.replace(/\.(\w+)\.(\w+)$/, ' "$1"]\n$2').replace(/\.(\w+)$/, ']\n$1')} = ${value}\n`,
      );
    expect(await project(folder)).toEqual(before);
    const head = await headOf(folder, process.env);
    expect(head).not.toBeNull();
    if (head === null) return;
    const commits = await commitsSince(folder, head, 0, ['.gitattributes'], process.env);
    expect(commits?.flatMap(({ files }) => files.map(({ path }) => path))).toEqual(['.gitattributes']);
    expect(await textsAt(folder, head, ['.gitattributes'], process.env)).toHaveProperty('size', 1);
    expect(existsSync(ran)).toBe(false);
  });

  test.each(['config', 'HEAD', 'packed-refs'])('with a pipe for its %s, waits for nothing', async (name) => {
    const folder = claimed();
    rmSync(join(folder, '.git', name), { force: true });
    execFileSync('mkfifo', [join(folder, '.git', name)]);
    expect((await project(folder)).root).toBe(folder);
    if (name !== 'config') expect(await headOf(folder, process.env)).toBeNull();
  });
});

describe('a remote’s name', () => {
  test.each([
    ['git@github.com:Owner/Repo.git', 'github.com/owner/repo'],
    ['https://github.com/owner/repo/', 'github.com/owner/repo'],
    ['ssh://git@github.com:22/owner/repo.git', 'github.com/owner/repo'],
    ['ssh://git@ssh.github.com:443/owner/repo.git', 'github.com/owner/repo'],
    ['git+ssh://git@Host/owner/repo', 'host/owner/repo'],
    ['https://user:token@gitlab.com/group/sub/repo.git', 'gitlab.com/group/sub/repo'],
    ['host:path/repo.git', 'host/path/repo'],
    ['user@host:/srv/repo.git', 'host/srv/repo'],
    ['/srv/git/Repo.git', 'file:/srv/git/Repo'],
    ['file:///srv/git/Repo.git', 'file:/srv/git/Repo'],
    ['../sibling', null],
    ['', null],
    ['https://', null],
  ])('of %s is %s', (url, name) => {
    expect(normaliseRemote(url)).toBe(name);
  });

  test('holds no password, and naming it never throws', () => {
    const word = fc.stringMatching(/^[a-z0-9]{8,12}$/);
    fc.assert(
      fc.property(word, word, word, (user, password, path) => {
        expect(normaliseRemote(`https://${user}:${password}@example.com/${path}`)).toBe(
          `example.com/${path}`,
        );
      }),
    );
    fc.assert(fc.property(fc.string(), (url) => void normaliseRemote(url)));
  });
});
