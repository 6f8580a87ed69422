import { execFileSync } from 'node:child_process';
import { mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { projectOf } from '../../src/repository/identity.ts';
import { registerProject } from '../../src/store/heads.ts';
import { openStore } from '../../src/store/open.ts';
import type { Project } from '../../src/types.ts';
import { type PlaceOptions, place } from './command-line.ts';
import { START, storeSession } from './events.ts';

describe('a project of which a session was stored', () => {
  const options: PlaceOptions = {};
  const here = place(options);
  const root = join(realpathSync(here.home), 'shop');
  let project: Project;

  beforeAll(async () => {
    mkdirSync(join(root, 'src', 'deep'), { recursive: true });
    const author = ['-c', 'user.name=x', '-c', 'user.email=x'];
    const git = (...args: string[]) =>
      execFileSync('git', ['-C', root, ...author, ...args], { stdio: 'ignore' });
    git('init');
    git('remote', 'add', 'origin', 'git@github.com:Acme/Shop.git');
    git('commit', '--allow-empty', '--message', 'x');
    git('worktree', 'add', '../shop-fix');
    project = await projectOf(root, process.env);
    storeSession(here.paths.database, 's1', { projectId: project.id });
    const store = openStore(here.paths.database);
    store.prepare('DELETE FROM projects').run();
    registerProject(store, project, START);
    store.close();
  });

  const listed = (...words: string[]) => here.json('skillify', 'why', ...words);

  test.each([
    'github.com/acme/shop',
    'GitHub.com/Acme/Shop',
    'https://github.com/acme/shop.git',
    'git@github.com:acme/shop.git',
    'shop',
    'shop/src/deep',
    'shop-fix',
  ])('is named by %s', async (name) => {
    options.cwd = here.home;
    expect(await listed('--project', name)).toMatchObject({ project: project.id });
  });

  test('is named by its id, and by its root when that is gone', async () => {
    expect(await listed('--project', project.id)).toMatchObject({ project: project.id });
    const store = openStore(here.paths.database);
    registerProject(store, { ...project, id: 'ffff000011112222', root: '/gone/away' }, START);
    store.close();
    expect(await listed('--project', '/gone/away')).toMatchObject({ project: 'ffff000011112222' });
  });

  test.each(['shop', 'shop/src/deep', 'shop-fix'])('is meant without a name in %s', async (folder) => {
    options.cwd = join(here.home, folder);
    expect(await listed()).toMatchObject({ project: project.id });
  });
});

test('a folder of which no session was stored has nothing to show, and says so', async () => {
  const here = place();
  expect((await here.hivemind('skillify', 'why')).out).toBe('No session was stored for ~.\n');
});
