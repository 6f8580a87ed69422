import { expect, test } from 'vitest';
import { cuesOf } from '../../src/mine/episodes/cues.ts';
import { isHandIn } from '../../src/mine/episodes/hand-in.ts';
import { turnsOf } from '../../src/mine/read/turns.ts';
import { termsOf } from '../../src/words/terms.ts';
import { type Line, START, sessionEvents } from './sessions.ts';

const push: Line = { run: 'git push' };

function handsIn(user: string, ...deeds: Line[]): boolean {
  const [turn] = turnsOf(sessionEvents({ id: 's', at: START, lines: [{ user }, ...deeds] }));
  return turn !== undefined && isHandIn(turn, termsOf(user), cuesOf(user));
}

test('what hands work in and changes nothing is a hand-in by its commands, in up to six terms', () => {
  expect(handsIn('invoice footer mailer parser chart gateway', push)).toBe(true);
  expect(handsIn('invoice footer mailer parser chart gateway menu', push)).toBe(false);
  expect(handsIn('invoice', push)).toBe(true);
  expect(handsIn('?', push)).toBe(true);
});

test('bare assent upon which work is handed in answers a question', () => {
  expect(handsIn('yes', push)).toBe(false);
  expect(handsIn('yes, the invoice', push)).toBe(true);
});

test('where other things are done too, its words tell', () => {
  expect(handsIn('commit the footer', { edit: '/repo/a.ts' }, push)).toBe(true);
  expect(handsIn('continue the footer', { edit: '/repo/a.ts' }, push)).toBe(false);
  expect(handsIn('footer commit', { edit: '/repo/a.ts' }, push)).toBe(false);
  expect(handsIn('commit the footer')).toBe(false);
});

test.each(['wait, push it', 'push, same error', 'push, it is broken', 'revert and push'])(
  '"%s" is none',
  (user) => {
    expect(handsIn(user, push)).toBe(false);
  },
);
