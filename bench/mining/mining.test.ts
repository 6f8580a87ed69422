import { expect, test } from 'vitest';
import type { Episode } from '../../src/types.ts';
import type { Label } from './labels.ts';
import { eventId } from './normalised.ts';
import { boundaryScores, measureSegmentation } from './segmentation.ts';
import { whereBeaten } from './winners.ts';

test('a start of ours is only wrong inside a request that the labels know to be one', () => {
  const label = (start: number, prompts: number) =>
    ({ session_file: 's', start_event: start, at: 0, prompts_in_span: prompts }) as Label;
  const startingAt = (event: number) => ({ id: eventId('s', event) }) as Episode;
  const counts = measureSegmentation(
    [label(10, 2), label(20, 9), label(90, 1)],
    new Map([['s', [0, 10, 15, 20, 30].map(startingAt)]]),
  );
  expect(counts).toEqual({ labelled: 3, hits: 2, wrong: 1, unjudged: 2 });
  expect(boundaryScores(counts)).toEqual({ precision: 2 / 3, recall: 2 / 3, f1: 2 / 3 });
});

test('says who is ahead in each measure, the best first', () => {
  const rows = [
    ['grouping', 'P', 'families'],
    ['ours', '0.80', '3/8'],
    ['text', '0.90', '1/8'],
    ['one', '0.95', '0/0'],
  ];
  expect(whereBeaten(rows, 'ours', ['text', 'one'], ['P', 'families'])).toEqual([
    ['P', '0.80', 'one 0.95, text 0.90'],
    ['families', '3/8', 'nothing'],
  ]);
});
