import { describe, expect, test } from 'vitest';
import { episodesOf } from '../../src/mine/episodes/episodes.ts';
import { recurringRules } from '../../src/mine/rank/recurring-rules.ts';
import { replacedCommands } from '../../src/mine/rank/replaced-commands.ts';
import { DAY, type Line, START, sessionEvents } from './sessions.ts';

const episodes = (sessions: readonly Line[][], headless = false) =>
  sessions.flatMap((lines, number) => {
    const events = sessionEvents({ id: `s${number}`, at: START + number * DAY, lines });
    return episodesOf(events, { sessionId: `s${number}`, headless });
  });

const session = (before: string, correction: string, after: string, more: Line[] = []): Line[] => [
  { user: 'add an endpoint for invoices' },
  { run: before },
  { user: correction },
  { run: after },
  ...more,
];
const WRONG = "no, that's wrong";
const found = (sessions: readonly Line[][], headless = false) =>
  replacedCommands(episodes(sessions, headless), []).map(({ subject }) => subject);

describe('a command that corrections replace', () => {
  const replaced = session('npm test', WRONG, 'pnpm test');

  test('is a rule from two sessions on, whatever was said', () => {
    expect(found([replaced])).toEqual([]);
    expect(found([replaced, session('npm test', 'das ist falsch', 'pnpm test')])).toEqual([
      'pnpm test, not npm test',
    ]);
  });

  test('is known by the prompts that corrected it, with the clause that names what is to be used', () => {
    const named = session('npm test', 'no, this is wrong. The pnpm workspace has it', 'pnpm test');
    const [rule] = replacedCommands(episodes([replaced, named]), []);
    expect(rule?.sayings).toEqual([
      { text: '', eventId: 's0-003', sessionId: 's0' },
      { text: 'The pnpm workspace has it', eventId: 's1-003', sessionId: 's1' },
    ]);
    expect(rule?.episodes.map(({ sessionId }) => sessionId)).toEqual(['s0', 's1']);
  });

  test('was not used again, and the new one not before, and the new one worked', () => {
    const again = session('npm test', WRONG, 'pnpm test', [{ run: 'npm test' }]);
    const before = [...replaced.slice(0, 1), { run: 'pnpm test' }, ...replaced.slice(1)];
    const failed = [...replaced.slice(0, 3), { run: 'pnpm test', exit: 1 }];
    for (const other of [again, before, failed]) expect(found([replaced, other])).toEqual([]);
  });

  test('is none where nobody corrected anything, or a program did', () => {
    const praised = session('npm test', 'thanks, great', 'pnpm test');
    expect(found([praised, praised])).toEqual([]);
    expect(found([replaced, replaced], true)).toEqual([]);
  });

  test('is told once, where the user put the rule into words as well', () => {
    const told = session('npm test', 'no, wrong! use pnpm, never npm', 'pnpm test');
    const own = episodes([told, told]);
    expect(replacedCommands(own, recurringRules(own))).toEqual([]);
    expect(replacedCommands(own, [])).toHaveLength(1);
  });
});
