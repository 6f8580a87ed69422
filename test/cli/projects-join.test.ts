import { realpathSync } from 'node:fs';
import { expect, test } from 'vitest';
import { settleProject } from '../../src/capture/locate-project.ts';
import { allHeads, registerProject } from '../../src/store/heads.ts';
import { openStore } from '../../src/store/open.ts';
import { commitPendingVersion, saveSkillVersion, skillsOfProject } from '../../src/store/skills.ts';
import { repository } from '../repository/scratch-repository.ts';
import { place } from './command-line.ts';
import { START, storeSession } from './events.ts';

const REMOTE = 'https://example.com/victim/shop';

/** Two folders of one claimed remote, each with a session and a skill. */
async function twoProjects() {
  const here = place();
  const store = openStore(here.paths.database);
  const roots = [repository(REMOTE), repository(REMOTE)] as const;
  const projects = [];
  for (const root of roots) {
    const project = await settleProject(store, root, process.env);
    storeSession(here.paths.database, `s-${projects.length}`, { projectId: project.id });
    store.prepare('DELETE FROM projects WHERE id = ?').run(project.id);
    registerProject(store, project, START);
    for (const name of ['release', `own-${projects.length}`]) {
      saveSkillVersion(store, {
        ...{ projectId: project.id, name, candidateId: name, kind: 'procedure', version: 1 },
        files: [{ path: 'SKILL.md', text: `${root}\n`, claims: [null] }],
        ...{ path: `${root}/${name}`, runId: null, now: START, receipts: [] },
      });
      commitPendingVersion(store, project.id, name);
    }
    projects.push(project);
  }
  store.close();
  const [first, second] = projects;
  if (first === undefined || second === undefined) throw new Error('there are two');
  return { here, roots: roots.map((root) => realpathSync(root)), first, second };
}

test('list shows each project with its folders, and whose remote one only names', async () => {
  const { here, roots, first, second } = await twoProjects();
  const listed = (await here.json('projects', 'list')) as { project: string }[];
  expect(listed.find(({ project }) => project === first.id)).toEqual({
    ...{ project: first.id, name: 'example.com/victim/shop', root: roots[0], roots: [roots[0]] },
    ...{ sessions: 1, skills: 2, claims: null },
  });
  expect(listed.find(({ project }) => project === second.id)).toMatchObject({
    roots: [roots[1]],
    claims: first.id,
  });
  expect((await here.hivemind('projects', 'list')).out).toContain(
    `hivemind projects join ${first.id} ${second.id} makes them one`,
  );
});

test('join files sessions and skills of the second under the first, now and from now on', async () => {
  const { here, roots, first, second } = await twoProjects();
  const [known = '', claiming = ''] = roots;
  expect(await here.json('projects', 'join', known, claiming)).toEqual({
    ...{ project: first.id, joined: second.id, sessions: 1 },
  });
  const store = openStore(here.paths.database);
  expect(allHeads(store).map(({ projectId }) => projectId)).toEqual([first.id, first.id]);
  expect(new Set(store.prepare('SELECT project_id FROM sessions').pluck().all())).toEqual(
    new Set([first.id]),
  );
  // Of the one that both have, the first one's stays.
  expect(skillsOfProject(store, first.id).map(({ name, path }) => [name, path])).toEqual([
    ['own-0', `${known}/own-0`],
    ['own-1', `${claiming}/own-1`],
    ['release', `${known}/release`],
  ]);
  expect((await settleProject(store, claiming, process.env)).id).toBe(first.id);
  expect(() => store.exec("UPDATE sessions SET text = 'another'")).toThrow(/append-only/);
  store.close();
  expect(await here.json('projects', 'list')).toMatchObject([
    { sessions: 2, roots: expect.arrayContaining(roots) },
  ]);
});

test('join refuses what is one project already, and one without sessions', async () => {
  const { here, roots } = await twoProjects();
  const [known = ''] = roots;
  expect(await here.hivemind('projects', 'join', known, known)).toMatchObject({ code: 2 });
  expect(await here.hivemind('projects', 'join', repository(), known)).toMatchObject({ code: 1 });
});
