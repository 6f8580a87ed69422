import { expect, test } from 'vitest';
import { episodesOf } from '../../src/mine/episodes/episodes.ts';
import { coveringSkill, type SkillText } from '../../src/mine/rank/covered.ts';
import { coveringMeans } from '../../src/mine/rank/means.ts';
import type { Episode } from '../../src/types.ts';
import { DAY, type Line, START, sessionEvents } from './sessions.ts';

const sessions = (...all: Line[][]): Episode[] =>
  all.flatMap((lines, index) => {
    const events = sessionEvents({ id: `s${index}`, at: START + index * DAY, lines });
    return episodesOf(events, { sessionId: `s${index}`, headless: false });
  });
const RELEASE: Line[] = [
  { user: 'cut the next patch release' },
  { run: 'npm test' },
  { run: 'npm version patch' },
  { run: 'git push origin main --follow-tags' },
];
const releases = sessions(RELEASE, [...RELEASE, { run: 'git status' }], RELEASE);
const skill = (name: string, description: string, body: string): SkillText => ({ name, description, body });

const COMMANDS = '1. Run `npm test`\n\n```sh\n$ npm version minor\ngit push --follow-tags\n```\n';

const name = (episodes: Episode[], skills: SkillText[], threshold = 0.85) =>
  coveringSkill({ kind: 'procedure', subject: null, episodes }, skills, threshold)?.name ?? null;

test('a skill with the same commands covers the work, whatever it is called', () => {
  const ship = skill('ship-it', 'Everything for a new version.', COMMANDS);
  expect(name(releases, [skill('lint', 'Lint.', 'Run `npm run lint`'), ship])).toBe('ship-it');
});

test('a skill that speaks of the same and shares a command covers the work', () => {
  const described = skill(
    'next-patch-release',
    'Use when asked to cut the next patch release.',
    'Start with `npm test`',
  );
  expect(name(releases, [described])).toBe('next-patch-release');
  expect(name(releases, [{ ...described, body: 'Mail the manager.' }])).toBeNull();
});

test('a skill that shares a part of the commands does not, unless less is asked for', () => {
  const part = skill(
    'check',
    'Checks before a merge.',
    'Run `npm test`, then `npm run lint` and `git fetch origin`',
  );
  expect(name(releases, [part])).toBeNull();
  expect(name(releases, [part], 0.3)).toBe('check');
});

test('work that is done with a skill is covered by it, however it is called', () => {
  const opening: Line = { user: '', meta: { command: 'acme:release', promptSource: 'slash' } };
  const used = sessions(...[0, 1].map(() => [opening, { run: './ship.sh' }]));
  expect(name(used, [skill('deploy', '', ''), skill('release', '', '')])).toBe('release');
  expect(name(releases, [skill('release', '', '')])).toBeNull();
});

test('a rule is covered by a skill that states it, in other words too, not by one that was called beside it', () => {
  const sayings = [
    { text: 'do not touch the client that is generated', eventId: 'e1', sessionId: 's1' },
    { text: 'never edit generated client files by hand', eventId: 'e2', sessionId: 's2' },
  ];
  const opening: Line = { user: '', meta: { command: 'release', promptSource: 'slash' } };
  const episodes = sessions(...[0, 1].map(() => [opening]));
  const covering = (...skills: SkillText[]) =>
    coveringSkill({ kind: 'preference', subject: sayings[0]?.text ?? '', episodes, sayings }, skills, 0.85)
      ?.name;
  expect(covering(skill('release', '', 'Run the release.'))).toBeUndefined();
  const body = 'Files of the generated client must never be edited by hand, nor moved.';
  expect(covering(skill('release', '', ''), skill('client', '', body))).toBe('client');
  expect(covering(skill('client', '', body.replace('never', 'always')))).toBeUndefined();
});

test('what the requests name covers the work, where its text holds a command of it', () => {
  const command = skill('ops:patch-release', '', 'Call `npm version`, then `npm publish`.');
  expect(name(releases, [command])).toBe('ops:patch-release');
  expect(name(releases, [{ ...command, body: 'Mail the manager.' }])).toBeNull();
  expect(name(releases, [{ ...command, name: 'release' }])).toBeNull();
});

const asked = (command: string, ...rest: Line[]): Line[] => [
  { user: '', meta: { command, promptSource: 'slash' } },
  ...rest,
];
const means = (episodes: Episode[], ours: string[] = []) => coveringMeans(episodes, new Set(ours));

test('half of the work begun with a slash command is that command’s, though its file is not here', () => {
  const typed: Line[] = [{ user: 'ship it' }, { run: './ship.sh' }];
  const called = asked('acme:ship', { run: './ship.sh' });
  expect(means(sessions(called, typed))).toBe('/acme:ship');
  expect(means(sessions(called, typed, typed))).toBeNull();
  expect(means(sessions(called, called), ['ship'])).toBeNull();
});

test('work for which most sessions read a skill is that skill’s; half are enough where it is named for a program that ran', () => {
  const read = { run: "sed -n '1,200p' /home/kim/.agents/skills/deckhand/SKILL.md" };
  const bare: Line[] = [{ user: 'hand it to a worker' }, { run: 'deckhand add fix-login' }];
  const other: Line[] = [{ user: 'hand it to a worker' }, { run: 'tmux new -d' }];
  expect(means(sessions([...bare, read], bare))).toBe('~/.agents/skills/deckhand/SKILL.md');
  expect(means(sessions([...other, read], other))).toBeNull();
  expect(means(sessions([...other, read], [...other, read], other))).not.toBeNull();
});

test('a rule is covered by a skill with a line that says it', () => {
  const rules = skill(
    'style',
    'House rules.',
    '# Rules\n\n- Always use pnpm instead of npm.\n- Keep lines short.\n',
  );
  const covers = (subject: string) =>
    coveringSkill({ kind: 'preference', subject, episodes: releases }, [rules], 0.85)?.name ?? null;
  expect(covers('please always use pnpm instead of npm')).toBe('style');
  expect(covers('always use yarn for the docs')).toBeNull();
});

test('nothing covers where nothing is installed', () => {
  expect(name(releases, [])).toBeNull();
});
