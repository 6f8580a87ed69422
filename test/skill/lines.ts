/** Lines of every kind, for properties of what a skill is. */

import fc from 'fast-check';
import type { Line, LineKind } from '../../src/skill/draft.ts';
import { SECTIONS } from '../../src/skill/draft.ts';

const word = fc.stringMatching(/^[a-z]{1,8}$/);
const words = fc.array(word, { minLength: 1, maxLength: 4 }).map((list) => list.join(' '));
const label = words.map((text) => `D${text}`);
const oneOf = (chars: RegExp) => fc.stringMatching(chars);
const command = oneOf(/^[a-z][a-z0-9 ./<>|&"',:;-]{0,30}[a-z>]$/);
const path = oneOf(/^[a-z<][a-z0-9./<>,_-]{0,20}[a-z]$/);
const quote = oneOf(/^[A-Za-z/\p{Script=Cyrillic}][\p{L}0-9 ,.:;!?'"-]{0,30}[\p{L}.]$/u);
const error = oneOf(/^[A-Za-z][A-Za-z0-9 ,.:'()-]{0,30}[a-z]$/);
const some = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 1, maxLength: 3 });
const few = <T>(one: fc.Arbitrary<T>) => fc.array(one, { maxLength: 3 });
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null });
const evidence = fc.constant([]);

type Fields = Readonly<Record<string, fc.Arbitrary<unknown>>>;
const record = (kind: LineKind, fields: Fields) =>
  fc.record({ kind: fc.constant(kind), evidence, ...fields }) as unknown as fc.Arbitrary<Line>;
const is = (value: string | null) => fc.constant(value);

const briefs = fc.oneof(
  words,
  command.map((text) => `run \`${text}\``),
  path.map((text) => `update \`${text}\``),
);

const deeds = fc.oneof(
  fc.constantFrom(
    'push',
    'fix the lint',
    'apply it',
    'deploy',
    'merge the branch',
    'release',
    'hand work over',
  ),
  command.map((text) => `run \`${text}\``),
  path.map((text) => `update \`${text}\``),
);

const acts: readonly Fields[] = [
  { do: is('run'), label: maybe(label), command },
  {
    do: is('edit'),
    change: fc.constantFrom('create', 'update', 'extend'),
    paths: some(path),
    marks: few(error),
  },
  { do: is('read'), paths: some(path) },
  { do: is('script'), start: word.map((name) => `bash scripts/${name}-0a1b2c3d.sh`) },
  { do: is('program'), label },
  { do: is('delegate'), to: some(word) },
  { do: is('skill'), skill: word },
  { do: is('ask') },
  { do: is('plan') },
];

/** A generator of lines for each kind; a kind without one does not compile. */
export const LINES: Readonly<Record<LineKind, readonly fc.Arbitrary<Line>[]>> = {
  description: [
    record('description', {
      of: is('work'),
      briefs: few(deeds),
      topics: few(word),
      quotes: few(quote),
    }),
    record('description', { of: is('rule'), quote, briefs: few(briefs), topics: some(word) }),
    record('description', { of: is('custom'), instead: command, worked: command }),
    record('description', { of: is('failure'), failed: command, error: maybe(error) }),
  ],
  title: [record('title', { title: label })],
  heading: [record('heading', { title: fc.constantFrom(...SECTIONS) })],
  when: [
    record('when', { on: is('request'), work: words, topics: few(word) }),
    record('when', { on: is('topic'), topics: some(word) }),
    record('when', { on: is('failure'), failed: command, error: maybe(error) }),
    record('when', { on: is('place'), paths: some(path) }),
  ],
  request: [record('request', { use: fc.constantFrom('trigger', 'next'), quote })],
  step: acts.map((act) =>
    record('step', {
      ...act,
      only: fc.constantFrom('asked', null),
      until: fc.constantFrom('pass', 'repeat', null),
    }),
  ),
  sometimes: acts.map((act) => record('sometimes', act)),
  alternative: [record('alternative', { error: maybe(error), worked: command })],
  check: [
    record('check', { test: is('exits'), commands: some(command) }),
    record('check', { test: is('changed'), paths: some(path) }),
  ],
  rule: [record('rule', { quote })],
  pitfall: [
    record('pitfall', { by: is('command'), failed: command, error: maybe(error), worked: command }),
    record('pitfall', { by: is('edit'), failed: command, error: maybe(error), worked: path }),
    record('pitfall', { by: is('folder'), failed: command, error: maybe(error), folder: is('.') }),
    record('pitfall', { by: is('folder'), failed: command, error: maybe(error), folder: path }),
    record('pitfall', { by: is('without'), failed: command, error: maybe(error), words: some(path) }),
    record('pitfall', { by: is('error'), error, worked: command }),
    record('pitfall', { by: is('custom'), instead: command, worked: command }),
    record('pitfall', { by: is('user'), quote, paths: few(path) }),
  ],
  placeholder: [
    record('placeholder', { name: is('<pr>'), meaning: is(null), seen: some(command) }),
    record('placeholder', { name: is('<TestName>'), meaning: words, seen: few(command) }),
  ],
  file: [record('file', { paths: some(path), role: fc.constantFrom('updated', 'created', 'read') })],
  note: [
    record('note', { of: is('command'), command, document: path, heading: maybe(label) }),
    record('note', { of: is('rule'), document: path, heading: maybe(label) }),
  ],
  pointer: [record('pointer', { path: is('references/more-0a1b2c3d.md') })],
  code: [record('code', { language: is('sh'), text: some(command).map((list) => list.join('\n')) })],
  prose: [record('prose', { text: words.map((text) => `Whatever ${text}`) })],
};
