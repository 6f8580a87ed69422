import { describe, expect, test } from 'vitest';
import { cuesOf } from '../../src/mine/episodes/cues.ts';
import { episodesOf } from '../../src/mine/episodes/episodes.ts';
import { type Line, START, sessionEvents } from './sessions.ts';

const starts = (...lines: Line[]) =>
  episodesOf(sessionEvents({ id: 's', at: START, lines }), { sessionId: 's', headless: false }).map(
    ({ promptIndex }) => promptIndex,
  );
const request: Line = { user: 'add a health endpoint to the gateway' };
const work: Line[] = [{ edit: '/repo/src/a.ts' }, { say: 'Done.' }];
/** Whether a prompt opens a request of its own after work on another. */
const opens = (user: string, ...deeds: Line[]) => starts(request, ...work, { user }, ...deeds).includes(1);
const elsewhere: Line = { edit: '/repo/src/b.ts' };
const again: Line = { edit: '/repo/src/a.ts' };

describe('a request of its own', () => {
  test('names something new: the more of it is known, the less it opens', () => {
    expect(opens('translate the onboarding emails', elsewhere)).toBe(true);
    expect(opens('the gateway emails', elsewhere)).toBe(false);
  });

  test('says what is wanted', () => {
    expect(opens('can you look at onboarding emails', { read: '/repo/b.ts' })).toBe(true);
    expect(opens('onboarding emails', { read: '/repo/b.ts' })).toBe(false);
  });

  test('has more than three terms, and does not ramble unless it explains itself', () => {
    const words = (count: number) =>
      Array.from({ length: count }, (_, at) => `topic${'abcdefghijklmnopqrstuvwxyz'[at % 26]}${at}`).join(
        ' ',
      );
    expect(opens(words(3), { read: '/repo/b.ts' })).toBe(false);
    expect(opens(words(4), { read: '/repo/b.ts' })).toBe(true);
    expect(opens(words(8), { read: '/repo/b.ts' })).toBe(true);
    expect(opens(words(9), { read: '/repo/b.ts' })).toBe(false);
    expect(opens(words(30), { read: '/repo/b.ts' })).toBe(false);
    expect(opens(words(31), { read: '/repo/b.ts' })).toBe(true);
  });

  test('changes other files than the one before', () => {
    expect(opens('onboarding emails', elsewhere)).toBe(true);
    expect(opens('onboarding emails', again)).toBe(false);
    expect(opens('onboarding emails', again, elsewhere, { edit: '/repo/src/c.ts' })).toBe(true);
  });

  test('is the first to change files after talk', () => {
    const first = (...before: Line[]) =>
      starts(request, ...before, { user: 'the gateway onboarding emails' }, elsewhere).length === 2;
    expect(first({ say: 'It has none.' })).toBe(true);
    expect(first(again)).toBe(false);
  });

  test('is no question upon which nothing is done, where anything is on record', () => {
    expect(opens('which onboarding emails exist in Welsh today?')).toBe(false);
    expect(opens('onboarding emails exist in Welsh today')).toBe(false);
    expect(starts(request, { say: 'Done.' }, { user: 'onboarding emails exist in Welsh today' })).toEqual([
      0, 1,
    ]);
  });

  test('is a slash command, whatever was asked before', () => {
    expect(starts(request, ...work, { user: '/health' })).toEqual([0, 1]);
  });
});

