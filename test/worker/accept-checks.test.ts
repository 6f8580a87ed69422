/** What a person accepts is checked as a run checks it: against the skills that are there and the secrets named today. */

import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repository, risky } from './drafted-repository.ts';

async function waiting() {
  const made = await repository(risky());
  expect(await made.run()).toMatchObject({ state: 'pending', skill: 'release' });
  return made;
}

test('a draft cannot be accepted once a hand-written skill covers its work', async () => {
  const { hivemind, file, project } = await waiting();
  const folder = join(project.root, '.claude', 'skills', 'releases');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'SKILL.md'),
    '---\nname: releases\ndescription: Cuts releases.\n---\n\nBy hand.\n',
  );
  const { code, err } = await hivemind('accept', 'release');
  expect(code).toBe(1);
  expect(err).toContain('.claude/skills/releases/SKILL.md already covers this');
  expect(existsSync(file)).toBe(false);
});

test('a draft cannot be accepted once a rule of the user calls a word of it a secret, which is not printed', async () => {
  const { here, hivemind, file } = await waiting();
  const rules = JSON.stringify(['own=origin stable']);
  expect((await here.hivemind('config', 'set', 'redact.rules', rules)).code).toBe(0);
  const { code, err } = await hivemind('accept', 'release');
  expect(code).toBe(1);
  expect(err).toContain('this line holds what looks like a secret');
  expect(err).not.toContain('origin stable');
  expect(existsSync(file)).toBe(false);
});
