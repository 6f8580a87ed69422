/** What a check says against a draft reaches the person: in the ledger, in `why`, in a run's report and in `review`. */

import { describe, expect, test } from 'vitest';
import { ledgerOfProject } from '../../src/store/derived/ledger.ts';
import { releases } from '../support/world.ts';
import { repository, risky } from './drafted-repository.ts';

describe('a draft that a check refused', () => {
  // Whatever is drafted says so in its description, which no draft can do without.
  const RULES = JSON.stringify(['own=Use for requests']);
  const SAID = {
    code: 'secrets',
    file: 'SKILL.md',
    line: expect.stringMatching(/^Updates `CHANGELOG.md`, /),
    message: 'this line holds what looks like a secret',
    wayOut: expect.stringContaining('hivemind sessions forget'),
  };

  async function refused() {
    const made = await repository(releases());
    expect((await made.here.hivemind('config', 'set', 'redact.rules', RULES)).code).toBe(0);
    expect(await made.run()).toMatchObject({ state: 'blocked', blockedBy: ['secrets'], skill: null });
    return made;
  }

  test('is kept with its line and the reason, and why shows them with the way out', async () => {
    const { hivemind, world } = await refused();
    const { out } = await hivemind('why', world.candidate.id);
    expect(out).toMatch(
      /^ {2}SKILL\.md: Updates `CHANGELOG\.md`.*\n {2}! this line holds .*\n.*sessions forget/m,
    );
    const document = JSON.parse((await hivemind('why', world.candidate.id, '--json')).out);
    expect(document.candidates).toMatchObject([{ refusals: [SAID], moreRefusals: 0 }]);
  });

  test('is kept without the secret that it is refused for', async () => {
    const { store, project } = await refused();
    const kept = JSON.stringify(ledgerOfProject(store, project.id)[0]?.refusals);
    expect(kept).toContain('secret:own');
    expect(kept).not.toContain('Use for requests');
  });
});

test('a draft that waits says in review which line holds it, why, and what to do', async () => {
  const { run, hivemind } = await repository(risky());
  await run();
  const { out } = await hivemind('review');
  expect(out).toMatch(
    /SKILL\.md: 1\. Push: `git push --force origin stable`\n.*rewrites published history.*\n.*skillify review/,
  );
});

test('a ledger entry says nothing more of a draft that the person has decided on', async () => {
  const { run, hivemind, store, project } = await repository(risky());
  await run();
  expect(ledgerOfProject(store, project.id)[0]?.refusals).not.toEqual([]);
  await hivemind('reject', 'release');
  expect(ledgerOfProject(store, project.id)[0]?.refusals).toEqual([]);
});
