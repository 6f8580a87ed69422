import { expect, test } from 'vitest';
import { draftSkill } from '../../src/codify/draft/draft.ts';
import { verifySkill } from '../../src/codify/verify.ts';
import { draftInput, PROJECT, releases, worldOf } from '../../test/support/world.ts';
import { seeded } from './generated.ts';
import { mutantsOf } from './mutate.ts';

/** Words that mean the same to the checks, such as one phrase of the description for another, may slip. */
const MUST_CATCH = 0.95;

test('a draft with one changed token in a command, path, claim or quote is no longer sound', () => {
  const world = worldOf([...releases(), ...releases().slice(-1)]);
  const { candidate, source } = world;
  const draft = draftSkill(candidate, draftInput(world));
  if (draft === null) throw new Error('nothing was drafted');
  const context = { source, project: PROJECT, redact: (text: string) => text, minSessions: 3, minDays: 2 };
  expect(verifySkill(draft, context)).toHaveProperty('skill');
  const mutants = mutantsOf([draft], seeded(1));
  const slipped = mutants
    .filter((mutant) => 'skill' in verifySkill(mutant.draft, context))
    .map(({ what }) => what);
  expect(mutants.length).toBeGreaterThan(40);
  expect(slipped.length / mutants.length, slipped.join(', ')).toBeLessThanOrEqual(1 - MUST_CATCH);
});
