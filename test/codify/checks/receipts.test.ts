/** Evidence must exist, be of this project, and hold the words quoted from it. */

import { expect, test } from 'vitest';
import { checkReceipts } from '../../../src/codify/checks/receipts.ts';
import { line, type Moment, messagesOf } from './sessions.ts';

const said = (moments: Moment[], ...behind: string[]) =>
  messagesOf(checkReceipts, { a: moments }, { lines: [line({ kind: 'rule', quote: 'q' }, ...behind)] });
const NOT_HELD = ['a quoted event does not hold the quoted words'];

test('a line that claims something has evidence that is there, and of this project', () => {
  expect(said([])).toEqual(['no event stands behind this line']);
  expect(said([], 'a:1=x')).toEqual(['an event behind this line is not in the store']);
  expect(said([{ ask: 'x', projectId: 'p2' }], 'a:1=x')).toEqual([
    'an event behind this line is another project’s',
  ]);
  const lines = [line({ kind: 'heading', title: 'Steps' })];
  expect(messagesOf(checkReceipts, {}, { lines })).toEqual([]);
});

test('a quote is found in what was said, called, given or printed, whatever the spaces', () => {
  const held: [Moment, string][] = [
    [{ ask: 'fix  the\nparser' }, 'a:1=fix the parser'],
    [{ ask: 'now', meta: { command: 'ship' } }, 'a:1=/ship now'],
    [{ run: 'cd x && npm test' }, 'a:1=npm test'],
    [{ run: 'npm   test' }, 'a:1=npm test'],
    [{ tool: 'Deploy' }, 'a:1=Deploy'],
    [{ edit: 'src/a.ts' }, 'a:1=src/a.ts'],
    [{ run: 'make', output: 'built it' }, 'a:1r=built it'],
    [{ run: 'make', ok: false, result: { errorLine: 'no rule' } }, 'a:1r=no rule'],
  ];
  for (const [moment, behind] of held) expect(said([moment], behind), behind).toEqual([]);
});

test('no other words are found, nor none, nor one quote for another', () => {
  expect(said([{ ask: 'fix it' }], 'a:1=break it')).toEqual(NOT_HELD);
  expect(said([{ ask: 'fix it' }], 'a:1= ')).toEqual(NOT_HELD);
  expect(said([{ run: 'npm test' }], 'a:1=npm test --all')).toEqual(NOT_HELD);
  expect(said([{ ask: 'fix it' }, { ask: 'push' }], 'a:1=fix it', 'a:2=pull')).toEqual(NOT_HELD);
});
