/** Sessions, days and steps are counted with a person in each. */

import { expect, test } from 'vitest';
import { checkSupport } from '../../../src/codify/checks/support.ts';
import { line, type Moment, messagesOf } from './sessions.ts';

const on = (day: number): Moment[] => [
  { ask: 'do it', day },
  { run: 'make', day },
];
const lines = [
  line({ kind: 'step', only: null, until: null, do: 'run', label: null, command: 'make' }, 'a:2', 'b:2'),
];

test('enough sessions and days are needed, no more', () => {
  const sessions = { a: on(0), b: on(1) };
  expect(messagesOf(checkSupport, sessions, { lines, minSessions: 2, minDays: 2 })).toEqual([]);
  expect(messagesOf(checkSupport, sessions, { lines, minSessions: 3, minDays: 2 })).toEqual([
    '2 of 3 sessions with a request of the user',
  ]);
  expect(messagesOf(checkSupport, { a: on(0), b: on(0) }, { lines, minSessions: 2, minDays: 2 })).toEqual([
    '1 of 2 days',
  ]);
});

test('the same day of another month or year is another day', () => {
  for (const later of [31, 365]) {
    const sessions = { a: on(0), b: on(later) };
    expect(messagesOf(checkSupport, sessions, { lines, minSessions: 2, minDays: 2 })).toEqual([]);
  }
});

test('a session without a request of the user does not count', () => {
  const nobody: Moment[] = [{ ask: 'do it', origin: 'system' }, { run: 'make' }];
  expect(messagesOf(checkSupport, { a: on(0), b: nobody }, { lines, minSessions: 2 })).toEqual([
    '1 of 2 sessions with a request of the user',
  ]);
});

test('what was done needs two of the draft’s own sessions; words and pitfalls one', () => {
  const sessions = { a: on(0), b: on(1) };
  const FEW = ['this step was taken in fewer than two sessions'];
  const done = [
    line({ kind: 'step', only: null, until: null, do: 'ask' }, 'a:2'),
    line({ kind: 'sometimes', do: 'ask' }, 'a:2'),
    line({ kind: 'check', test: 'exits', commands: ['make'] }, 'a:2'),
    line({ kind: 'file', paths: ['a'], role: 'read' }, 'a:2'),
    line({ kind: 'code', language: 'bash', text: 'make' }, 'a:2'),
  ];
  for (const one of done) expect(messagesOf(checkSupport, sessions, { lines: [one] }), one.kind).toEqual(FEW);
  const rule = line({ kind: 'rule', quote: 'never' }, 'a:1');
  expect(messagesOf(checkSupport, sessions, { lines: [rule] })).toEqual([]);
  expect(messagesOf(checkSupport, sessions, { lines, from: ['a'] })).toEqual(FEW);
  const script = {
    path: 'scripts/a-1.sh',
    lines: [line({ kind: 'code', language: null, text: 'make' }, 'a:2')],
  };
  expect(messagesOf(checkSupport, sessions, { files: [script] })).toEqual([]);
});
