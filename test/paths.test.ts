import { userInfo } from 'node:os';
import { expect, test } from 'vitest';
import { hivemindHome, userHome } from '../src/paths.ts';

test.each([[undefined], [''], ['relative/home']])(
  'a HOME of %j is no place: the system knows the home',
  (HOME) => {
    expect(userHome({ HOME })).toBe(userInfo().homedir);
  },
);

test('hivemind lives where HIVEMIND_HOME says, else below HOME', () => {
  expect(hivemindHome({ HOME: '/home/robin' })).toBe('/home/robin/.hivemind');
  expect(hivemindHome({ HOME: '/home/robin', HIVEMIND_HOME: '/data/hive' })).toBe('/data/hive');
});
