import { describe, expect, test } from 'vitest';
import { contradict, lineThatStates, stancesOf } from '../../src/words/rule-words.ts';

describe('a document states a rule', () => {
  const guide = [
    '# Guide',
    '',
    'Run the linter. Files of the generated',
    'client must not be edited by hand.',
    '- Amounts are kept in cents everywhere',
    '- Push tags after the tests',
  ].join('\n');

  test.each([
    ['never edit generated client files by hand', 3],
    ['do not edit the generated client by hand', 3],
    ['amounts must be kept in cents', 5],
    ['Amounts are kept in cents', 5],
  ])('in other words, on the line where the sentence begins: "%s"', (rule, line) => {
    expect(lineThatStates(guide, rule)).toBe(line);
  });

  test.each([
    // It says the opposite.
    'edit generated client files by hand',
    'never keep amounts in cents everywhere',
    // Its words stand in two sentences, in two items of a list.
    'never run the linter on generated client files',
    'keep amounts in cents and push tags after tests',
    // Two terms stand anywhere.
    'run linter',
    'never mock the payment gateway',
  ])('and not "%s"', (rule) => {
    expect(lineThatStates(guide, rule)).toBeNull();
  });
});

test('rules contradict each other where one wants what the other forbids', () => {
  const say = (a: string, b: string) => contradict(stancesOf(a), stancesOf(b));
  expect(say('always squash commits', 'never squash commits')).toBe(true);
  expect(say('never squash commits', 'always squash commits')).toBe(true);
  expect(say('always squash commits', 'you should not squash')).toBe(true);
  expect(say('always squash commits', 'never push tags')).toBe(false);
  expect(say('always squash commits', 'always push tags')).toBe(false);
});
