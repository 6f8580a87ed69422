/** A draft is refused where another skill does the same already, whoever wrote it. */

import { expect, test } from 'vitest';
import { checkTwin } from '../../../src/codify/checks/twin.ts';
import type { InstalledSkill } from '../../../src/skill/installed.ts';
import { line, messagesOf } from './sessions.ts';

const run = (command: string) =>
  line({ kind: 'step', only: null, until: null, do: 'run', label: null, command });
const FOUR = ['make a', 'make b', 'make c', 'make d'].map(run);
const said = (other: Partial<InstalledSkill>, lines = FOUR) => {
  const installed = [{ name: 'other', description: 'Nothing alike.', body: '', ...other }];
  return messagesOf(checkTwin, {}, { lines, installed, name: 'release' });
};
const TWIN = (name: string) => [`the skill ${name} already covers this`];

test('one of the same name, in any form and order of its words, is a twin; an older version of its own is none', () => {
  expect(said({ name: 'releases' })).toEqual(TWIN('releases'));
  expect(said({ name: 'deploy' })).toEqual([]);
  expect(said({ name: 'release', candidateId: 'c1' })).toEqual([]);
  expect(said({ name: 'release', candidateId: 'c2' })).toEqual(TWIN('release'));
});

test('one that holds three quarters of the commands is a twin, where there are two or more', () => {
  expect(said({ body: 'make a, make b, make c' })).toEqual(TWIN('other'));
  expect(said({ body: 'make a, make b' })).toEqual([]);
  expect(said({ body: 'make a' }, FOUR.slice(0, 1))).toEqual([]);
  expect(said({ body: 'make a, make b' }, FOUR.slice(0, 2))).toEqual(TWIN('other'));
});

test('one described in the same words is a twin where they share a command', () => {
  const description =
    'Release. Gets past an error of this repository: `make it` failed. Use when `make it` fails.';
  expect(said({ description, body: 'make a' })).toEqual(TWIN('other'));
  expect(said({ description, body: '' })).toEqual([]);
  expect(said({ description, body: '' }, [])).toEqual(TWIN('other'));
  expect(said({ description: 'Release it.', body: 'make a' })).toEqual([]);
});

test('one that tells the error with a remedy for it is a twin of a skill that only gets past that error', () => {
  const error = 'error: no seed data';
  const description = line({ kind: 'description', of: 'failure', failed: 'make it', error });
  const lines = [
    line({ kind: 'pitfall', by: 'command', failed: 'make it', error, worked: 'make seed' }),
    line({ kind: 'pitfall', by: 'user', quote: 'not so', paths: [] }),
  ];
  const told = (body: string) => {
    const installed = [{ name: 'other', description: 'Nothing alike.', body }];
    return messagesOf(checkTwin, {}, { lines, installed, description, name: 'release' });
  };
  expect(told(`\`${error}\`: \`make seed\``)).toEqual(TWIN('other'));
  expect(told(`\`${error}\``)).toEqual([]);
  expect(told('`make seed`')).toEqual([]);
});
