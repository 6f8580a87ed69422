import { describe, expect, test } from 'vitest';
import { recurringRules } from '../../src/mine/rank/recurring-rules.ts';
import type { Episode } from '../../src/types.ts';
import { DAY, START } from './sessions.ts';

interface Session {
  goal?: string;
  rules?: string[];
  asides?: string[];
  day?: number;
  headless?: boolean;
}

/** One episode a session; the prompt of each saying is one of its own. */
function episodesOf(sessions: readonly Session[]): Episode[] {
  return sessions.map(({ goal = 'add a page', rules = [], asides = [], day, headless = false }, number) => {
    const said = (texts: string[], kind: string) =>
      texts.map((text, at) => ({ text, eventId: `e${number}-${kind}${at}` }));
    return {
      id: `e${number}`,
      sessionId: `s${number}`,
      startedAt: START + (day ?? number) * DAY,
      promptIds: [`e${number}`],
      headless,
      steps: [],
      signals: [],
      memory: { goal, preferences: said(rules, 'r'), asides: said(asides, 'a'), decisions: [], fixes: [] },
    } as unknown as Episode;
  });
}

const said = (...texts: string[]) => texts.map((text) => ({ rules: [text] }));
const found = (sessions: readonly Session[]) =>
  recurringRules(episodesOf(sessions)).map(({ subject, sayings }) => [
    subject,
    ...sayings.map(({ sessionId }) => sessionId),
  ]);

describe('a standing rule', () => {
  test('is one that was said in two sessions, in the words of the oldest, in any order', () => {
    const twice = said('do not stash work', 'please do not stash my work');
    expect(found(twice)).toEqual([['do not stash work', 's0', 's1']]);
    const [older, newer] = episodesOf(twice) as [Episode, Episode];
    const backwards = recurringRules([newer, older]);
    expect(backwards).toEqual(recurringRules([older, newer]));
    expect(backwards.map(({ episodes }) => episodes.map(({ id }) => id))).toEqual([['e0', 'e1']]);
    const sameTime = [newer, older].map((one) => ({ ...one, startedAt: START }));
    expect(recurringRules(sameTime)[0]?.subject).toBe('do not stash work');
  });

  test('keeps each saying with its prompt and its session', () => {
    const [rule] = recurringRules(episodesOf(said('do not stash work', 'never stash work')));
    expect(rule?.sayings).toEqual([
      { text: 'do not stash work', eventId: 'e0-r0', sessionId: 's0' },
      { text: 'never stash work', eventId: 'e1-r0', sessionId: 's1' },
    ]);
  });

  test('was said in one session only where it was said twice there, or holds from then on', () => {
    expect(found(said('do not stash work'))).toEqual([]);
    expect(found([{ rules: ['do not stash work', 'do not stash any work'] }])).toEqual([
      ['do not stash work', 's0', 's0'],
    ]);
    expect(found(said('never stash work'))).toEqual([['never stash work', 's0']]);
    expect(found(said('always run the linter until it passes'))).toEqual([]);
  });

  test('shares two words and half of all with its other wordings', () => {
    expect(found(said('do not stash work', 'do not stash work in branches'))).toHaveLength(1);
    expect(found(said('do not stash work', 'do not commit generated files'))).toEqual([]);
    expect(found(said('linters', 'linters'))).toEqual([]);
  });

  test('is known by its rare words more than by those that most requests have', () => {
    const common = Array.from({ length: 12 }, () => ({ goal: 'change the checkout page layout' }));
    const alike = said(
      'do not mock the payment gateway on the checkout page layout',
      'do not mock the payment gateway',
    );
    expect(found([...alike, ...common])).toHaveLength(1);
    const unlike = said('do not mock the checkout page layout', 'do not rename the checkout page layout');
    expect(found([...unlike, ...common])).toEqual([]);
  });

  test('is the most alike of those that a saying could be another wording of', () => {
    const sessions = said(
      'do not touch generated client files',
      'do not touch generated client files of mobile apps',
      'do not touch generated client files of mobile apps',
    );
    expect(found(sessions)).toEqual([['do not touch generated client files', 's0', 's1', 's2']]);
    const two = said(
      'use tabs not spaces for makefiles',
      'use tabs not spaces for golang sources kept under vendor',
      'use tabs not spaces for golang sources kept under vendor folders',
    );
    expect(found(two).at(-1)).toEqual([
      'use tabs not spaces for golang sources kept under vendor',
      's1',
      's2',
    ]);
  });

  test('shares no rule with a saying that has but one of its words, however rare that is', () => {
    const common = Array.from({ length: 40 }, () => ({ goal: 'change the checkout page layout' }));
    expect(found([...said('never frobnicate', 'frobnicate instead'), ...common])).toEqual([
      ['never frobnicate', 's0'],
    ]);
  });

  test('is the older of two that a saying is as like', () => {
    const twice = said(
      'do not mock payment gateways',
      'do not mock invoice gateways',
      'do not mock gateways',
    );
    expect(found(twice)).toEqual([['do not mock payment gateways', 's0', 's2']]);
  });

  test('is no longer one where any of its wordings is taken back', () => {
    const texts = ['we never squash commits', 'we must always squash commits'];
    expect(
      found([{ rules: ['squash commits only by hand', texts[0] ?? ''] }, { rules: [texts[1] ?? ''] }]),
    ).toEqual([]);
  });

  test('is not its opposite, whichever was said first', () => {
    const opposites = ['we must always squash commits', 'we must never squash commits'];
    expect(found(said(...opposites)).map(([, ...sessions]) => sessions)).toEqual([]);
    expect(found(said(...opposites.reverse())).map(([, ...sessions]) => sessions)).toEqual([]);
  });

  test('is also what was said in passing, where that says the same; by itself that is none', () => {
    const passing = { asides: ['do not touch the generated client files there'] };
    expect(found([passing, passing])).toEqual([]);
    const stated = { rules: ['do not touch generated client files'] };
    expect(found([passing, stated, passing])).toEqual([
      ['do not touch generated client files', 's0', 's1', 's2'],
    ]);
  });

  test('is a reminder from two sessions on, however much more one of them says', () => {
    const short = { asides: ['dont forget to branch off main'] };
    const long = { asides: ['before making changes, dont forget to switch to main and to branch off again'] };
    expect(found([short])).toEqual([]);
    expect(found([{ asides: [...short.asides, ...short.asides] }])).toEqual([]);
    expect(found([short, long])).toEqual([['dont forget to branch off main', 's0', 's1']]);
    const talk = { asides: ['we could branch off main and dont forget'] };
    expect(found([short, talk])).toEqual([]);
    expect(found([talk, short, long])[0]?.[0]).toBe('dont forget to branch off main');
  });

  test('said twice in one session shares less with itself than with what other sessions say', () => {
    const first = 'use the line ending convention of the source files';
    const again = 'from now on use the newline convention for all files that you modify';
    expect(found([{ rules: [first, again] }])).toEqual([[first, 's0', 's0']]);
    expect(found(said(first, again)).map(([, ...sessions]) => sessions)).toEqual([['s1']]);
    expect(found([{ rules: [again], asides: [first] }])).toEqual([[again, 's0']]);
  });

  test('is not what a program says again and again', () => {
    const program = { rules: ['do not edit files by yourself'], headless: true };
    expect(found([program, program, program])).toEqual([]);
    expect(found([program, program, { ...program, headless: false }])).toEqual([]);
  });
});
