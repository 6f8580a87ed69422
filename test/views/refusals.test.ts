/** What the checks said against a draft comes out with the line, the words, the reason and the way out. */

import { expect, test } from 'vitest';
import type { Refusal } from '../../src/skill/refusal.ts';
import { listedRefusal, listedRefusals } from '../../src/views/refusals.ts';

const refusal = (text: string | null, more: Partial<Refusal> = {}): Refusal => ({
  code: 'grounding',
  message: 'no session ran this to a good end: `x`',
  held: false,
  at: text === null ? null : { path: 'SKILL.md', claim: `step ${text}`, text },
  words: ['x'],
  ...more,
});

test('a refusal names file, line, words, reason and way out', () => {
  expect(listedRefusal(refusal('1. `x`'))).toEqual({
    code: 'grounding',
    message: 'no session ran this to a good end: `x`',
    held: false,
    file: 'SKILL.md',
    claim: 'step 1. `x`',
    line: '1. `x`',
    words: ['x'],
    wayOut: 'it counts once more sessions have done it to a good end',
  });
  expect(listedRefusal(refusal(null))).toMatchObject({ file: null, claim: null, line: null });
});

test('a script that nobody can lift has another than one that waits', () => {
  const script = (held: boolean) => listedRefusal(refusal('a', { code: 'script', held })).wayOut;
  expect(script(true)).toContain('hivemind skillify review');
  expect(script(false)).not.toContain('review');
});

test('three are told and the rest counted: what nobody can lift first, then one a line', () => {
  const held = refusal('held', { held: true });
  const all = [held, refusal('a'), refusal('a', { message: 'again' }), refusal('b'), refusal('c')];
  const told = listedRefusals(all);
  expect(told.refusals.map(({ line }) => line)).toEqual(['a', 'b', 'c']);
  expect(told.moreRefusals).toBe(2);
  expect(
    listedRefusals(all.slice(0, 3)).refusals.map(({ line, message }) => [line, message.slice(0, 5)]),
  ).toEqual([
    ['a', 'no se'],
    ['a', 'again'],
    ['held', 'no se'],
  ]);
  expect(listedRefusals([])).toEqual({ refusals: [], moreRefusals: 0 });
});
