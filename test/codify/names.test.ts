import { expect, test } from 'vitest';
import { nameWork } from '../../src/codify/draft/name-work.ts';
import { sharedGoal } from '../../src/codify/shared/goal-terms.ts';
import type { Episode } from '../../src/types.ts';
import { worldOf } from '../support/world.ts';

const namedBy = (episodes: readonly Episode[]) => ({
  goal: sharedGoal(episodes),
  terms: [],
  commands: [],
  paths: [],
});

const nameOf = (...goals: string[]) =>
  sharedGoal(worldOf(goals.map((goal) => ({ goal, steps: [] }))).episodes).name.join(' ');

test('a name holds no second noun that stands apart from the first', () => {
  const goals = [
    'review the beads, then the milestones',
    'our milestones are a mess; review beads please',
    'please review beads',
  ];
  expect(nameOf(...goals)).toBe('review beads');
});

test('two nouns that name one thing stay together, in the order that they have', () => {
  expect(
    nameOf('handle the linkcheck comments', 'new linkcheck comments came in', 'linkcheck comments'),
  ).toBe('handle linkcheck comments');
});

test('a word that stands as a noun in most sessions is no verb of a name', () => {
  const goals = [
    'can you add a test for the parser',
    'add some tests please',
    'there should be a test, add it',
  ];
  expect(nameOf(...goals)).toBe('add test');
});

test('work that begins with a failed check is named for the repair, by the check', () => {
  const goals = ['run make test, it fails', 'the tests fail again', 'still failing tests'];
  const named = namedBy(worldOf(goals.map((goal) => ({ goal, steps: [] }))).episodes);
  const pytest = ['pytest', '-q'];
  expect(nameWork({ ...named, commands: [pytest] }, new Set())).toBe('fix-test-failures');
  const ci = ['gh', 'run', 'view', '--log-failed'];
  expect(nameWork({ ...named, commands: [pytest, ci] }, new Set())).toBe('fix-ci-failures');
});

test('work that does nothing but hand in is named by how it ends', () => {
  const goals = ['push a pr', 'get that pr up', 'pr please'];
  const named = namedBy(worldOf(goals.map((goal) => ({ goal, steps: [] }))).episodes);
  const push = ['git', 'push'];
  const commands = [push, ['gh', 'pr', 'create']];
  expect(nameWork({ ...named, commands }, new Set())).toBe('open-pull-request');
  expect(nameWork({ ...named, commands: [['git', 'commit'], push] }, new Set())).toBe('commit-and-push');
});

test('a name does not depend on the order of the sessions', () => {
  const goals = [
    'enable the remote',
    'similar setup for the remote',
    'we should enable a remote similar to it',
  ];
  expect(nameOf(...goals)).toBe('enable remote');
  expect(nameOf(...goals.reverse())).toBe('enable remote');
});

test('a name does not hold the program that starts others', () => {
  const goals = ['mise run lint fails', 'lint with mise please', 'fix what lint says, mise run lint'];
  const { episodes } = worldOf(goals.map((goal) => ({ goal, steps: [] })));
  const goal = sharedGoal(episodes);
  expect(nameWork({ goal, terms: [], commands: [], paths: [] }, new Set())).toBe('lint');
});

test.each([
  [
    'de',
    [
      'füge einen Endpunkt zum Gateway hinzu',
      'bitte noch einen Endpunkt im Gateway',
      'Endpunkt für das Gateway',
    ],
    'handle-endpunkt',
  ],
  [
    'es',
    [
      'añade un filtro a la lista de pedidos',
      'un filtro en la lista de pedidos, por favor',
      'otro filtro para la lista de pedidos',
    ],
    'lista-de-pedidos',
  ],
  [
    'ru',
    ['добавь фильтр в список заказов', 'нужен фильтр для списка заказов', 'фильтр списка заказов'],
    'spiska-zakazov',
  ],
  [
    'ko',
    ['설정 페이지에 버튼을 추가해줘', '설정 페이지 버튼', '버튼을 설정 페이지에 넣어줘'],
    'seoljeong-peijie',
  ],
] as const)('requests in %s give a name in ASCII that says their words', (_language, goals, name) => {
  const { episodes } = worldOf(goals.map((goal) => ({ goal, steps: [] })));
  expect(nameWork(namedBy(episodes), new Set())).toBe(name);
});

test.each([
  ['ja', ['注文の一覧に検索を追加して', '一覧に検索を追加', '検索を一覧に追加してください']],
  ['zh', ['给订单列表加一个搜索', '订单列表搜索', '在订单列表加搜索']],
  ['ar', ['أضف بحثا إلى قائمة الطلبات', 'بحث في قائمة الطلبات', 'قائمة الطلبات تحتاج بحثا']],
] as const)(
  'requests in %s, which ASCII cannot spell, leave the name to the commands',
  (_language, goals) => {
    const { episodes } = worldOf(goals.map((goal) => ({ goal, steps: [] })));
    const named = namedBy(episodes);
    expect(nameWork(named, new Set())).toBe(null);
    const commands = [
      ['npm', 'version', 'patch'],
      ['npm', 'publish'],
    ];
    expect(nameWork({ ...named, commands }, new Set())).toBe('bump-version-and-publish');
  },
);
