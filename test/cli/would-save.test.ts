import { expect, test } from 'vitest';
import { wouldSave } from '../../src/cli/skillify/would-save.ts';

test('minutes that round to none over months are told in words', () => {
  expect(wouldSave({ minutesSaved: 1.53, score: 29.6 })).toBe(
    'would save about 1.5 min each time, 30 min over the next months',
  );
  expect(wouldSave({ minutesSaved: 0.01, score: 0.2 })).toBe('would save hardly any time');
});
