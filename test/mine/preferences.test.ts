import { describe, expect, test } from 'vitest';
import { episodesOf } from '../../src/mine/episodes/episodes.ts';
import { asidesIn, isLasting, isReminder, preferenceSentences } from '../../src/mine/episodes/preferences.ts';
import { recurringRules } from '../../src/mine/rank/recurring-rules.ts';
import { DAY, type Line, START, sessionEvents } from './sessions.ts';

describe('a rule for later sessions', () => {
  test.each([
    'always run the linter before you commit',
    'Never push to main',
    'use pnpm instead of npm',
    'use pnpm, never npm',
    'USE "uv pip"',
    'from now on keep a blank line at the end of each file',
    "don't commit generated files",
    'we don’t mock the database',
    'you should never edit the lock file by hand',
    'whenever you change the schema, write a migration',
    'to avoid pagination pass everything through cat',
    'Loading should be done ONCE in ONE place',
    'amounts should always use cents',
    'bitte immer pnpm verwenden',
    'Verwende immer pnpm für Pakete',
    'Niemals direkt auf main pushen',
    'utilise toujours pnpm pour les paquets',
    'Nunca uses npm aquí',
    'Всегда запускай тесты перед коммитом',
    '以后请使用pnpm',
    '必ずテストを実行してください',
    '앞으로 npm은 쓰지 마',
  ])('is stated by "%s"', (sentence) => {
    expect(preferenceSentences(`Thanks.\n${sentence}`)).toEqual([sentence]);
  });

  test.each([
    ['no, use pnpm instead of npm!', 'use pnpm instead of npm'],
    ['ok please always   run\nthe linter', null],
    ['USE "uv pip"!!!', 'USE "uv pip"'],
    ['Use `uv pip`, never `pip`', 'Use uv pip, never pip'],
  ])('is what is said in "%s", without what leads up to it and what shouts', (text, rule) => {
    expect(preferenceSentences(text)).toEqual(rule === null ? [] : [rule]);
  });
});

describe('no rule', () => {
  test.each([
    'make sure the axis fits on the page',
    "don't change this yet",
    'can you always show the newest first?',
    'the cache is always empty now',
    'RuntimeWarning: the coroutine was never awaited',
    'src/price.go:97:4: QF1012: use Fprintf instead of Sprintf here',
    '> you should always run the linter first',
    'use your suggested approach here please',
    'it never worked on my machine',
    'never mind, go on',
    'every time you touch it the layout breaks',
    'add a dialog that asks for the name',
    '好的，谢谢',
  ])('is "%s"', (sentence) => {
    expect(preferenceSentences(sentence)).toEqual([]);
  });

  test('stands in code, or in the middle of a long paste', () => {
    expect(preferenceSentences('```\nalways use the first entry\n```')).toEqual([]);
    const paste = `${'a line of a plan\n'.repeat(80)}always use the first entry\n${'a line of a plan\n'.repeat(80)}`;
    expect(preferenceSentences(paste)).toEqual([]);
    expect(preferenceSentences(`${paste}from now on use tabs everywhere`)).toEqual([
      'from now on use tabs everywhere',
    ]);
  });
});

describe('of a long prompt', () => {
  const line = 'a line of a plan\n';
  const plan = (chars: number) => line.repeat(chars / line.length);

  test('the beginning and the end are the user’s', () => {
    const rule = 'never push to main';
    expect(preferenceSentences(`${plan(850)}${rule}\n${plan(3_400)}`)).toEqual([rule]);
    expect(preferenceSentences(`${plan(952)}${rule}\n${plan(3_400)}`)).toEqual([]);
    expect(preferenceSentences(`${plan(3_400)}${rule}\n${plan(561)}`)).toEqual([rule]);
    expect(preferenceSentences(`${plan(3_400)}${rule}\n${plan(612)}`)).toEqual([]);
  });
});

describe('a rule that lasts', () => {
  test.each([
    'never push to main',
    'we must always squash the commits',
    'from now on keep the line endings',
    'keep the line endings from now on',
    'use terminal instead of powershell',
    'use uv pip and not pip',
    'don’t ever amend',
    'nie auf main pushen',
    '以后请使用pnpm',
  ])('tells so itself: "%s"', (rule) => {
    expect(isLasting(rule)).toBe(true);
  });

  test.each([
    'use uv pip',
    'do not stash work',
    'amounts should always use cents',
    'use the old one instead of the new one for now',
    'never mind the tests',
  ])('is not "%s"', (rule) => {
    expect(isLasting(rule)).toBe(false);
  });
});

describe('a reminder', () => {
  test.each([
    'dont forget to branch off main',
    'don’t forget the changelog',
    'make sure to reuse the helpers',
    'ensure we have a ticket',
    'before making changes, switch to main',
    'in config.py use the constants of the package',
  ])('asks for care: "%s"', (clause) => {
    expect(isReminder(clause)).toBe(true);
  });

  test.each([
    'do not know',
    'the header stays',
    'make sure this works',
    'ensure that it loads',
    'ensure the tests pass for now',
    'before long it fails',
  ])('is not "%s"', (clause) => {
    expect(isReminder(clause)).toBe(false);
  });
});

describe('an aside', () => {
  test('is what a prompt says behind its request, or all of a later one', () => {
    expect(asidesIn('Add a page. The header stays as it is', false)).toEqual(['The header stays as it is']);
    expect(asidesIn('Add a page. The header stays as it is', true)).toEqual([
      'Add a page',
      'The header stays as it is',
    ]);
    expect(asidesIn('Dont forget the header. Add a page', false)).toEqual([
      'Dont forget the header',
      'Add a page',
    ]);
  });

  test('is neither a question nor a rule nor what was pasted', () => {
    const rest = ['Does it load?', 'Never push to main', 'npm ERR! code=1', 'run --all of them now'];
    expect(asidesIn(`Add a page\n${rest.join('\n')}`, false)).toEqual([]);
    expect(asidesIn('Add a page. The header stays\n```\nx\n```', false)).toEqual([]);
    const told = (times: number) => `Add a page\n\n${'It is the old one\n\n'.repeat(times)}`;
    expect(asidesIn(told(30), false)).toHaveLength(6);
    expect(asidesIn(told(31), false)).toEqual([]);
    const long = `the header ${'very '.repeat(29)}cold`;
    expect(asidesIn(`Add a page. ${long}`, false)).toEqual([long]);
    expect(asidesIn(`Add a page. ${long} one`, false)).toEqual([]);
  });
});

const episodes = (lines: (number: number) => Line[], meta = {}) =>
  [0, 1, 2].flatMap((number) => {
    const [first, ...rest] = lines(number);
    const opening = first !== undefined && 'user' in first ? { ...first, meta } : first;
    const events = sessionEvents({
      id: `s${number}`,
      at: START + number * DAY,
      lines: opening === undefined ? [] : [opening, ...rest],
    });
    return episodesOf(events, { sessionId: `s${number}`, headless: false });
  });

test('a program that says the same again and again states no rule', () => {
  const said = () => [{ user: 'review the change. Never edit files by yourself.' }];
  expect(recurringRules(episodes(said))).toHaveLength(1);
  expect(recurringRules(episodes(said, { promptSource: 'headless' }))).toEqual([]);
});