describe('an answer', () => {
  test.each([
    'revert the onboarding emails in the Welsh folder',
    'no, onboarding emails in the Welsh folder',
    'onboarding emails still fail in the Welsh folder',
    'TypeError: onboarding emails of Welsh folder',
    'yes',
    '?!',
  ])('stays with the request whatever it changes: "%s"', (user) => {
    expect(opens(user, elsewhere)).toBe(false);
  });

  test('of assent is one in two terms, and no verb of work', () => {
    expect(opens('yes onboarding emails', elsewhere)).toBe(false);
    expect(opens('yes onboarding Welsh emails', elsewhere)).toBe(true);
    expect(opens('perfect onboarding emails', elsewhere)).toBe(false);
    expect(opens('yes translate emails', elsewhere)).toBe(true);
  });

  test('that names the next step is one in four terms', () => {
    expect(opens('continue Welsh onboarding emails', elsewhere)).toBe(false);
    expect(opens('continue Welsh onboarding emails newsletters', elsewhere)).toBe(true);
  });

  test('that brings an error back stays, in any words', () => {
    const line = 'zstd: could not open dictionary for reading';
    const failed: Line[] = [request, ...work, { run: 'make image', exit: 1, output: line }];
    expect(starts(...failed, { user: line }, elsewhere)).toEqual([0]);
    expect(starts(request, ...work, { user: line }, elsewhere)).toEqual([0, 1]);
  });

  test.each(['7', '12.', 'b', 'C)'])('that picks from a listing opens once files change: "%s"', (user) => {
    const listing: Line[] = [{ user: '', meta: { command: 'todos' } }, { read: '/repo/TODO.md' }];
    expect(starts(...listing, { user }, elsewhere)).toEqual([0, 1]);
    expect(starts(...listing, { user }, { say: 'Blocked.' })).toEqual([0]);
    expect(starts(...listing, again, { user }, elsewhere)).toEqual([0]);
    expect(starts(...listing, { user: 'yes' }, { user }, elsewhere)).toEqual([0]);
    expect(opens(user, elsewhere)).toBe(false);
  });
});

describe('after an interrupt', () => {
  const stopped = (user: string, ...deeds: Line[]) =>
    starts(request, again, { interrupt: true }, { user }, ...deeds);

  test('another request opens, though it changes the same file', () => {
    expect(stopped('translate onboarding emails?', again)).toEqual([0, 1]);
    expect(opens('translate onboarding emails?', again)).toBe(false);
    expect(stopped('can you onboarding emails?', again)).toEqual([0, 1]);
  });

  test('one that asks for nothing, names too little, repeats, or is only answered does not', () => {
    expect(stopped('onboarding emails', again)).toEqual([0]);
    expect(stopped('translate?', again)).toEqual([0]);
    expect(stopped('translate health endpoint', again)).toEqual([0]);
    expect(stopped('translate onboarding emails', { say: 'No.' })).toEqual([0]);
  });
});

describe('the words of a message', () => {
  test('speak at its beginning alone', () => {
    const far = (chars: number) => `${'x '.repeat(chars / 2)}, you forgot the port`;
    expect(cuesOf(far(120)).complains).toBe(true);
    expect(cuesOf(far(200)).complains).toBe(false);
    expect(cuesOf(`${'x '.repeat(15)}revert`).undoes).toBe(true);
    expect(cuesOf(`${'x '.repeat(25)}revert`).undoes).toBe(false);
  });

  test('praise at the very start', () => {
    const late = (chars: number) => `${'the port of it '.repeat(chars / 15)} perfect`;
    expect(cuesOf(late(45)).praises).toBe(true);
    expect(cuesOf(late(90)).praises).toBe(false);
  });

  test('are pasted output within a few pages', () => {
    const pasted = (chars: number) => `${'x'.repeat(chars)}\nTraceback (most recent call last)`;
    expect(cuesOf(pasted(7_000)).pastedError).toBe(true);
    expect(cuesOf(pasted(9_000)).pastedError).toBe(false);
  });

  test('name the point also behind assent', () => {
    expect(cuesOf('ok great, commit it').nextStep).toBe(true);
    expect(cuesOf('ok next').nextStep).toBe(true);
    expect(cuesOf('ok, but the port').refuses).toBe(true);
    expect(cuesOf('no').refuses).toBe(true);
    expect(cuesOf('ok, maybe as text').asksChange).toBe(true);
    expect(cuesOf('maybe as text').asksChange).toBe(true);
  });

  test('of praise take back what looks like a fault or a refusal', () => {
    expect(cuesOf("actually that's perfect")).toMatchObject({ praises: true, refuses: false });
    expect(cuesOf('perfect, the broken one is gone')).toMatchObject({ complains: false });
  });
});
