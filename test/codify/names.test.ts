import { expect, test } from 'vitest';
import { nameSkill } from '../../src/codify/draft/name.ts';
import { sharedGoal } from '../../src/codify/shared/goal-terms.ts';
import { worldOf } from './world.ts';

const nameOf = (...goals: string[]) =>
  sharedGoal(worldOf(goals.map((goal) => ({ goal, steps: [] }))).episodes).name.join(' ');

test('a name holds no second noun that stands apart from the first', () => {
  const goals = [
    'review the beads, then the milestones',
    'our milestones are a mess; review beads please',
    'please review beads',
  ];
  expect(nameOf(...goals)).toBe('review beads');
});

test('two nouns that name one thing stay together, in the order that they have', () => {
  expect(
    nameOf('handle the coderabbit comments', 'new coderabbit comments came in', 'coderabbit comments'),
  ).toBe('handle coderabbit comments');
});

test('a name does not depend on the order of the sessions', () => {
  const goals = [
    'enable the remote',
    'similar setup for the remote',
    'we should enable a remote similar to it',
  ];
  expect(nameOf(...goals)).toBe('enable remote');
  expect(nameOf(...goals.reverse())).toBe('enable remote');
});

test('a name does not hold the program that starts others', () => {
  const goals = ['mise run lint fails', 'lint with mise please', 'fix what lint says, mise run lint'];
  const { episodes } = worldOf(goals.map((goal) => ({ goal, steps: [] })));
  expect(nameSkill(sharedGoal(episodes), [], new Set())).toBe('lint');
});
