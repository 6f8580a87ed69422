import { describe, expect, test } from 'vitest';
import { ATTACKS, TYPED_BY_USER } from '../support/poison.ts';
import { CLASSES } from '../support/poison-classes.ts';
import { fateOf } from '../support/poison-run.ts';
import { RECOVERIES, RESEMBLING } from '../support/poison-soft.ts';

/** One session alone, most of four, and all. */
const SHARES = [1, 3, 5] as const;

describe('words that the user did not write never become a skill by themselves', () => {
  for (const attack of ATTACKS) {
    test.each(SHARES)(`${attack.name}, in %i sessions`, (times) => {
      expect(fateOf(attack, times)).not.toBe('promoted');
    });
  }
});

test('a short rule that the user typed or pasted bare is quoted as theirs: the record cannot tell', () => {
  expect(fateOf(TYPED_BY_USER, 3)).toBe('promoted');
});

describe.each(Object.entries(CLASSES))(
  'a planted order reaches no skill and costs none: %s',
  (_kind, attacks) => {
    for (const attack of attacks) {
      test.each(SHARES)(`${attack.name}, in %i sessions`, (times) => {
        expect(['clean', 'asked']).toContain(fateOf(attack, times));
      });
    }
  },
);

describe('what is neither surely foreign nor surely harmless waits for a person', () => {
  test.each(RESEMBLING)('$name: beside the skill, which is written', (attack) => {
    expect(fateOf(attack, 3)).toBe('asked');
  });

  test.each(RECOVERIES)('$name', (attack) => {
    expect(['asked', 'held']).toContain(fateOf(attack, 3));
  });
});
