import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeFileAtomic } from '../../src/lib/atomic-write.ts';
import { receiptsOf, skillsOfProject } from '../../src/store/skills.ts';
import { wordAll, wordingInput } from '../../src/worker/skillify.ts';
import { problemsOfSkills } from '../support/reference-validator.ts';
import type { SessionSpec } from '../support/world.ts';
import { repository } from './drafted-repository.ts';

/** Two kinds of work with the same commands, of three sessions each; the second teaches one thing more. */
const sessions = (): SessionSpec[] =>
  [0, 1, 2, 3, 4, 5].map((index) => ({
    goal: `${index < 3 ? 'cut a release' : 'ship the nightly build'}, day ${'abcdef'[index]}`,
    steps: [{ run: 'make bundle' }, { run: 'make sign' }, { run: 'make upload' }],
    ...(index < 3 ? {} : { rules: ['never upload before noon'] }),
  }));

async function twoKinds() {
  const place = await repository(sessions());
  const { world, context, project } = place;
  const kind = (id: string, from: number) => ({
    candidate: { ...world.candidate, id },
    episodes: world.episodes.slice(from, from + 3),
  });
  const run = () => {
    const subjects = [kind('first', 0), kind('second', 3)];
    const candidates = subjects.map(({ candidate }) => candidate);
    const mined = { candidates, episodes: world.episodes, moments: world.episodes };
    return wordAll(context(), wordingInput(context(), project, mined, 1), subjects);
  };
  return { ...place, run };
}

describe('work that a skill of ours already covers', () => {
  test('adds to it the lines that it lacks, with their receipts, and becomes no second skill', async () => {
    const { run, store, project } = await twoKinds();
    const [first, second] = await run();
    expect(first?.worded).toMatchObject({ state: 'published', published: { outcome: 'written' } });
    expect(second?.worded).toMatchObject({
      state: 'blocked',
      blockedBy: ['twin'],
      coveredBy: first?.worded.skill,
    });
    const [skill, ...others] = skillsOfProject(store, project.id);
    expect(others).toEqual([]);
    expect(await problemsOfSkills(project.root)).toEqual([]);
    const text = readFileSync(skill?.path ?? '', 'utf8');
    expect(text).toContain('- The user asked: “never upload before noon”');
    const receipts = receiptsOf(store, project.id, skill?.name ?? '', skill?.version ?? 0);
    expect(receipts.some(({ claim }) => claim === 'rule never upload before noon')).toBe(true);
  });

  test('says the same in the next run', async () => {
    const { run } = await twoKinds();
    await run();
    expect((await run())[0]?.worded.published).toMatchObject({ outcome: 'unchanged', version: 1 });
  });

  test('changes nothing in a skill that somebody wrote by hand', async () => {
    const { run, file, project, store } = await twoKinds();
    const path = file.replace('/release/', '/make-it/');
    const text =
      '---\nname: make-it\ndescription: Ships.\n---\n\nmake bundle, then make sign and make upload\n';
    mkdirSync(dirname(path), { recursive: true });
    writeFileAtomic(path, text, 0o644);
    for (const { worded } of await run())
      expect(worded).toMatchObject({ state: 'blocked', coveredBy: '.claude/skills/make-it/SKILL.md' });
    expect(readFileSync(path, 'utf8')).toBe(text);
    expect(existsSync(file)).toBe(false);
    expect(skillsOfProject(store, project.id)).toEqual([]);
  });
});

test('work that a command of the user’s does is counted there, and the ledger says which one', async () => {
  const { run, store, project } = await twoKinds();
  const path = join(project.root, '.cursor', 'commands', 'publish.md');
  mkdirSync(dirname(path), { recursive: true });
  writeFileAtomic(path, 'Call `make bundle`, `make sign` and `make upload`.\n', 0o644);
  for (const { worded } of await run())
    expect(worded).toMatchObject({
      state: 'blocked',
      blockedBy: ['twin'],
      coveredBy: '.cursor/commands/publish.md',
    });
  expect(skillsOfProject(store, project.id)).toEqual([]);
});
