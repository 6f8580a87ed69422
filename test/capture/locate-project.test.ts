/** A remote in a folder's settings is a claim: commits in common or the user's word make two folders one project. */

import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { locateProject, settleProject } from '../../src/capture/locate-project.ts';
import { projectOf } from '../../src/repository/identity.ts';
import { registerProject } from '../../src/store/heads.ts';
import { joinProjects } from '../../src/store/join-projects.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { place } from '../cli/command-line.ts';
import { git, repository, scratch } from '../repository/scratch-repository.ts';

const REMOTE = 'https://example.com/victim/shop';

let store: Store;
beforeEach(() => {
  store = openStore(place().paths.database);
});

/** As the worker does when the first session of a folder comes. */
async function meet(root: string) {
  const project = await settleProject(store, root, process.env);
  registerProject(store, project, 1);
  return project;
}

function clone(root: string, ...options: string[]): string {
  const folder = join(scratch(), 'clone');
  git(root, 'clone', '--quiet', ...options, `file://${root}`, folder);
  git(folder, 'remote', 'set-url', 'origin', REMOTE);
  return folder;
}

describe('a folder that names the remote of a known project', () => {
  test('is a project of its own as long as they have no commit in common', async () => {
    const [known, claiming] = [repository(REMOTE), repository(REMOTE)];
    const first = await meet(known);
    expect(first).toMatchObject({ remote: 'example.com/victim/shop', root: known });
    const second = await meet(claiming);
    expect(second).toMatchObject({ remote: null, root: claiming });
    expect(second.id).not.toBe(first.id);
    expect(await meet(claiming)).toEqual(second);
    expect(await meet(known)).toEqual(first);
  });

  test.each([['whole'], ['shallow', '--depth=1']])(
    'is that project as a clone (%s), ahead or behind',
    async (_, ...options) => {
      const known = repository(REMOTE);
      const { id } = await meet(known);
      const behind = clone(known, ...options);
      git(known, 'commit', '--quiet', '--allow-empty', '--message=more');
      expect(await meet(behind)).toMatchObject({ id, root: behind });
      const ahead = clone(known);
      git(ahead, 'commit', '--quiet', '--allow-empty', '--message=ahead');
      expect((await meet(ahead)).id).toBe(id);
    },
  );

  test('is that project when its clone is gone and it begins with the same commit, and is not when it does not', async () => {
    const known = repository(REMOTE);
    const { id } = await meet(known);
    const again = clone(known);
    rmSync(known, { recursive: true });
    expect((await locateProject(store, repository(REMOTE), process.env)).id).not.toBe(id);
    expect((await meet(again)).id).toBe(id);
  });

  test('proves nothing with objects that it only points to', async () => {
    const known = repository(REMOTE);
    const { id } = await meet(known);
    const pointing = repository(REMOTE);
    writeFileSync(join(pointing, '.git', 'objects', 'info', 'alternates'), `${known}/.git/objects\n`);
    expect((await meet(pointing)).id).not.toBe(id);
    const linking = repository(REMOTE);
    rmSync(join(linking, '.git', 'objects', 'pack'), { recursive: true });
    symlinkSync(join(known, '.git', 'objects', 'pack'), join(linking, '.git', 'objects', 'pack'));
    expect((await meet(linking)).id).not.toBe(id);
    const whole = repository(REMOTE);
    rmSync(join(whole, '.git', 'objects'), { recursive: true });
    symlinkSync(join(known, '.git', 'objects'), join(whole, '.git', 'objects'));
    expect((await meet(whole)).id).not.toBe(id);
  });

  test('is that project once the user says so', async () => {
    const [known, claiming] = [repository(REMOTE), repository(REMOTE)];
    const first = await meet(known);
    joinProjects(store, first, await meet(claiming));
    expect(await meet(claiming)).toEqual({ ...first, root: claiming });
  });

  test('keeps the project that an older store has it under', async () => {
    const known = repository(REMOTE);
    const project = await projectOf(known, process.env);
    registerProject(store, project, 1);
    expect(await meet(known)).toEqual(project);
    expect((await meet(clone(known))).id).toBe(project.id);
  });
});
